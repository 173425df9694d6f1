import type { Asking } from '../access/authorise.ts';
import { BUCKET_STATUSES, Bucket, OrderStatus } from '../orders/order-status.ts';
import type { ProjectStatus } from './project.entity.ts';
import type { CountryCount, FulfillmentProgress, TimePoint, TimeUnit } from './progress.type.ts';

/** Column of project_progress for each status, named as the status is. */
type StatusColumns = Record<Lowercase<keyof typeof OrderStatus>, number>;

interface ProgressRow extends StatusColumns {
  project_id: string;
  version: string;
  updated_at: string;
  eligible: number;
  eligible_fulfilled: number;
  shipments: number;
  confirmed: number;
  delivered: number;
  project_status: ProjectStatus;
  project_fulfilled_at: string | null;
  pace: string;
}

const PACE_MINUTES = 10;

/**
 * The pace is over the minutes since the first of the last ten in which anything was fulfilled: an upload that began
 * half a minute ago shows its own speed, not a tenth of it.
 */
const PROGRESS = /* sql */ `
select p.*, project.status as project_status, project.fulfilled_at as project_fulfilled_at, coalesce(recent.pace, 0) as pace
from project_progress p join project on project.id = p.project_id
left join lateral (
  select greatest(sum(pace.fulfilled), 0) / greatest(extract(epoch from now() - min(pace.minute)) / 60, 1) as pace
  from project_pace pace
  where pace.project_id = p.project_id and pace.minute > now() - interval '${PACE_MINUTES} minutes'
) recent on true
where p.project_id = any ($1)`;

/** Snapshots of projects in the order asked; null for what the caller may not see. */
export async function progressOf(
  asking: Asking,
  projectIds: readonly string[],
): Promise<(FulfillmentProgress | null)[]> {
  const rows = await asking.db.read<ProgressRow & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    PROGRESS,
    [projectIds],
    { prepare: true },
  );
  const byId = new Map(rows.map((row) => [row.project_id, snapshot(row)]));
  return projectIds.map((id) => byId.get(id) ?? null);
}

function snapshot(row: ProgressRow): FulfillmentProgress {
  const count = (status: OrderStatus) => row[status.toLowerCase() as Lowercase<OrderStatus>];
  const sum = (statuses: readonly OrderStatus[]) =>
    statuses.reduce((total, status) => total + count(status), 0);
  const { eligible, eligible_fulfilled: fulfilled } = row;
  const remaining = eligible - fulfilled;
  const pace = Number(row.pace);
  return {
    id: row.project_id,
    projectId: row.project_id,
    version: row.version,
    updatedAt: row.updated_at,
    orders: sum(Object.values(OrderStatus)),
    eligibleOrders: eligible,
    byStatus: Object.values(OrderStatus).map((status) => ({ status, count: count(status) })),
    byBucket: Object.values(Bucket).map((bucket) => ({ bucket, count: sum(BUCKET_STATUSES[bucket]) })),
    fulfilled,
    confirmed: row.confirmed,
    delivered: row.delivered,
    shipments: row.shipments,
    fulfilledShare: eligible > 0 ? fulfilled / eligible : 0,
    shippedPerMinute: Math.round(pace * 10) / 10,
    estimatedCompletionAt: pace > 0 && remaining > 0 ? completionAt(remaining / pace) : null,
    // A majority is more than half: exactly half is none.
    untilFulfilled: Math.max(0, Math.min(Math.floor(eligible / 2) + 1 - fulfilled, remaining)),
    status: row.project_status,
    fulfilledAt: row.project_fulfilled_at,
  };
}

/** Whole minutes: a moment that changes with every snapshot reads as precision there is none of. */
function completionAt(minutes: number): string | null {
  const at = Math.ceil(Date.now() / 60_000 + minutes) * 60_000;
  const LAST_DATE = 8.64e15;
  return at < LAST_DATE ? new Date(at).toISOString() : null;
}

const POINTS = 500;

/** Orders fulfilled per unit of time, oldest first, the newest 500; units without any are left out. */
export async function shippedOverTime(asking: Asking, projectId: string, by: TimeUnit): Promise<TimePoint[]> {
  const rows = await asking.db.read<{ at: string; fulfilled: number }>(
    asking.principal?.creators.keys() ?? [],
    `select date_trunc($2, minute) as at, sum(fulfilled)::int as fulfilled from project_pace
     where project_id = $1 group by 1 having sum(fulfilled) > 0 order by 1 desc limit ${POINTS}`,
    [projectId, by.toLowerCase()],
  );
  return rows.reverse();
}

/** Orders per country, the most first. A scan of the project's orders: a quarter of a second a million. */
export function countriesOf(asking: Asking, projectId: string): Promise<CountryCount[]> {
  return asking.db.read<CountryCount & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select nullif(b.country, '') as country, count(*)::int as orders,
            (count(*) filter (where o.status = 'FULFILLED'))::int as fulfilled
     from orders o join backer b on b.id = o.backer_id
     where o.project_id = $1 and b.project_id = $1 and o.status <> 'CANCELED'
     group by 1 order by 2 desc, 1 limit 300`,
    [projectId],
  );
}
