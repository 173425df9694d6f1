import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import type { ResolvedTarget } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import { readerOf } from '../lib/reader.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { csvLine, UTF8_BOM } from '../table-files/csv-line.ts';
import { recordExport } from './address-export.sql.ts';
import { TEMPLATE_COLUMNS, templateCount, templateCsvCopy, templateSheetCopy } from './template.sql.ts';
import { SHEET_ROWS, writeWorkbook } from './workbook.ts';

interface Statement {
  sql: string;
  values: unknown[];
}

export type TemplateFormat = 'csv' | 'xlsx';

/** Each holds a connection for as long as its reader takes; the jobs need the rest. */
const MOST_AT_ONCE = 4;
const running = new WeakMap<Database, number>();

/** Too many are being read; in a moment there is room again. */
export class ExportsBusy extends Error {
  constructor() {
    super(`${MOST_AT_ONCE} exports are being downloaded already. Try again when one of them is done.`);
  }
}

/**
 * The Tracking Number Upload Template of some backers, ready to be read once. Postgres writes every row; what goes
 * through here is bytes. Whose addresses leave the house in it is written down.
 *
 * @param by who takes it
 * @throws UserError for a target that cannot be meant, or too many rows for a worksheet; ExportsBusy
 */
export async function openTemplate(
  db: Database,
  project: { id: string; creatorId: string; title: string },
  wanted: BackerTarget,
  format: TemplateFormat,
  by: string,
): Promise<AsyncGenerator<Buffer>> {
  const target = await resolveTarget(readerOf(db, [project.creatorId]), project.id, wanted);
  const statement =
    format === 'csv' ? templateCsvCopy(target, project.id) : templateSheetCopy(target, project.id);
  if (format === 'xlsx') await refuseTooMany(db, project, target);
  if ((running.get(db) ?? 0) >= MOST_AT_ONCE) throw new ExportsBusy();
  // Its first bytes are waited for, so that what fails at once is answered as an error and not as half a file.
  const copied = copyRows(db, project.creatorId, statement, (at) =>
    recordExport(target, { projectId: project.id, creatorId: project.creatorId, by, at }),
  );
  const first = await copied.next();
  const rows = first.done ? copied : continued(first.value, copied);
  return format === 'csv' ? csvFile(rows) : writeWorkbook(project.title, TEMPLATE_COLUMNS, rows);
}

async function* continued(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* csvFile(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(UTF8_BOM + csvLine(TEMPLATE_COLUMNS.map(({ header }) => header)));
  yield* rows;
}

/**
 * The output of a COPY. A reader who goes away takes the connection along: that is what ends the statement.
 *
 * Who is in it is written down beside it, on a second connection that sees the same snapshot: after the stream it
 * would have been a tenth more to wait for. It stays written when the reader goes away: some of it has been read.
 */
async function* copyRows(
  db: Database,
  creatorId: string,
  statement: string,
  record: (at: string) => Statement,
): AsyncGenerator<Buffer> {
  running.set(db, (running.get(db) ?? 0) + 1);
  let whole = false;
  try {
    const client = await db.engine.connect();
    try {
      await client.query('begin isolation level repeatable read, read only');
      await client.query(`select set_config('app.creators', $1, true)`, [`{${creatorId}}`]);
      // Parallel workers would each walk all orders and items to meet their share of the backers: 8 s in place of 3.
      await client.query('set local max_parallel_workers_per_gather = 0');
      const recorded = finish(await joinSnapshot(db, creatorId, client), record);
      recorded.catch(() => undefined);
      yield* client.query(copyTo(statement, { highWaterMark: 256 * 1024 })) as AsyncIterable<Buffer>;
      await recorded;
      await client.query('commit');
      whole = true;
    } finally {
      client.release(!whole);
    }
  } finally {
    running.set(db, (running.get(db) ?? 1) - 1);
  }
}

interface Joined {
  client: PoolClient;
  /** When the first transaction began, just before its snapshot. */
  at: string;
}

/** Another connection, in a transaction that sees what the first one sees; the caller ends it. */
async function joinSnapshot(db: Database, creatorId: string, first: PoolClient): Promise<Joined> {
  const { rows } = await first.query<{ snapshot: string; at: string }>(
    'select pg_export_snapshot() as snapshot, now() as at',
  );
  const { snapshot = '', at = '' } = rows[0] ?? {};
  const client = await db.engine.connect();
  try {
    await client.query('begin isolation level repeatable read');
    await client.query(`set transaction snapshot ${client.escapeLiteral(snapshot)}`);
    await client.query(`select set_config('app.creators', $1, true)`, [`{${creatorId}}`]);
    return { client, at };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function finish({ client, at }: Joined, record: (at: string) => Statement): Promise<void> {
  let whole = false;
  try {
    const { sql, values } = record(at);
    await client.query(sql, values);
    await client.query('commit');
    whole = true;
  } finally {
    client.release(!whole);
  }
}

async function refuseTooMany(
  db: Database,
  project: { id: string; creatorId: string },
  target: ResolvedTarget,
): Promise<void> {
  const [all] = await db.read<{ n: number }>(
    [project.creatorId],
    'select count(*)::int as n from orders where project_id = $1',
    [project.id],
  );
  if ((all?.n ?? 0) < SHEET_ROWS) return;
  const [counted] = await db.read<{ n: number }>([project.creatorId], templateCount(target, project.id));
  if ((counted?.n ?? 0) < SHEET_ROWS) return;
  throw new UserError(
    UserErrorCode.LIMIT_EXCEEDED,
    `A worksheet holds ${SHEET_ROWS - 1} rows and these are ${counted?.n}. Take CSV, or fewer backers at a time.`,
    ['format'],
  );
}
