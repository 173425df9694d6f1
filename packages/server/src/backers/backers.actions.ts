import { isId } from '../access/authorise.ts';
import { decodeCursor, encodeCursor, pageSize, type Connection } from '../lib/connection.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { OrderStatus } from '../orders/order-status.ts';
import { ORDER_COLUMNS, orderOf, type OrderColumns } from '../orders/order.type.ts';
import {
  ofProject,
  statusesOf,
  tablesOf,
  wishSql,
  type BackerWish,
  type Resolved,
} from './backer-filter.sql.ts';
import { ADDRESS_COLUMNS, BACKER_COLUMNS, backerColumns, type Backer } from './backer.entity.ts';
import {
  BackerSortField,
  SortDirection,
  type BackerFilter,
  type BackerSort,
} from './backer-filter.inputs.ts';
import { treeIds } from '../segments/filter-tree.sql.ts';
import { NO_SEGMENTS } from '../segments/segment-book.ts';
import { statusesOfTree } from '../segments/status-tree.ts';
import { shipmentColumns } from '../shipments/shipment.type.ts';
import { readShipments } from '../shipments/shipments.loader.ts';
import { isSortKey, sortColumn, stretchesFrom, type BackerPlace, type Stretch } from './backer-page.sql.ts';

/** Segments that it names must have been read (`resolveWish`). */
export interface BackersQuery extends BackerWish, Partial<Resolved> {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  sort?: BackerSort | null;
}

const USUAL_PAGE = 25;

type BackerRow = Backer & OrderColumns;
type PageRow = Backer & Partial<OrderColumns> & { sortKey: string | number | null };

/** A page that has been understood and not read: its statement but for the stretch. */
export interface BackersPlan {
  creatorId: string;
  /** What is selected, and the tables it comes from. */
  columns: string;
  tables: string;
  field: BackerSortField;
  size: number;
  backwards: boolean;
  /** Whether it begins somewhere in the list and not at an end of it. */
  onwards: boolean;
  where: string;
  /** Whether it is the list as it stands: no filter and no search. */
  plain: boolean;
  /** The columns of their parcels that are read along; null where nobody asks for them. */
  parcels: string | null;
  values: unknown[];
  stretches: Stretch[];
}

/**
 * @param fields of a backer, as a document asks for them: columns that nobody asks for are not read
 * @param parcelFields the same of their parcels
 * @throws UserError for a page, cursor, filter or search that cannot be meant
 */
export function planBackersPage(
  project: { id: string; creatorId: string },
  query: BackersQuery,
  fields: ReadonlySet<string>,
  parcelFields: ReadonlySet<string> = new Set(),
): BackersPlan {
  const { first, after, last, before } = query;
  const backwards = last != null || (before != null && first == null);
  if (backwards ? first != null || after != null : before != null)
    throw new UserError(UserErrorCode.INVALID, 'A page is either `first` … `after` or `last` … `before`.', [
      'first',
    ]);
  const cursor = backwards ? before : after;
  const field = query.sort?.field ?? BackerSortField.NUMBER;
  const from = cursor == null ? null : readPlace(cursor, field, backwards ? 'before' : 'after');
  const values: unknown[] = [];
  const condition = wishSql(query, project.id, values);
  const order = condition.order || field === BackerSortField.FULFILLED_AT;
  const where = `${ofProject({ backer: true, order }, project.id, values)} and ${condition.sql}`;
  const descending = query.sort?.direction === SortDirection.DESC;
  const withOrder = fields.has('order');
  const columns = [
    backerColumns(fields),
    fields.has('address') && ADDRESS_COLUMNS,
    withOrder && ORDER_COLUMNS,
  ];
  return {
    creatorId: project.creatorId,
    columns: columns.filter((one) => one !== false).join(', '),
    tables: `${tablesOf({ backer: true, order: order || withOrder })}${withOrder ? ' left join order_hold h on h.backer_id = b.id' : ''}`,
    field,
    size: pageSize(backwards ? last : first, USUAL_PAGE),
    backwards,
    onwards: from !== null,
    where,
    plain: condition.sql === 'true',
    parcels: parcelFields.size > 0 ? shipmentColumns(parcelFields) : null,
    values,
    stretches: stretchesFrom(field, descending, backwards, from, values.length),
  };
}

/**
 * One page of a project's backers, read as rows: hydrated entities took three times as long. Keyset in both
 * directions, so the page at row 900,000 costs what the first one costs.
 */
export async function readBackersPage(
  db: Database,
  plan: BackersPlan,
): Promise<Omit<Connection<Backer>, 'totalCount'>> {
  const { size, backwards, onwards } = plan;
  const rows: PageRow[] = [];
  for (const stretch of plan.stretches) {
    const found = await db.read<PageRow & Record<string, unknown>>(
      [plan.creatorId],
      `select ${plan.columns}, ${sortColumn(plan.field)} as "sortKey" from ${plan.tables}
       where ${plan.where} and ${stretch.where} order by ${stretch.orderBy} limit ${size + 1 - rows.length}`,
      [...plan.values, ...stretch.values],
      // The rest of a page may be of any length: a statement of its own for each would be kept.
      { prepare: plan.plain && rows.length === 0 },
    );
    rows.push(...found);
    if (rows.length > size) break;
  }

  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (backwards) page.reverse();
  const nodes: Backer[] = page.map((row) => (isWithOrder(row) ? backerOf(row) : row));
  if (plan.parcels !== null && nodes.length > 0) await addParcels(db, plan.creatorId, nodes, plan.parcels);
  const cursorOf = (row: PageRow) => encodeCursor([row.sortKey, row.id]);
  const [start, end] = [page[0], page.at(-1)];
  return {
    nodes,
    // A document has use for nodes or for edges: cursors that nobody reads are not written.
    get edges() {
      return page.map((row, index) => ({ node: nodes[index] ?? row, cursor: cursorOf(row) }));
    },
    pageInfo: {
      hasNextPage: backwards ? onwards : more,
      hasPreviousPage: backwards ? more : onwards,
      startCursor: start ? cursorOf(start) : null,
      endCursor: end ? cursorOf(end) : null,
    },
  };
}

/**
 * How many match. Where nothing but status and bucket is asked for, the project's live counts say it, at any size;
 * otherwise they are counted.
 */
export async function countBackers(
  db: Database,
  project: { id: string; creatorId: string },
  wish: BackerWish & Partial<Resolved>,
): Promise<number> {
  const statuses = statusesMeant(wish);
  if (statuses) {
    if (statuses.length === 0) return 0;
    const rows = await db.read<{ n: number }>(
      [project.creatorId],
      `select ${statuses.map((status) => status.toLowerCase()).join(' + ')} as n from project_progress where project_id = $1`,
      [project.id],
    );
    return rows[0]?.n ?? 0;
  }
  const ids = idsMeant(wish, project.id);
  if (ids) {
    const [counted] = await db.read<{ n: number }>(
      [project.creatorId],
      `select count(*)::int as n from (${ids.sql}) t`,
      ids.values,
    );
    return counted?.n ?? 0;
  }
  const values: unknown[] = [];
  const condition = wishSql(wish, project.id, values);
  const rows = await db.read<{ n: number }>(
    [project.creatorId],
    `select count(*)::int as n from ${tablesOf(condition)} where ${ofProject(condition, project.id, values)} and ${condition.sql}`,
    values,
  );
  return rows[0]?.n ?? 0;
}

/**
 * No plan that fits a handful of rows. What an upload has just written the planner takes for one row until it is
 * analysed: it looked up 114,000 orders one by one, and read the index of the whole project beside that of the stretch,
 * to keep what is in both. That took 620 ms where this takes 100, and more with each chunk of the upload.
 */
const FOR_A_STRETCH = ['enable_nestloop = off', 'enable_bitmapscan = off'];

/**
 * How many backers there are in each stretch of ids: by `id / stretch`, those without any left out.
 *
 * @param within only from this stretch to that; null = everywhere
 */
export async function countByStretch(
  db: Database,
  project: { id: string; creatorId: string },
  wish: BackerWish & Partial<Resolved>,
  stretch: number,
  within: readonly [first: number, last: number] | null,
): Promise<Map<number, number>> {
  const values: unknown[] = [];
  const ids = within && ([within[0] * stretch, (within[1] + 1) * stretch - 1] as const);
  const condition = wishSql(wish, project.id, values, ids);
  const keys = [condition.backer && 'b.id', condition.order && 'o.backer_id'].filter((key) => key !== false);
  const [id] = keys;
  const inside = ids && keys.map((key) => ` and ${key} between ${ids[0]} and ${ids[1]}`).join('');
  const sql = `select (${id} / ${stretch})::int as at, count(*)::int as n from ${tablesOf(condition)}
     where ${ofProject(condition, project.id, values)} and ${condition.sql}${inside ?? ''}
     group by 1`;
  const rows = await db.read<{ at: number; n: number }>(
    [project.creatorId],
    sql,
    values,
    within ? { settings: FOR_A_STRETCH } : {},
  );
  return new Map(rows.map(({ at, n }) => [at, n]));
}

/** Whether the project's own counts answer it: then no counting is quicker. */
export function isCountedAlready(wish: BackerWish & Partial<Resolved>): boolean {
  return statusesMeant(wish) !== null;
}

/** A backer with the order, as it is now; null where there is none, or it is not one of these creators'. */
export async function loadBacker(
  db: Database,
  creators: Iterable<string>,
  id: string,
): Promise<Backer | null> {
  if (!isId(id)) return null;
  const rows = await db.read<BackerRow & Record<string, unknown>>(
    creators,
    `select ${BACKER_COLUMNS}, ${ORDER_COLUMNS} from backer b join orders o on o.backer_id = b.id
     left join order_hold h on h.backer_id = b.id where b.id = $1`,
    [id],
  );
  return rows[0] ? backerOf(rows[0]) : null;
}

/** Fifty promises of a loader are a tenth of the answer; a page knows its backers, and asks once. */
async function addParcels(
  db: Database,
  creatorId: string,
  backers: readonly Backer[],
  columns: string,
): Promise<void> {
  const ids = backers.map(({ id }) => id);
  const found = await readShipments(db, [creatorId], ids, columns);
  for (const backer of backers) backer.shipments = found.get(backer.id) ?? [];
}

function isWithOrder(row: PageRow): row is PageRow & OrderColumns {
  return row.status !== undefined;
}

function backerOf(row: BackerRow): Backer {
  const backer: Backer = row;
  backer.order = orderOf(row.id, row);
  return backer;
}

/** A select of whom a wish means, where that is one condition that finds them by itself; null otherwise. */
function idsMeant(
  { filter, search, tree, segmentId }: BackerWish,
  projectId: string,
): { sql: string; values: unknown[] } | null {
  if (!tree || segmentId != null || search?.trim() || Object.values(filter ?? {}).some((one) => one != null))
    return null;
  const values: unknown[] = [];
  const sql = treeIds(tree, projectId, values);
  return sql === null ? null : { sql, values };
}

/** The statuses that say it all; null where something else is asked for too. */
function statusesMeant({
  filter,
  search,
  tree,
  segmentId,
  book = NO_SEGMENTS,
}: BackerWish & Partial<Resolved>): OrderStatus[] | null {
  if (!onlyStatus(filter) || search?.trim()) return null;
  const named: (OrderStatus[] | null)[] = [
    statusesOf(filter ?? {}) ?? Object.values(OrderStatus),
    ...(tree ? [statusesOfTree(tree, book)] : []),
    ...(segmentId == null
      ? []
      : [statusesOfTree({ field: 'segment', operator: 'IS', value: segmentId }, book)]),
  ];
  return named.reduce((left, one) => left && one && left.filter((status) => one.includes(status)));
}

function onlyStatus(filter: BackerFilter | null | undefined): boolean {
  return Object.entries(filter ?? {}).every(
    ([name, value]) => value == null || name === 'status' || name === 'bucket',
  );
}

function readPlace(cursor: string, field: BackerSortField, argument: string): BackerPlace {
  const place = decodeCursor<unknown>(cursor);
  if (
    Array.isArray(place) &&
    place.length === 2 &&
    isSortKey(field, place[0]) &&
    typeof place[1] === 'string' &&
    isId(place[1])
  )
    return [place[0], place[1]];
  throw new UserError(
    UserErrorCode.INVALID,
    'This cursor is of a list in another order. Begin with the first page.',
    [argument],
  );
}
