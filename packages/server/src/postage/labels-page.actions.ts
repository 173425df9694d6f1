import { isId } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { escapeLike } from '../lib/sql-text.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { LABEL_COLUMNS, type LabelRow } from './label.row.ts';
import { isLive } from './live-label.sql.ts';
import type { LabelFilter } from './postage.inputs.ts';
import type { Label } from './postage.types.ts';

export interface LabelsQuery {
  first?: number | null;
  after?: string | null;
  filter?: LabelFilter | null;
}

/** A page that has been understood and not read. */
export interface LabelsPlan {
  creatorId: string;
  size: number;
  after: string | null;
  where: string;
  values: unknown[];
}

const USUAL_PAGE = 25;
/** What somebody has or had, as against what was merely priced. */
const KEPT = `l.status in ('BUYING', 'BOUGHT', 'VOIDING', 'VOIDED')`;

/** @throws UserError for a page or cursor that cannot be meant */
export function planLabelsPage(project: { id: string; creatorId: string }, query: LabelsQuery): LabelsPlan {
  const filter = query.filter ?? {};
  const values: unknown[] = [project.id];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['l.project_id = $1'];
  const id = (given: string) => bind(isId(given) ? given : '0');
  if (filter.operationId != null) conditions.push(`l.operation_id = ${id(filter.operationId)}`);
  if (filter.backerId != null) conditions.push(`l.backer_id = ${id(filter.backerId)}`);
  conditions.push(filter.status ? `l.status = any (${bind(filter.status)}::label_status[])` : KEPT);
  if (filter.carrier) conditions.push(`l.carrier = any (${bind(filter.carrier.map(withoutNul))})`);
  if (filter.printed != null) conditions.push(`l.printed_at is ${filter.printed ? 'not ' : ''}null`);
  if (filter.packed != null) conditions.push(`l.packed_at is ${filter.packed ? 'not ' : ''}null`);
  if (filter.scanned != null)
    conditions.push(
      `${filter.scanned ? '' : 'not '}exists (select from shipment s where s.id = l.shipment_id and s.accepted_at is not null)`,
    );
  // With what no longer counts nothing is still to be done.
  if ([filter.printed, filter.packed, filter.scanned].includes(false))
    conditions.push(`(l.status <> 'BOUGHT' or ${isLive('l')})`);
  if (filter.code?.trim()) {
    const prefix = bind(`${escapeLike(withoutNul(filter.code.trim()))}%`);
    conditions.push(`(l.tracking_number like ${prefix} or l.reference like ${prefix})`);
  }
  return {
    creatorId: project.creatorId,
    size: pageSize(query.first, USUAL_PAGE),
    after: query.after == null ? null : readPlace(query.after),
    where: conditions.join(' and '),
    values,
  };
}

/** One page, the last label first. */
export async function readLabelsPage(
  db: Database,
  { creatorId, size, after, where, values }: LabelsPlan,
): Promise<Omit<Connection<Label>, 'totalCount'>> {
  const found = await db.read<LabelRow>(
    [creatorId],
    `select ${LABEL_COLUMNS} from label l where ${where} ${after === null ? '' : `and l.id < $${values.length + 1}`}
     order by l.id desc limit ${size + 1}`,
    after === null ? values : [...values, after],
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

export async function countLabels(db: Database, { creatorId, where, values }: LabelsPlan): Promise<number> {
  const rows = await db.read<{ n: number }>(
    [creatorId],
    `select count(*)::int as n from label l where ${where}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

function readPlace(cursor: string): string {
  const place = decodeCursor<unknown>(cursor);
  if (typeof place === 'string' && isId(place)) return place;
  throw new UserError(UserErrorCode.INVALID, 'This cursor is not one that was handed out here.', ['after']);
}
