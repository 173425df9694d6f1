import { isId, type Owned } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { ExceptionFilter } from './exception.inputs.ts';
import type { ExceptionCounts, ExceptionKindCount, ParcelException } from './exception.types.ts';

export const EXCEPTION_COLUMNS = `x.id, x.creator_id as "creatorId", x.project_id as "projectId", x.backer_id as "backerId",
  x.shipment_id as "shipmentId", x.kind, x.detail, x.since, x.opened_at as "openedAt", x.contacted_at as "contactedAt",
  x.resolved_at as "resolvedAt", x.resolved_by as "resolvedBy", x.resolution, x.note`;

export interface ExceptionsQuery {
  first?: number | null;
  after?: string | null;
  filter?: ExceptionFilter | null;
}

/** A page that has been understood and not read. */
export interface ExceptionsPlan {
  creatorId: string;
  size: number;
  after: string | null;
  where: string;
  values: unknown[];
  /** What is open is worked off from its beginning; of what has been, the last is looked for. */
  newestFirst: boolean;
}

const USUAL_PAGE = 25;

/** @throws UserError for a page or cursor that cannot be meant */
export function planExceptionsPage(
  project: Owned,
  { first, after, filter }: ExceptionsQuery,
): ExceptionsPlan {
  const values: unknown[] = [project.id];
  const conditions = ['x.project_id = $1'];
  const { kind, open, contacted, country, minDays, backerId } = filter ?? {};
  if (kind) conditions.push(`x.kind = any ($${values.push(kind)}::exception_kind[])`);
  if (open != null) conditions.push(`x.resolved_at is ${open ? '' : 'not '}null`);
  if (contacted != null) conditions.push(`x.contacted_at is ${contacted ? 'not ' : ''}null`);
  if (country)
    conditions.push(
      `exists (select from backer b where b.id = x.backer_id and b.country = any ($${values.push(country.map((one) => one.replaceAll('\0', '')))}::text[]))`,
    );
  if (minDays != null) conditions.push(`x.since <= now() - make_interval(days => $${values.push(minDays)})`);
  if (backerId != null) conditions.push(isId(backerId) ? `x.backer_id = $${values.push(backerId)}` : 'false');
  return {
    creatorId: project.creatorId,
    size: pageSize(first, USUAL_PAGE),
    after: after == null ? null : readPlace(after),
    where: conditions.join(' and '),
    values,
    newestFirst: open !== true,
  };
}

export async function readExceptionsPage(
  db: Database,
  { creatorId, size, after, where, values, newestFirst }: ExceptionsPlan,
): Promise<Omit<Connection<ParcelException>, 'totalCount'>> {
  const given = [...values];
  const beyond = after === null ? '' : `and x.id ${newestFirst ? '<' : '>'} $${given.push(after)}::bigint`;
  const found = await db.read<ParcelException & Record<string, unknown>>(
    [creatorId],
    `select ${EXCEPTION_COLUMNS} from parcel_exception x where ${where} ${beyond}
     order by x.id ${newestFirst ? 'desc' : ''} limit ${size + 1}`,
    given,
  );
  const edges = found.slice(0, size).map((node) => ({ node, cursor: encodeCursor(node.id) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export async function countExceptions(
  db: Database,
  { creatorId, where, values }: ExceptionsPlan,
): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [creatorId],
    `select count(*)::int as n from parcel_exception x where ${where}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/** How many of a project's exceptions are open, by kind, the most first. */
export async function exceptionCountsOf(db: Database, { id, creatorId }: Owned): Promise<ExceptionCounts> {
  const rows = await db.read<ExceptionKindCount & { contacted: number }>(
    [creatorId],
    `select kind, count(*)::int as count, count(contacted_at)::int as contacted from parcel_exception
     where project_id = $1 and resolved_at is null group by kind order by 2 desc, 1`,
    [id],
    { prepare: true },
  );
  const sum = (of: 'count' | 'contacted') => rows.reduce((total, row) => total + row[of], 0);
  return {
    open: sum('count'),
    contacted: sum('contacted'),
    byKind: rows.map(({ kind, count }) => ({ kind, count })),
  };
}

function readPlace(cursor: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (typeof place === 'string' && isId(place)) return place;
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
