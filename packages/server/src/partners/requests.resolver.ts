import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Backer } from '../backers/backer.entity.ts';
import type { Context } from '../context.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { payload, UserError } from '../lib/user-error.ts';
import {
  acceptRequests,
  confirmAddresses,
  declineRequests,
  type Answered,
} from './answer-requests.actions.ts';
import {
  FulfillmentRequestAcceptInput,
  FulfillmentRequestAddressConfirmInput,
  FulfillmentRequestRejectInput,
  FulfillmentRequestsPayload,
} from './fulfillment-request.inputs.ts';
import { FulfillmentRequest, FulfillmentRequestStatus } from './fulfillment-request.type.ts';
import { requestsByBacker } from './partner.loader.ts';
import {
  countRequests,
  planRequests,
  readRequests,
  requestsByIds,
  type RequestsPlan,
} from './requests.actions.ts';
import { requirePartner } from './require-partner.ts';

const { connection: FulfillmentRequestConnection, edge: FulfillmentRequestEdge } = connectionOf(
  FulfillmentRequest,
  'FulfillmentRequest',
);

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface RequestList {
  plan: RequestsPlan;
  page?: ReturnType<typeof readRequests>;
}

@Resolver()
export class FulfillmentRequestResolver {
  @Query(() => FulfillmentRequestConnection, {
    description:
      'For a partner’s token: what was sent to it, the oldest first; with `changedAfter` what is new or has changed since, in the order of the changes.',
  })
  fulfillmentRequests(
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('status', () => [FulfillmentRequestStatus], { nullable: true })
    status: FulfillmentRequestStatus[] | null,
    @Arg('changedAfter', () => String, {
      nullable: true,
      description: 'The `change` of the last request that was seen; "0" for everything.',
    })
    changedAfter: string | null,
  ): RequestList {
    const partner = requirePartner(context);
    return { plan: planRequests(partner.id, { first, after, status, changedAfter }) };
  }

  @Query(() => FulfillmentRequest, {
    nullable: true,
    description: 'For a partner’s token: one request; null where there is none, or it was sent to another.',
  })
  async fulfillmentRequest(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
  ): Promise<FulfillmentRequest | null> {
    requirePartner(context);
    const [request] = await requestsByIds(context.db, [], [id]);
    return request ?? null;
  }

  @Mutation(() => FulfillmentRequestsPayload, {
    description:
      'For a partner’s token: takes requests in hand. Those that cannot be accepted are listed in userErrors; the others are. Accepting twice is no error.',
  })
  fulfillmentRequestAccept(
    @Ctx() context: Context,
    @Arg('input', () => FulfillmentRequestAcceptInput) input: FulfillmentRequestAcceptInput,
  ): Promise<FulfillmentRequestsPayload> {
    const partner = requirePartner(context);
    return answered(() => acceptRequests(context.db, partner, input));
  }

  @Mutation(() => FulfillmentRequestsPayload, {
    description:
      'For a partner’s token: says that requests cannot be shipped, and why. The creator mends it and sends them again, or ships otherwise.',
  })
  fulfillmentRequestReject(
    @Ctx() context: Context,
    @Arg('input', () => FulfillmentRequestRejectInput) input: FulfillmentRequestRejectInput,
  ): Promise<FulfillmentRequestsPayload> {
    const partner = requirePartner(context);
    return answered(() => declineRequests(context.db, partner, input));
  }

  @Mutation(() => FulfillmentRequestsPayload, {
    description:
      'For a partner’s token: takes over the address as it is now, of requests whose address has changed.',
  })
  fulfillmentRequestAddressConfirm(
    @Ctx() context: Context,
    @Arg('input', () => FulfillmentRequestAddressConfirmInput) input: FulfillmentRequestAddressConfirmInput,
  ): Promise<FulfillmentRequestsPayload> {
    const partner = requirePartner(context);
    return answered(() => confirmAddresses(context.db, partner, input));
  }
}

@Resolver(() => FulfillmentRequestConnection)
export class FulfillmentRequestConnectionResolver {
  @FieldResolver(() => [FulfillmentRequest])
  async nodes(@Root() list: RequestList, @Ctx() context: Context): Promise<FulfillmentRequest[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [FulfillmentRequestEdge])
  async edges(
    @Root() list: RequestList,
    @Ctx() context: Context,
  ): Promise<Connection<FulfillmentRequest>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: RequestList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: RequestList, @Ctx() context: Context): Promise<number> {
    return countRequests(context.db, plan);
  }
}

@Resolver(() => Backer)
export class BackerRequestsResolver {
  @FieldResolver(() => [FulfillmentRequest], {
    description: 'What partners were sent of this order, newest first; what was taken back included.',
  })
  fulfillmentRequests(@Root() backer: Backer, @Ctx() context: Context): Promise<FulfillmentRequest[]> {
    return context.loader(requestsByBacker).load(backer.id);
  }
}

/** What is wrong with single requests comes beside those it was done with; what is wrong with all of it comes alone. */
async function answered(work: () => Promise<Answered>): Promise<FulfillmentRequestsPayload> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const refused = await payload<{ requests: FulfillmentRequest[] }>({ requests: null }, () =>
      Promise.reject(error),
    );
    return { requests: [], userErrors: refused.userErrors };
  }
}

function read(list: RequestList, { db }: Context): ReturnType<typeof readRequests> {
  return (list.page ??= readRequests(db, list.plan));
}
