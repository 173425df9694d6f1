import { isId } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { REQUEST_COLUMNS, REQUEST_TABLES, requestOf, type RequestRow } from './fulfillment-request.type.ts';
import { STILL_AFTER_DAYS, stagesOf } from './reconciliation.sql.ts';
import {
  ReconciliationStage,
  type ReconciliationCounts,
  type ReconciliationEntry,
  type ReconciliationState,
} from './reconciliation.type.ts';

interface Tenant {
  id: string;
  creatorId: string;
}

export interface ReconciliationQuery {
  first?: number | null;
  after?: string | null;
  filter?: {
    partnerId?: string | null;
    state?: ReconciliationState | null;
    olderThanDays?: number | null;
  } | null;
}

/** A page that has been understood and not read. */
export interface ReconciliationPlan {
  project: Tenant;
  size: number;
  after: string | null;
  from: string;
  where: string;
  values: unknown[];
}

/** @throws UserError for a page, cursor or filter that cannot be meant */
export function planReconciliation(project: Tenant, query: ReconciliationQuery): ReconciliationPlan {
  const { partnerId, state, olderThanDays } = query.filter ?? {};
  const values: unknown[] = [project.id];
  const conditions = ['true'];
  const of = partnerId == null ? 'true' : `r.partner_id = $${values.push(isId(partnerId) ? partnerId : '0')}`;
  if (state === 'STILL') conditions.push('e.still');
  else if (state != null) conditions.push(`e.stage = $${values.push(state)}`);
  if (olderThanDays != null) {
    if (!(olderThanDays >= 0 && olderThanDays <= 3650))
      throw new UserError(UserErrorCode.INVALID, 'Give 0 to 3,650 days.', ['filter', 'olderThanDays']);
    conditions.push(`e.since < now() - $${values.push(olderThanDays)}::float8 * interval '1 day'`);
  }
  return {
    project,
    size: pageSize(query.first, 25),
    after: query.after == null ? null : readPlace(query.after),
    from: stagesOf(of),
    where: conditions.join(' and '),
    values,
  };
}

/** One page, the oldest request first: what has stood still for long is found at the top. */
export async function readReconciliation(
  db: Database,
  plan: ReconciliationPlan,
): Promise<Omit<Connection<ReconciliationEntry>, 'totalCount'>> {
  const values = [...plan.values];
  const beyond = plan.after === null ? '' : `and e.id > $${values.push(plan.after)}::bigint`;
  const found = await db.read<
    RequestRow & { stage: ReconciliationStage; since: string; still: boolean | null; endedOtherwise: boolean }
  >(
    [plan.project.creatorId],
    `with page as materialized (
       select e.id, e.stage, e.since, e.still, e.ended_otherwise from ${plan.from} where ${plan.where} ${beyond} order by e.id limit ${plan.size + 1})
     select ${REQUEST_COLUMNS}, page.stage, page.since, page.still, page.ended_otherwise as "endedOtherwise"
     from page join ${REQUEST_TABLES} on r.id = page.id order by r.id`,
    values,
  );
  const edges = found.slice(0, plan.size).map(({ stage, since, still, endedOtherwise, ...row }) => ({
    node: {
      id: row.id,
      backerId: row.backerId,
      request: requestOf(row),
      stage,
      since,
      still: still === true,
      endedOtherwise,
    },
    cursor: encodeCursor(row.id),
  }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: found.length > plan.size,
      hasPreviousPage: plan.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export async function countReconciliation(db: Database, plan: ReconciliationPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [plan.project.creatorId],
    `select count(*)::int as n from ${plan.from} where ${plan.where}`,
    plan.values,
  );
  return rows[0]?.n ?? 0;
}

/** The requests of a project, or of one of its partners, by stage. */
export async function reconciliationCountsOf(
  db: Database,
  project: Tenant,
  partnerId: string | null,
): Promise<ReconciliationCounts> {
  const plan = planReconciliation(project, { filter: { partnerId } });
  const rows = await db.read<{ stage: ReconciliationStage; count: number; still: number }>(
    [project.creatorId],
    `select e.stage, count(*)::int as count, count(*) filter (where e.still)::int as still from ${plan.from} group by 1`,
    plan.values,
  );
  const byStage = new Map(rows.map((row) => [row.stage, row]));
  const count = (stage: ReconciliationStage) => byStage.get(stage)?.count ?? 0;
  return {
    projectId: project.id,
    partnerId,
    sent: count(ReconciliationStage.SENT),
    acknowledged: count(ReconciliationStage.ACKNOWLEDGED),
    shipped: count(ReconciliationStage.SHIPPED),
    scanned: count(ReconciliationStage.SCANNED),
    delivered: count(ReconciliationStage.DELIVERED),
    rejected: count(ReconciliationStage.REJECTED),
    still: rows.reduce((sum, row) => sum + row.still, 0),
    stages: Object.values(ReconciliationStage).map((stage) => ({
      stage,
      count: count(stage),
      still: byStage.get(stage)?.still ?? 0,
      stillAfterDays: STILL_AFTER_DAYS[stage],
    })),
  };
}

function readPlace(cursor: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (typeof place === 'string' && isId(place)) return place;
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
