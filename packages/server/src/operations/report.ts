import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { csvLine, UTF8_BOM } from '../table-files/csv-line.ts';
import type { TableLayout } from '../table-files/layout.ts';
import { openTable } from '../table-files/open-table.ts';
import { cellsTable, rowsTable } from './operation.kind.ts';
import type { OperationRecord } from './operation.row.ts';
import { meaningOf, messageOf } from './outcomes.ts';
import { isDiscarded, standingMeaning } from './outcomes-past.ts';
import { endingOf, NOT_REACHED, REFUSED } from './row-endings.sql.ts';
import { filePath } from './receive.ts';

interface Verdict {
  rowNo: number;
  outcome: string;
  warning: string | null;
  /** The code that overrides the planned outcome; null where it ended as planned. */
  ending: string | null;
  /** What is the matter with this very row, where more is known than its code says. */
  detail: string | null;
}

const FETCH_ROWS = 5000;

/**
 * An operation's rows as CSV: the columns as they were uploaded, then result, code and message. The file is read
 * again beside a cursor over the outcomes, so memory stays at one batch whatever the size.
 *
 * @param failuresOnly leaves the result columns out and everything that needs no mending: what comes out can be
 *   mended and uploaded again
 */
export async function* reportOf(
  db: Database,
  filesDir: string,
  operation: OperationRecord,
  failuresOnly: boolean,
): AsyncGenerator<string> {
  const client = await db.engine.connect();
  let broken = true;
  try {
    await client.query('begin read only');
    await client.query(`select set_config('app.creators', $1, true)`, [`{${operation.creatorId}}`]);
    const verdicts = new VerdictReader(client, operation);
    await verdicts.open();
    const layout = operation.staged?.layout as TableLayout | undefined;
    yield UTF8_BOM;
    if (operation.file && layout) {
      yield csvLine([...headerOf(layout), ...(failuresOnly ? [] : RESULT_HEADER)]);
      for await (const batch of openTable({ path: filePath(filesDir, operation.id) }, layout)) {
        let text = '';
        for (let index = 0; index < batch.rows.length; index += 1)
          text += line(
            operation,
            batch.rows[index] as string[],
            await verdicts.of(batch.firstRecord + index),
            failuresOnly,
          );
        if (text !== '') yield text;
      }
    } else {
      yield* inlineReport(client, operation, verdicts, failuresOnly);
    }
    await client.query('commit');
    broken = false;
  } finally {
    client.release(broken);
  }
}

const RESULT_HEADER = ['Result', 'Code', 'Message'];

function headerOf(layout: TableLayout): string[] {
  return layout.columns.map((column) => column.header || `Column ${column.index + 1}`);
}

function line(
  operation: OperationRecord,
  cells: readonly string[],
  verdicts: readonly Verdict[],
  failuresOnly: boolean,
): string {
  const worst = verdicts.find((verdict) => codeOf(operation, verdict).failed) ?? verdicts[0];
  if (!worst) return '';
  const { code, failed, result } = codeOf(operation, worst);
  if (failuresOnly) return failed ? csvLine(cells) : '';
  const { ending, warning, detail } = worst;
  const own = !warning && (ending === null || REFUSED.includes(ending));
  return csvLine([...cells, result, code, messageOf(standingMeaning(code, operation), own ? detail : null)]);
}

function codeOf(
  operation: OperationRecord,
  verdict: Verdict,
): { code: string; failed: boolean; result: string } {
  if (verdict.ending === NOT_REACHED) return { code: NOT_REACHED, failed: true, result: 'not applied' };
  if (verdict.ending) {
    const { applies } = meaningOf(verdict.ending);
    return { code: verdict.ending, failed: !applies, result: applies ? 'warning' : 'skipped' };
  }
  const meaning = meaningOf(verdict.outcome);
  if (meaning.severity === 'ERROR') return { code: verdict.outcome, failed: true, result: 'failed' };
  if (!meaning.applies) return { code: verdict.outcome, failed: false, result: 'skipped' };
  // What did not happen, or no longer holds, is not told by its warning.
  if (isDiscarded(operation)) return { code: verdict.outcome, failed: false, result: 'not applied' };
  if (operation.status === 'UNDONE') return { code: verdict.outcome, failed: false, result: 'undone' };
  return {
    code: verdict.warning ?? verdict.outcome,
    failed: false,
    result: verdict.warning ? 'warning' : 'ok',
  };
}

async function* inlineReport(
  client: PoolClient,
  operation: OperationRecord,
  verdicts: VerdictReader,
  failuresOnly: boolean,
): AsyncGenerator<string> {
  const hidden = new Set(['row_no', 'line', 'problem', 'warning']);
  const columns = operation.staged
    ? operation.staged.columns.filter((column) => !hidden.has(column))
    : ['backer number', 'pledge ID', 'name'];
  yield csvLine([...columns, ...(failuresOnly ? [] : RESULT_HEADER)]);
  const source = operation.staged
    ? `select row_no as "rowNo", array[${columns.map((column) => `${column}::text`).join(', ')}] as cells from ${cellsTable(operation.id)} order by row_no`
    : `select r.row_no as "rowNo", array[b.number::text, b.pledge_id, b.name] as cells from ${rowsTable(operation.id)} r
       left join backer b on b.id = r.backer_id order by r.row_no`;
  await client.query(`declare lines cursor for ${source}`);
  let last = 0;
  for (;;) {
    const { rows } = await client.query<{ rowNo: number; cells: string[] }>(`fetch ${FETCH_ROWS} from lines`);
    if (rows.length === 0) return;
    let text = '';
    for (const row of rows) {
      if (row.rowNo === last) continue;
      last = row.rowNo;
      text += line(operation, row.cells, await verdicts.of(row.rowNo), failuresOnly);
    }
    if (text !== '') yield text;
  }
}

/** Outcomes in the order of the file, fetched a few thousand at a time; asked for with rising row numbers. */
class VerdictReader {
  private page: Verdict[] = [];
  private at = 0;
  private done = false;

  constructor(
    private readonly client: PoolClient,
    private readonly operation: OperationRecord,
  ) {}

  async open(): Promise<void> {
    await this.client.query(
      `declare verdicts cursor for
       select r.row_no as "rowNo", r.outcome, case when r.applies then r.warning end as warning, ${endingOf(this.operation)} as ending,
              ${this.operation.kind === 'LABEL_PURCHASE' ? 'r.detail' : 'null::text'} as detail
       from ${rowsTable(this.operation.id)} r
       order by r.row_no, r.pos`,
    );
  }

  async of(rowNo: number): Promise<Verdict[]> {
    const found: Verdict[] = [];
    for (;;) {
      const next = await this.peek();
      if (!next || next.rowNo > rowNo) return found;
      if (next.rowNo === rowNo) found.push(next);
      this.at += 1;
    }
  }

  private async peek(): Promise<Verdict | null> {
    if (this.at >= this.page.length && !this.done) {
      const { rows } = await this.client.query<Verdict>(`fetch ${FETCH_ROWS} from verdicts`);
      this.page = rows;
      this.at = 0;
      this.done = rows.length === 0;
    }
    return this.page[this.at] ?? null;
  }
}
