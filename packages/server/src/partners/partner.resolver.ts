import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { ApiToken } from '../access/api-token.entity.ts';
import { requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { Viewer } from '../access/sign-in.inputs.ts';
import { createToken, tokensOfPartner } from '../access/token.actions.ts';
import type { Context } from '../context.ts';
import { notFound, payload, UserError, UserErrorCode } from '../lib/user-error.ts';
import { forgetTokens } from '../access/token-memory.ts';
import { OperationPayload } from '../operations/operation-payload.type.ts';
import { Project } from '../projects/project.entity.ts';
import { archivePartner, createPartner, partnersOf, updatePartner } from './partner.actions.ts';
import {
  PartnerCreateInput,
  PartnerPayload,
  PartnerPushInput,
  PartnerRecallInput,
  PartnerTokenCreateInput,
  PartnerTokenPayload,
  PartnerUpdateInput,
  RequestsChangedPayload,
} from './partner.inputs.ts';
import { partnersById, selfOf } from './partner.loader.ts';
import { Partner, PartnerSelf } from './partner.type.ts';
import { pushToPartner } from './partner-push.actions.ts';
import { recallRequests } from './recall.actions.ts';
import { reconciliationCountsOf } from './reconciliation.actions.ts';
import { ReconciliationCounts } from './reconciliation.type.ts';
import { requirePartnerOf } from './require-partner.ts';
import { requestsOwned, retryRequests } from './retry.actions.ts';

const UNCHANGED = { changed: null, leftAlone: null };

@Resolver(() => Partner)
export class PartnerResolver {
  @Mutation(() => PartnerPayload, { description: 'Makes a partner of a project.' })
  partnerCreate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => PartnerCreateInput) input: PartnerCreateInput,
  ) {
    return payload({ partner: null }, async () => {
      const project = await requireProject(context, projectId, 'projects:write');
      return { partner: await createPartner(context.db, project, requirePrincipal(context), input) };
    });
  }

  @Mutation(() => PartnerPayload, { description: 'Changes a partner’s name or connection.' })
  partnerUpdate(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => PartnerUpdateInput) input: PartnerUpdateInput,
  ) {
    return payload({ partner: null }, async () => {
      const owned = await requireOwned(context, 'partner', id, 'projects:write');
      return { partner: await updatePartner(context.db, owned, input) };
    });
  }

  @Mutation(() => PartnerPayload, {
    description:
      'Ends the work with a partner: its tokens are revoked and nothing more is sent to it. Refused while it has requests that are not shipped, unless these are to be taken back.',
  })
  partnerArchive(
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
    @Arg('cancelOpen', () => Boolean, {
      defaultValue: false,
      description: 'Take back what it has not answered; those orders are Ready to fulfill again.',
    })
    cancelOpen: boolean,
    @Arg('cancelInHand', () => Boolean, {
      defaultValue: false,
      description:
        'Take back what it has in hand or has shipped in part, too. It may be packed already and go out twice: talk to the partner first.',
    })
    cancelInHand: boolean,
  ) {
    return payload({ partner: null }, async () => {
      const owned = await requireOwned(context, 'partner', id, 'projects:write');
      const takenBack = cancelInHand ? 'ALL' : cancelOpen ? 'UNANSWERED' : 'NOTHING';
      const partner = await archivePartner(context.db, owned, requirePrincipal(context), takenBack);
      forgetTokens(context.db);
      return { partner };
    });
  }

  @Mutation(() => PartnerTokenPayload, {
    description:
      'Makes a token for a partner: it sees the requests sent to that partner and nothing else. Its secret is in this answer only; end it with tokenRevoke.',
  })
  partnerTokenCreate(
    @Ctx() context: Context,
    @Arg('partnerId', () => ID) partnerId: string,
    @Arg('input', () => PartnerTokenCreateInput) input: PartnerTokenCreateInput,
  ) {
    return payload({ token: null, secret: null }, async () => {
      const owned = await requireOwned(context, 'partner', partnerId, 'tokens:write');
      const partner = await context.loader(partnersById).load(partnerId);
      if (!partner) throw notFound('partner');
      if (partner.archivedAt !== null)
        throw new UserError(UserErrorCode.CONFLICT, `${partner.name} is archived and gets no more tokens.`, [
          'partnerId',
        ]);
      return createToken(context.em(), owned.creatorId, requirePrincipal(context), {
        name: input.name,
        scopes: ['FULFILLMENT'],
        partnerId,
        expiresInDays: input.expiresInDays,
      });
    });
  }

  @Mutation(() => OperationPayload, {
    description:
      'Hands the orders of many backers to a partner: an operation with preview, report and undo. Undo takes back what the partner has not accepted.',
  })
  partnerPush(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => PartnerPushInput) input: PartnerPushInput,
  ) {
    return payload({ operation: null, replayed: null }, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return pushToPartner(context.db, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => RequestsChangedPayload, {
    description:
      'Takes back requests that the partner has not answered, or has in hand or shipped in part for an order that has ended otherwise. Orders that wait for nothing else are Ready to fulfill again. A vendor is not told: cancel there what it has in hand.',
  })
  partnerRecall(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => PartnerRecallInput) input: PartnerRecallInput,
  ) {
    return payload<{ changed: number; leftAlone: number }>(UNCHANGED, async () => {
      const project = await requireProject(context, projectId, 'shipments:write');
      return recallRequests(context.db, project, requirePrincipal(context), input);
    });
  }

  @Mutation(() => RequestsChangedPayload, {
    description:
      'Sends rejected requests again, with the address as it is now and the items that no parcel of anybody else holds. Left alone: what is not rejected, on hold, fulfilled or canceled, without an address, with a partner already, or an archived partner’s.',
  })
  requestRetry(@Ctx() context: Context, @Arg('ids', () => [ID]) ids: string[]) {
    return payload<{ changed: number; leftAlone: number }>(UNCHANGED, async () => {
      const principal = requirePrincipal(context);
      const found = await requestsOwned(context.db, principal.creators.keys(), ids);
      if (found.length === 0) throw notFound('request');
      let changed = 0;
      for (const [projectId, requests] of Map.groupBy(found, (one) => one.projectId)) {
        const project = await requireProject(context, projectId, 'shipments:write');
        const own = requests.map(({ id }) => id);
        changed += await retryRequests(context.db, project, principal, own);
      }
      return { changed, leftAlone: new Set(ids).size - changed };
    });
  }

  @FieldResolver(() => [ApiToken], { description: 'Its tokens, newest first, revoked ones included.' })
  tokens(@Root() partner: Partner, @Ctx() context: Context): Promise<ApiToken[]> {
    return tokensOfPartner(context, partner.id);
  }

  @FieldResolver(() => ReconciliationCounts, { description: 'What it was sent, by how far that has come.' })
  counts(@Root() partner: Partner, @Ctx() context: Context): Promise<ReconciliationCounts> {
    return reconciliationCountsOf(
      context.db,
      { id: partner.projectId, creatorId: partner.creatorId },
      partner.id,
    );
  }
}

@Resolver(() => Project)
export class ProjectPartnersResolver {
  @FieldResolver(() => [Partner], { description: 'Its partners by name, the archived ones last.' })
  partners(@Root() project: Project, @Ctx() context: Context): Promise<Partner[]> {
    return partnersOf(context.db, project);
  }

  @FieldResolver(() => Partner, {
    nullable: true,
    description: 'One of its partners; null where there is none.',
  })
  async partner(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('id', () => ID) id: string,
  ): Promise<Partner | null> {
    try {
      return await requirePartnerOf(context, project, id);
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }
}

@Resolver(() => Viewer)
export class ViewerPartnerResolver {
  @FieldResolver(() => PartnerSelf, {
    nullable: true,
    description: 'The partner, when one asks by its token; null for everybody else.',
  })
  partner(@Root() { principal }: Viewer, @Ctx() context: Context): Promise<PartnerSelf | null> | null {
    return principal.partnerId === null ? null : selfOf(context.db, principal.partnerId);
  }
}
