import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Backer } from '../backers/backer.entity.ts';
import { backersById } from '../backers/backers.loader.ts';
import type { Context } from '../context.ts';
import { connectionOf, PageInfo, type Connection } from '../lib/connection.ts';
import { Project } from '../projects/project.entity.ts';
import { partnersById } from './partner.loader.ts';
import { Partner } from './partner.type.ts';
import {
  countReconciliation,
  planReconciliation,
  readReconciliation,
  reconciliationCountsOf,
  type ReconciliationPlan,
} from './reconciliation.actions.ts';
import { ReconciliationCounts, ReconciliationEntry, ReconciliationFilter } from './reconciliation.type.ts';

const { connection: ReconciliationConnection, edge: ReconciliationEdge } = connectionOf(
  ReconciliationEntry,
  'Reconciliation',
);

interface EntryList {
  plan: ReconciliationPlan;
  page?: ReturnType<typeof readReconciliation>;
}

@Resolver(() => Project)
export class ProjectReconciliationResolver {
  @FieldResolver(() => ReconciliationConnection, {
    description: 'What partners were sent and how far each has come, the oldest first.',
  })
  reconciliation(
    @Root() project: Project,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Arg('filter', () => ReconciliationFilter, { nullable: true }) filter: ReconciliationFilter | null,
  ): EntryList {
    return { plan: planReconciliation(project, { first, after, filter }) };
  }

  @FieldResolver(() => ReconciliationCounts, {
    description: 'What partners were sent, by how far it has come.',
  })
  reconciliationCounts(
    @Root() project: Project,
    @Ctx() context: Context,
    @Arg('partnerId', () => ID, { nullable: true, description: 'Of this partner alone.' })
    partnerId: string | null | undefined,
  ): Promise<ReconciliationCounts> {
    return reconciliationCountsOf(context.db, project, partnerId ?? null);
  }
}

@Resolver(() => ReconciliationConnection)
export class ReconciliationConnectionResolver {
  @FieldResolver(() => [ReconciliationEntry])
  async nodes(@Root() list: EntryList, @Ctx() context: Context): Promise<ReconciliationEntry[]> {
    return (await read(list, context)).nodes;
  }

  @FieldResolver(() => [ReconciliationEdge])
  async edges(
    @Root() list: EntryList,
    @Ctx() context: Context,
  ): Promise<Connection<ReconciliationEntry>['edges']> {
    return (await read(list, context)).edges;
  }

  @FieldResolver(() => PageInfo)
  async pageInfo(@Root() list: EntryList, @Ctx() context: Context): Promise<PageInfo> {
    return (await read(list, context)).pageInfo;
  }

  @FieldResolver(() => Int)
  totalCount(@Root() { plan }: EntryList, @Ctx() context: Context): Promise<number> {
    return countReconciliation(context.db, plan);
  }
}

@Resolver(() => ReconciliationEntry)
export class ReconciliationEntryResolver {
  @FieldResolver(() => Partner, { nullable: true, description: 'Who has it.' })
  partner(@Root() { request }: ReconciliationEntry, @Ctx() context: Context): Promise<Partner | null> {
    return context.loader(partnersById).load(request.partnerId);
  }

  @FieldResolver(() => Backer, { nullable: true, description: 'Whose order it is.' })
  backer(@Root() { backerId }: ReconciliationEntry, @Ctx() context: Context): Promise<Backer | null> {
    return context.loader(backersById).load(backerId);
  }
}

function read(list: EntryList, { db }: Context): ReturnType<typeof readReconciliation> {
  return (list.page ??= readReconciliation(db, list.plan));
}
