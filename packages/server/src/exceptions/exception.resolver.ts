import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { isId, requireOwned, requirePrincipal, requireProject } from '../access/authorise.ts';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { notFound, payload } from '../lib/user-error.ts';
import { Project } from '../projects/project.entity.ts';
import { projectsById } from '../projects/projects.loader.ts';
import { Shipment } from '../shipments/shipment.type.ts';
import { shipmentsById } from '../shipments/shipments.loader.ts';
import { mailtoOf } from './contact-text.ts';
import { updateExceptionSettings } from './exception-settings.actions.ts';
import { exceptionSettingsOf } from './exception-settings.ts';
import {
  ExceptionFilter,
  ExceptionHoldInput,
  ExceptionResolveInput,
  ExceptionSettingsInput,
  ExceptionSettingsPayload,
  ExceptionsPayload,
} from './exception.inputs.ts';
import { ExceptionCounts, ExceptionSettings, ParcelException } from './exception.types.ts';
import {
  countExceptions,
  exceptionCountsOf,
  planExceptionsPage,
  readExceptionsPage,
  type ExceptionsPlan,
} from './exceptions.actions.ts';
import { replacementByShipment } from './exceptions.loader.ts';
import { reopenExceptions, reshipExceptions } from './reship.actions.ts';
import { contactExceptions, holdExceptions, resolveExceptions, type Worked } from './work.actions.ts';

const { connection: ExceptionConnection, edge: ExceptionEdge } = connectionOf(
  ParcelException,
  'ParcelException',
);

/** A list that has not been read yet: a document that asks for the total alone reads no row. */
interface ExceptionList {
  plan: ExceptionsPlan;
  page?: ReturnType<typeof readExceptionsPage>;
}

@Resolver(() => Project)
export class ProjectExceptionsResolver {
  @FieldResolver(() => ExceptionConnection, {
    description: 'Its parcels that need a person: open ones the oldest first, others the newest first.',
  })
  exceptions(
    @Root() project: Project,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => ExceptionFilter, { nullable: true }) filter: ExceptionFilter | null,
  ): ExceptionList {
    return { plan: planExceptionsPage(project, { first, after, filter }) };
  }

  @FieldResolver(() => ExceptionCounts, { description: 'How much of it needs a person.' })
  exceptionCounts(@Root() project: Project, @Ctx() context: Context): Promise<ExceptionCounts> {
    return exceptionCountsOf(context.db, project);
  }

  @FieldResolver(() => ExceptionSettings, { description: 'After how long its parcels need a person.' })
  exceptionSettings(@Root() project: Project, @Ctx() context: Context): Promise<ExceptionSettings> {
    return exceptionSettingsOf(context.db, project);
  }
}

@Resolver(() => ExceptionConnection)
export class ExceptionConnectionResolver {
  @FieldResolver(() => [ParcelException])
  async nodes(@Root() list: ExceptionList, @Ctx() context: Context): Promise<ParcelException[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [ExceptionEdge])
  async edges(
    @Root() list: ExceptionList,
    @Ctx() context: Context,
  ): Promise<Connection<ParcelException>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: ExceptionList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: ExceptionList, @Ctx() context: Context): Promise<number> {
    return countExceptions(context.db, plan);
  }
}

@Resolver(() => ParcelException)
export class ExceptionResolver {
  @Mutation(() => ExceptionsPayload, { description: 'Ends exceptions that somebody dealt with.' })
  exceptionResolve(
    @Ctx() context: Context,
    @Arg('input', () => ExceptionResolveInput) { ids, note }: ExceptionResolveInput,
  ) {
    return work(context, ids, (creatorId) =>
      resolveExceptions(context.db, creatorId, requirePrincipal(context), ids, note),
    );
  }

  @Mutation(() => ExceptionsPayload, {
    description: 'Notes that the backers were written to. The exceptions stay open, for the answer.',
  })
  exceptionContact(
    @Ctx() context: Context,
    @Arg('input', () => ExceptionResolveInput) { ids, note }: ExceptionResolveInput,
  ) {
    return work(context, ids, (creatorId) => contactExceptions(context.db, creatorId, ids, note));
  }

  @Mutation(() => ExceptionsPayload, {
    description:
      'Puts the orders of exceptions on hold, and ends these. Orders with nothing to wait for are left alone.',
  })
  exceptionHold(
    @Ctx() context: Context,
    @Arg('input', () => ExceptionHoldInput) { ids, ...hold }: ExceptionHoldInput,
  ) {
    return work(context, ids, (creatorId) =>
      holdExceptions(context.db, creatorId, requirePrincipal(context), ids, hold),
    );
  }

  @Mutation(() => ExceptionsPayload, {
    description:
      'Decides that parcels are sent again, and ends their exceptions: the orders go back to Start Shipping, and the next parcel of each takes the place of the first, which is not counted any more.',
  })
  exceptionReship(
    @Ctx() context: Context,
    @Arg('input', () => ExceptionResolveInput) { ids, note }: ExceptionResolveInput,
  ) {
    return work(context, ids, (creatorId) =>
      reshipExceptions(context.db, creatorId, requirePrincipal(context), ids, note),
    );
  }

  @Mutation(() => ExceptionsPayload, {
    description:
      'Takes back how exceptions were ended: they need somebody again. Of what was to be sent again and has not been, parcel and order are what they were.',
  })
  exceptionReopen(
    @Ctx() context: Context,
    @Arg('ids', () => [ID], { description: 'The exceptions, at most 1,000, all of one creator.' })
    ids: string[],
  ) {
    return work(context, ids, (creatorId) =>
      reopenExceptions(context.db, creatorId, requirePrincipal(context), ids),
    );
  }

  @Mutation(() => ExceptionSettingsPayload, {
    description: 'Changes after how long a project’s parcels need a person. They are looked through at once.',
  })
  exceptionSettingsUpdate(
    @Ctx() context: Context,
    @Arg('projectId', () => ID) projectId: string,
    @Arg('input', () => ExceptionSettingsInput) input: ExceptionSettingsInput,
  ) {
    return payload({ settings: null }, async () => {
      const project = await requireProject(context, projectId, 'projects:write');
      await updateExceptionSettings(context.db, project, input);
      return { settings: await exceptionSettingsOf(context.db, project) };
    });
  }

  @FieldResolver(() => Backer, { description: 'Whose it is.' })
  backer(@Root() { backerId }: ParcelException, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(backerId);
  }

  @FieldResolver(() => Shipment, { nullable: true, description: 'The parcel; null where there is none yet.' })
  shipment(
    @Root() { shipmentId }: ParcelException,
    @Ctx() context: Context,
  ): Promise<Shipment | null> | null {
    return shipmentId === null ? null : context.loader(shipmentsById).load(shipmentId);
  }

  @FieldResolver(() => Shipment, {
    nullable: true,
    description: 'The parcel that took the place of this one; null until it is there.',
  })
  async replacement(
    @Root() { shipmentId }: ParcelException,
    @Ctx() context: Context,
  ): Promise<Shipment | null> {
    const id = shipmentId === null ? null : await context.loader(replacementByShipment).load(shipmentId);
    return id === null ? null : context.loader(shipmentsById).load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'A link that opens a letter to the backer in the reader’s mail program; null without an address.',
  })
  async mailto(@Root() exception: ParcelException, @Ctx() context: Context): Promise<string | null> {
    const [backer, project, shipment] = await Promise.all([
      context.loader(backersById).load(exception.backerId),
      context.loader(projectsById).load(exception.projectId),
      exception.shipmentId === null ? null : context.loader(shipmentsById).load(exception.shipmentId),
    ]);
    if (!backer || !project) return null;
    return mailtoOf({
      kind: exception.kind,
      name: backer.name,
      email: backer.email,
      projectTitle: project.title,
      trackingNumber: shipment?.trackingNumber ?? null,
      trackingUrl: shipment?.trackingUrl ?? null,
      carrierName: shipment?.carrierName ?? null,
    });
  }
}

/** Whose the first is decides for all: those of another creator are not seen by what follows. */
function work(context: Context, ids: readonly string[], action: (creatorId: string) => Promise<Worked>) {
  return payload({ exceptions: null, leftAlone: null }, async () => {
    const first = ids.find(isId);
    if (first === undefined) throw notFound('exception');
    const { creatorId } = await requireOwned(context, 'parcel_exception', first, 'shipments:write');
    return action(creatorId);
  });
}

function read(list: ExceptionList, { db }: Context): ReturnType<typeof readExceptionsPage> {
  return (list.page ??= readExceptionsPage(db, list.plan));
}
