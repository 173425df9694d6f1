import { carrierBySlug } from '../carriers/carrier-match.ts';
import type { Database } from '../lib/database.ts';
import { cellsTable, rowsTable } from './operation.kind.ts';
import type { OperationRecord } from './operation.row.ts';
import type { OperationRow } from './operation.types.ts';
import { endingOf, REFUSED } from './row-endings.sql.ts';
import { messageOf, OUTCOMES, type Severity } from './outcomes.ts';
import { standingMeaning } from './outcomes-past.ts';

export interface RowsQuery {
  first: number;
  /** Row number and position after which to go on. */
  after: { rowNo: number; pos: number } | null;
  /** Codes, of outcomes and warnings; null = all. */
  codes: string[] | null;
}

const KEY_COLUMNS = [
  'request_id',
  'reference',
  'external_id',
  'pledge_id',
  'number',
  'backer_uid',
  'order_number',
  'email',
];

/** Codes of these severities, for a filter. */
export function codesOf(severities: readonly Severity[]): string[] {
  return Object.entries(OUTCOMES).flatMap(([code, meaning]) =>
    severities.includes(meaning.severity) ? [code] : [],
  );
}

/** Whether the rows of an operation exist to be read: from its first plan on, for as long as they are kept. */
export function hasRows(operation: OperationRecord): boolean {
  return operation.plannedAt !== null && operation.clearedAt === null;
}

/**
 * One page of an operation's rows in the order of the file. The caller has seen the operation itself under
 * row-level security; its rows are read by the engine, since requests cannot reach the staging schema.
 */
export async function readRows(
  db: Database,
  operation: OperationRecord,
  query: RowsQuery,
): Promise<OperationRow[]> {
  const columns = new Set(operation.staged?.columns ?? []);
  const keys = KEY_COLUMNS.filter((key) => columns.has(key));
  const isImport = operation.kind === 'BACKER_IMPORT';
  const cells = operation.staged
    ? `left join lateral (select ${keys.length > 0 ? `concat_ws(' · ', ${keys.map((key) => `c.${key}::text`).join(', ')})` : `null`} as key
         from ${cellsTable(operation.id)} c where c.row_no = r.row_no limit 1) k on true`
    : `left join lateral (select null::text as key) k on true`;
  const shipped = isImport
    ? 'null::text as "trackingNumber", null::text as carrier, null::text as "trackingUrl", r.changes'
    : `r.tracking_number as "trackingNumber", coalesce(r.carrier, r.carrier_name) as carrier, r.tracking_url as "trackingUrl", '{}'::text[] as changes`;
  const ending = endingOf(operation);
  const detail = operation.kind === 'LABEL_PURCHASE' ? 'r.detail' : 'null::text';
  const rows = await db.engineWrite([operation.creatorId], async (client) => {
    const result = await client.query<
      Omit<OperationRow, 'severity' | 'message' | 'field' | 'candidateIds'> & {
        warning: string | null;
        ending: string | null;
        /** What is the matter with this very row, where more is known than its code says. */
        detail: string | null;
      }
    >(
      `with page as materialized (
         select * from ${rowsTable(operation.id)} r
         where ($1::int is null or (r.row_no, r.pos) > ($1, $2))
           and ($3::text[] is null
                or coalesce(${ending}, r.outcome) = any ($3)
                or (r.applies and r.warning = any ($3) and ${ending} is null))
         order by r.row_no, r.pos limit $4)
       select r.pos::text as id, r.row_no as "rowNumber", r.line, r.outcome, r.warning, r.applies, r.backer_id as "backerId",
              k.key, ${shipped}, ${ending} as ending, ${detail} as detail
       from page r ${cells}
       order by r.row_no, r.pos`,
      [query.after?.rowNo ?? null, query.after?.pos ?? null, query.codes, query.first],
    );
    return result.rows;
  });
  return rows.map(({ warning, ending: override, detail, ...row }) => {
    const code = override ?? row.outcome;
    const meaning = standingMeaning(code, operation);
    const warned = warning && !override && meaning.applies ? standingMeaning(warning, operation) : null;
    return {
      ...row,
      carrier: row.carrier && (carrierBySlug(row.carrier)?.name ?? row.carrier),
      id: `${operation.id}-${row.id}`,
      outcome: warned && warning ? warning : code,
      severity: (warned ?? meaning).severity as OperationRow['severity'],
      applies: meaning.applies,
      message: messageOf(warned ?? meaning, warned || !isOwn(override) ? null : detail),
      field: (warned ?? meaning).field ?? null,
      candidateIds: [],
    };
  });
}

/** Whether what is known of the row is about how it ended. */
function isOwn(override: string | null): boolean {
  return override === null || REFUSED.includes(override);
}

/** How many rows a filter holds; from the tallies where it is a filter by code. */
export function countRows(operation: OperationRecord, codes: string[] | null): number {
  if (!codes) return operation.totalCount;
  return operation.outcomes.reduce((sum, tally) => (codes.includes(tally.code) ? sum + tally.count : sum), 0);
}

/** Backers that any key of these rows names: the candidates of a row in conflict. */
export async function candidatesOf(
  db: Database,
  operation: OperationRecord,
  rowNumbers: number[],
): Promise<Map<number, string[]>> {
  const columns = new Set(operation.staged?.columns ?? []);
  const conditions = [
    ...(columns.has('pledge_id') ? ['b.pledge_id = c.pledge_id'] : []),
    ...(columns.has('number') ? ['b.number = c.number'] : []),
    ...(columns.has('backer_uid') ? ['b.backer_uid = c.backer_uid'] : []),
    ...(columns.has('order_number') ? ['b.order_number = c.order_number'] : []),
    ...(columns.has('email') ? [`b.email_key = c.email`] : []),
  ];
  if (rowNumbers.length === 0 || conditions.length === 0) return new Map();
  const found = await db.engineWrite([operation.creatorId], async (client) => {
    const { rows } = await client.query<{ rowNo: number; ids: string[] }>(
      `select c.row_no as "rowNo", array_agg(distinct b.id::text) as ids from ${cellsTable(operation.id)} c
       cross join lateral (${conditions
         .map((condition) => `(select b.id from backer b where b.project_id = $1 and ${condition} limit 5)`)
         .join(' union ')}) b
       where c.row_no = any ($2) group by c.row_no`,
      [operation.projectId, rowNumbers],
    );
    return rows;
  });
  return new Map(found.map(({ rowNo, ids }) => [rowNo, ids]));
}
