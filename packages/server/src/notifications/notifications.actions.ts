import type { Owned } from '../access/authorise.ts';
import { isId } from '../access/authorise.ts';
import { wishSql } from '../backers/backer-filter.sql.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { NotificationDecision, NotificationStatus } from './notification.enums.ts';
import type {
  Notification,
  NotificationCounts,
  NotificationFeed,
  UntoldParcels,
} from './notification.types.ts';
import { askToSend } from './queue.actions.ts';
import { COUNT_UNTOLD, COUNT_UNTOLD_OF, mailsOf } from './told.sql.ts';

export const NOTIFICATION_COLUMNS = `n.id, n.creator_id as "creatorId", n.project_id as "projectId", n.backer_id as "backerId",
  n.message_id as "messageIdLocal", n.kind, n.status, n.email, n.attempts, n.due_at as "dueAt", n.response,
  n.response_code as "responseCode", n.created_at as "createdAt", n.sent_at as "sentAt", n.settled_at as "settledAt",
  n.decided_by as "decidedBy", n.operation_id as "operationId"`;

export interface NotificationsQuery {
  first?: number | null;
  after?: string | null;
  status?: NotificationStatus[] | null;
  operationId?: string | null;
  search?: string | null;
}

/** A page that has been understood and not read. */
export interface NotificationsPlan {
  creatorId: string;
  projectId: string;
  size: number;
  after: string | null;
  where: string;
  values: unknown[];
  /** What of the counts answers the total; null where it has to be counted. */
  counted: { status: readonly NotificationStatus[] | null; operationId: string | null } | null;
}

const USUAL_PAGE = 25;
const MOST_DECIDED = 1000;

/** @throws UserError for a page, cursor or search that cannot be meant */
export function planNotificationsPage(project: Owned, query: NotificationsQuery): NotificationsPlan {
  const { status, operationId, search } = query;
  const values: unknown[] = [project.id];
  const conditions = ['n.project_id = $1'];
  if (status) conditions.push(`n.status = any ($${values.push(status)}::notification_status[])`);
  if (operationId != null)
    conditions.push(
      isId(operationId)
        ? `n.operation_id in (${mailsOf(`$${values.push(operationId)}::bigint`, '$1')})`
        : 'false',
    );
  const searches = search != null && search.trim() !== '';
  if (searches) {
    const found = wishSql({ search }, project.id, values);
    conditions.push(`exists (select from backer b where b.id = n.backer_id and ${found.sql})`);
  }
  return {
    creatorId: project.creatorId,
    projectId: project.id,
    size: pageSize(query.first, USUAL_PAGE),
    after: query.after == null ? null : readPlace(query.after),
    where: conditions.join(' and '),
    values,
    counted: searches ? null : { status: status ?? null, operationId: operationId ?? null },
  };
}

/** A page of the ledger, newest first. */
export async function readNotificationsPage(
  db: Database,
  plan: NotificationsPlan,
): Promise<Omit<Connection<Notification>, 'totalCount'>> {
  const values = [...plan.values];
  const beyond = plan.after === null ? '' : `and n.id < $${values.push(plan.after)}::bigint`;
  const found = await db.read<Notification & Record<string, unknown>>(
    [plan.creatorId],
    `select ${NOTIFICATION_COLUMNS} from notification n where ${plan.where} ${beyond} order by n.id desc limit ${plan.size + 1}`,
    values,
  );
  const edges = found.slice(0, plan.size).map((node) => ({ node, cursor: encodeCursor(node.id) }));
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

/** How many mails match; without a search they are counted as they change. */
export async function countNotifications(db: Database, plan: NotificationsPlan): Promise<number> {
  if (!plan.counted) {
    const rows = await db.read<{ n: number }>(
      [plan.creatorId],
      `select count(*)::int as n from notification n where ${plan.where}`,
      plan.values,
    );
    return rows[0]?.n ?? 0;
  }
  const { status, operationId } = plan.counted;
  const counts = await countsOf(db, { id: plan.projectId, creatorId: plan.creatorId }, operationId);
  return Object.entries(counts).reduce(
    (sum, [name, count]: [string, number]) =>
      status === null || status.some((one) => one.toLowerCase() === name) ? sum + count : sum,
    0,
  );
}

/** How many mails of a project, or of one of its operations, stand where. */
export async function countsOf(
  db: Database,
  { id, creatorId }: Owned,
  operationId: string | null = null,
): Promise<NotificationCounts> {
  const counts: NotificationCounts = {
    pending: 0,
    sending: 0,
    sent: 0,
    failed: 0,
    unknown: 0,
    canceled: 0,
    suppressed: 0,
  };
  if (operationId !== null && !isId(operationId)) return counts;
  const rows = await db.read<{ status: keyof NotificationCounts; n: number }>(
    [creatorId],
    `select lower(status::text) as status, sum(count)::int as n from notification_progress
     where project_id = $1 and ($2::bigint is null or operation_id in (${mailsOf('$2::bigint', '$1')})) group by 1`,
    [id, operationId],
    { prepare: true },
  );
  for (const { status, n } of rows) counts[status] = n;
  return counts;
}

/** What a screen about a project's mail follows. */
export async function feedOf(db: Database, project: Owned): Promise<NotificationFeed> {
  const [counts, rows] = await Promise.all([
    countsOf(db, project),
    db.read<Omit<NotificationFeed, 'id' | 'counts'> & Record<string, unknown>>(
      [project.creatorId],
      `select m.paused_at as "pausedAt", coalesce(m.rate_per_minute, 600) as "ratePerMinute", c.trouble,
         c.trouble_since as "troubleSince",
         coalesce(case
           when c.minute = date_trunc('minute', now())
             then c.sent + c.sent_before * (1 - extract(epoch from now() - c.minute) / 60)
           when c.minute = date_trunc('minute', now()) - interval '1 minute'
             then c.sent * (1 - (extract(epoch from now() - c.minute) - 60) / 60)
           else 0 end, 0)::float8 as "perMinuteNow"
       from project p left join mail_settings m on m.project_id = p.id left join mail_pace c on c.project_id = p.id
       where p.id = $1`,
      [project.id],
      { prepare: true },
    ),
  ]);
  const {
    pausedAt = null,
    ratePerMinute = 600,
    perMinuteNow = 0,
    trouble = null,
    troubleSince = null,
  } = rows[0] ?? {};
  return {
    id: project.id,
    counts,
    pausedAt,
    ratePerMinute,
    perMinuteNow: Math.round(perMinuteNow),
    trouble,
    troubleSince,
  };
}

/** Who has not been told yet: of a project, or among those an operation touched. */
export async function untoldOf(
  db: Database,
  { id, creatorId }: Owned,
  operationId: string | null = null,
): Promise<UntoldParcels> {
  const nobody = { backers: 0, shipments: 0, corrections: 0, unreachable: 0 };
  if (operationId !== null && !isId(operationId)) return nobody;
  const rows = await db.read<UntoldParcels & Record<string, unknown>>(
    [creatorId],
    operationId === null ? COUNT_UNTOLD : COUNT_UNTOLD_OF,
    operationId === null ? [id] : [id, operationId],
  );
  return rows[0] ?? nobody;
}

/** What a decision can be about; given up is what a person has canceled. */
const DECIDED_FROM = {
  SENT: `n.status = 'UNKNOWN'`,
  GIVE_UP: `n.status in ('UNKNOWN', 'FAILED')`,
  RETRY: `(n.status in ('UNKNOWN', 'FAILED') or (n.status = 'CANCELED' and n.decided_by is not null))`,
};

/**
 * What a person makes of mails that failed, or whose end is unknown. What a mail would have told and another has told
 * meanwhile is not told again.
 *
 * @throws UserError LIMIT_EXCEEDED, INVALID_TRANSITION
 */
export async function decideNotifications(
  db: Database,
  creators: readonly string[],
  ids: readonly string[],
  decision: `${NotificationDecision}`,
  by: string,
): Promise<Notification[]> {
  if (ids.length > MOST_DECIDED)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `${ids.length} mails are decided at once; at most ${MOST_DECIDED} can be.`,
      ['input', 'ids'],
    );
  return db.write(creators, async (client) => {
    const to = { SENT: 'SENT', RETRY: 'PENDING', GIVE_UP: 'CANCELED' }[decision];
    const { rows } = await client.query<Notification>(
      `update notification n set status = $2::notification_status, decided_by = $3, due_at = now(), lease_until = null,
         sent_at = case when $2 = 'SENT' then coalesce(n.sent_at, now()) end,
         settled_at = case when $2 = 'PENDING' then null else now() end
       where n.id = any ($1::bigint[]) and ${DECIDED_FROM[decision]} returning ${NOTIFICATION_COLUMNS}`,
      [ids.filter(isId), to, by],
    );
    if (rows.length === 0)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        decision === 'RETRY'
          ? 'None of these mails has failed or ended unknown; there is nothing to send again.'
          : 'None of these mails waits for a decision any more.',
        ['input', 'ids'],
      );
    const decided = rows.map(({ id }) => id);
    await client.query(
      'update notification_shipment set stands = $2 where notification_id = any ($1::bigint[])',
      [decided, decision !== 'GIVE_UP'],
    );
    if (decision === 'RETRY')
      for (const [projectId, [first]] of Map.groupBy(rows, (row) => row.projectId))
        await askToSend(client, { projectId, creatorId: first?.creatorId ?? '' });
    return rows.sort((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
  });
}

function readPlace(cursor: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (typeof place === 'string' && isId(place)) return place;
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
