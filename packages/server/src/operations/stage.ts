import { open, type FileHandle } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import { ROW_PROBLEMS, type TableBatch } from '../table-files/table-batch.ts';
import { cellsTable, type Stager } from './operation.kind.ts';
import type { MappedColumn, StagedFacts } from './operation.row.ts';

/** Every staging table begins with these; the kind's own columns follow. */
const COMMON = [
  ['row_no', 'int'],
  ['line', 'int'],
] as const;

/** Records kept beside the operation, for the sheet of the preview. */
const SAMPLE_ROWS = 20;

export interface Staged {
  facts: StagedFacts;
  sampleRows: string[][];
}

/**
 * Streams records into the operation's staging table, in the caller's transaction: made and filled in one
 * transaction, the table needs no write-ahead log on a server that keeps none for others (wal_level minimal).
 * Memory stays at one batch, whatever the size of the file.
 */
export async function stageRecords(
  client: PoolClient,
  operationId: string,
  stager: Stager,
  batches: AsyncIterable<TableBatch>,
  mapping: MappedColumn[],
): Promise<Staged> {
  const columns = [...COMMON, ...stager.columns];
  const table = cellsTable(operationId);
  await client.query(`drop table if exists ${table}`);
  await client.query(
    `create table ${table} (${columns.map(([name, type]) => `${name} ${type}`).join(', ')}) with (autovacuum_enabled = off)`,
  );
  const copy = client.query(
    copyFrom(`copy ${table} (${columns.map(([name]) => name).join(', ')}) from stdin`),
  );
  const failed = new Promise<never>((_, reject) => copy.once('error', reject));
  failed.catch(() => undefined);
  const sampleRows: string[][] = [];
  let rows = 0;
  try {
    for await (const batch of batches) {
      const text = linesOf(batch, stager);
      rows += batch.rows.length;
      if (sampleRows.length < SAMPLE_ROWS)
        sampleRows.push(...batch.rows.slice(0, SAMPLE_ROWS - sampleRows.length));
      if (text !== '' && !copy.write(text)) await Promise.race([drained(copy), failed]);
    }
  } catch (error) {
    copy.destroy();
    throw error;
  }
  await Promise.race([ended(copy), failed]);
  // Found again by row number, for one page of a preview: ranges of pages suffice, the table lies in that order.
  await client.query(`create index on ${table} using brin (row_no) with (pages_per_range = 16)`);
  await client.query(`analyze ${table}`);
  return {
    facts: { ...stager.facts(), rows, columns: columns.map(([name]) => name), mapping } as StagedFacts,
    sampleRows,
  };
}

function linesOf(batch: TableBatch, stager: Stager): string {
  const { rows, lines, problems, damaged } = batch;
  let text = '';
  let nextProblem = 0;
  let nextDamage = 0;
  const record = {
    cells: rows[0] as readonly string[],
    rowNo: 0,
    line: 0,
    problem: null as string | null,
    damaged: null as number[] | null,
  };
  for (let index = 0; index < rows.length; index += 1) {
    record.cells = rows[index] as string[];
    record.rowNo = batch.firstRecord + index;
    record.line = lines[index] as number;
    record.problem = null;
    record.damaged = null;
    let repeated = false;
    while (problems[nextProblem]?.index === index) {
      const { code } = problems[nextProblem] as { code: keyof typeof ROW_PROBLEMS };
      if (code === 'REPEATED_HEADER') repeated = true;
      if (ROW_PROBLEMS[code].severity === 'error') record.problem = 'BAD_ROW';
      nextProblem += 1;
    }
    while (damaged[nextDamage]?.index === index) {
      record.damaged = [...(record.damaged ?? []), (damaged[nextDamage] as { column: number }).column];
      nextDamage += 1;
    }
    if (!repeated) text += stager.line(record);
  }
  return text;
}

function drained(stream: CopyStreamQuery): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}

function ended(stream: CopyStreamQuery): Promise<void> {
  return new Promise((resolve) => {
    stream.once('finish', resolve);
    stream.end();
  });
}

/** Copies what passes by to disk before it is handed on, so that the file is whole when its last row is staged. */
export async function* spool(
  source: AsyncIterable<Uint8Array>,
  path: string,
  each: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const file: FileHandle = await open(path, 'w', 0o600);
  try {
    for await (const chunk of source) {
      each(chunk);
      await file.write(chunk);
      yield chunk;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

const COPY_SPECIAL = /[\\\t\n\r\0]/;
const COPY_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '␀',
};

/**
 * A number of a row in a COPY line. Not as `${number}`: V8 keeps thousands of the last texts it made of numbers, so that
 * each outlives two collections and lies among the old objects until the next full one. For three million rows these were
 * 66 MB; this way costs 0.1 s a million.
 */
export function copyNumber(number: number): string {
  return number.toFixed();
}

/** One value of a COPY line; null and the empty string are both stored as null. */
export function copyValue(text: string | null): string {
  if (text === null || text === '') return '\\N';
  if (!COPY_SPECIAL.test(text)) return text;
  return text.replace(/[\\\t\n\r\0]/g, (found) => COPY_ESCAPES[found] ?? found);
}
