import { isId } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import {
  REQUEST_COLUMNS,
  REQUEST_TABLES,
  requestOf,
  type FulfillmentRequest,
  type FulfillmentRequestStatus,
  type RequestRow,
} from './fulfillment-request.type.ts';
import type { FulfillmentRequestChanges } from './fulfillment-request.inputs.ts';

export interface RequestsQuery {
  first?: number | null;
  after?: string | null;
  status?: FulfillmentRequestStatus[] | null;
  changedAfter?: string | null;
}

/** A page that has been understood and not read. */
export interface RequestsPlan {
  partnerId: string;
  size: number;
  /** What the list is in the order of: the key, or the number of the last change. */
  by: 'id' | 'change';
  after: string | null;
  where: string;
  values: unknown[];
}

const MOST_CHANGES = 100;
const NUMBER = /^\d{1,18}$/;

/** @throws UserError for a page, a cursor or a number of a change that cannot be meant */
export function planRequests(partnerId: string, query: RequestsQuery): RequestsPlan {
  const values: unknown[] = [partnerId];
  const conditions = ['r.partner_id = $1'];
  if (query.status)
    conditions.push(`r.status = any ($${values.push(query.status)}::fulfillment_request_status[])`);
  const by = query.changedAfter == null ? 'id' : 'change';
  if (query.changedAfter != null)
    conditions.push(`r.change > $${values.push(requireChange(query.changedAfter, 'changedAfter'))}::bigint`);
  return {
    partnerId,
    size: pageSize(query.first, 50),
    by,
    after: query.after == null ? null : readPlace(query.after, by),
    where: conditions.join(' and '),
    values,
  };
}

/** One page, as the partner's role sees it. */
export async function readRequests(
  db: Database,
  plan: RequestsPlan,
): Promise<Omit<Connection<FulfillmentRequest>, 'totalCount'>> {
  const values = [...plan.values];
  const beyond = plan.after === null ? '' : `and r.${plan.by} > $${values.push(plan.after)}::bigint`;
  const found = await db.read<RequestRow>(
    [],
    `select ${REQUEST_COLUMNS} from ${REQUEST_TABLES} where ${plan.where} ${beyond} order by r.${plan.by} limit ${plan.size + 1}`,
    values,
  );
  const edges = found
    .slice(0, plan.size)
    .map((row) => ({ node: requestOf(row), cursor: encodeCursor([plan.by, row[plan.by]]) }));
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

export async function countRequests(db: Database, { where, values }: RequestsPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [],
    `select count(*)::int as n from fulfillment_request r where ${where}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/** Requests by key, in the order of the keys; those that are not the asker's to see are left out. */
export async function requestsByIds(
  db: Database,
  creators: Iterable<string>,
  ids: readonly string[],
): Promise<FulfillmentRequest[]> {
  const rows = await db.read<RequestRow>(
    creators,
    `select ${REQUEST_COLUMNS} from ${REQUEST_TABLES} where r.id = any ($1::bigint[])`,
    [ids.filter(isId)],
  );
  const byId = new Map(rows.map((row) => [row.id, requestOf(row)]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

/** What is new or has changed since, at most a hundred. @throws UserError INVALID */
export async function changesAfter(
  db: Database,
  partnerId: string,
  after: string | null,
): Promise<FulfillmentRequestChanges> {
  const since = after === null ? '0' : requireChange(after, 'after');
  const rows = await db.read<RequestRow>(
    [],
    `select ${REQUEST_COLUMNS} from ${REQUEST_TABLES} where r.partner_id = $1 and r.change > $2::bigint
     order by r.change limit ${MOST_CHANGES + 1}`,
    [partnerId, since],
  );
  const requests = rows.slice(0, MOST_CHANGES).map(requestOf);
  return {
    requests,
    lastChange: requests.at(-1)?.change ?? since,
    hasMore: rows.length > MOST_CHANGES,
  };
}

function requireChange(text: string, field: string): string {
  if (NUMBER.test(text)) return text;
  throw new UserError(
    UserErrorCode.INVALID,
    'Give the `change` of a request, or `lastChange`, as it came; "0" for everything.',
    [field],
  );
}

function readPlace(cursor: string, by: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (Array.isArray(place) && place[0] === by && typeof place[1] === 'string' && NUMBER.test(place[1]))
    return place[1];
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out for such a list.', [
    'after',
  ]);
}
