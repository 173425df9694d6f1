import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { detectLayout } from '../src/table-files/layout.ts';
import { openTable } from '../src/table-files/open-table.ts';
import { TABLE_LIMITS } from '../src/table-files/table-batch.ts';
import { inlineRow, writeCsv, writeWorkbook, type CsvForm } from '../src/table-files/table-files.fixtures.ts';
import { detectWorkbookLayout } from '../src/table-files/workbook-layout.ts';

/**
 * What reading an upload costs, by kind of file. Run: `tsx bench/table-files.bench.ts [rows]`.
 * Each kind is read from disk in a process of its own, three times; the table shows medians, of the clock and of the
 * processor (all threads, which a busy machine does not distort), and by how much the largest resident size exceeds
 * that of the same process before it reads.
 */

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;

interface Reading {
  ms: number[];
  cpuMs: number[];
  bytes: number;
  rows: number;
  peakMb: number;
}

function row(i: number, name: string): string[] {
  const number = `94001${1e15 + i * 7919}`;
  return [String(i), name, number, 'USPS', `https://t.example/?n=${number}`];
}

const HEADERS = ['Backer Number', 'Name', 'Tracking Number', 'Carrier', 'Tracking URL'];
const COMMA: CsvForm = { delimiter: ',', newline: '\n', encoding: 'utf-8' };

const KINDS: Record<string, () => Uint8Array> = {
  'CSV, UTF-8, ASCII only': () => csv(COMMA, 'Ann Lee'),
  'CSV, UTF-8, accents': () => csv(COMMA, 'Jörg Müller'),
  'CSV, UTF-8, Japanese': () => csv(COMMA, '山田太郎'),
  'CSV, every cell quoted, CRLF': () => csv({ ...COMMA, newline: '\r\n', quoteAll: true }, 'Ann Lee'),
  'CSV, CR line ends': () => csv({ ...COMMA, newline: '\r' }, 'Ann Lee'),
  'CSV, Windows-1252, semicolons': () =>
    csv({ delimiter: ';', newline: '\r\n', encoding: 'windows-1252' }, 'Jörg'),
  'CSV, UTF-16 with tabs': () => csv({ delimiter: '\t', newline: '\r\n', encoding: 'utf-16le' }, 'Jörg'),
  'xlsx, a tenth of the rows': () => workbook(ROWS / 10),
};

function csv(form: CsvForm, name: string): Uint8Array {
  return writeCsv([HEADERS, ...Array.from({ length: ROWS }, (_, i) => row(i, name))], form);
}

function workbook(rows: number): Uint8Array {
  const xml = [inlineRow(1, HEADERS)];
  for (let i = 0; i < rows; i++) xml.push(inlineRow(i + 2, row(i, 'Ann Lee')));
  return writeWorkbook({ sheets: { Data: xml.join('') } });
}

async function readOnce(path: string, peak: (rss: number) => void): Promise<{ rows: number; bytes: number }> {
  const head = Buffer.alloc(TABLE_LIMITS.headBytes);
  let filled = 0;
  for await (const piece of createReadStream(path, { end: head.length - 1 }) as AsyncIterable<Buffer>) {
    filled += piece.copy(head, filled);
  }
  let found = detectLayout(head.subarray(0, filled), { complete: filled === statSync(path).size });
  if (found.kind === 'workbook') found = await detectWorkbookLayout(path);
  if (found.kind !== 'layout') throw new Error(JSON.stringify(found));
  let [rows, bytes, batches] = [0, 0, 0];
  for await (const batch of openTable({ path }, found.layout)) {
    rows += batch.rows.length;
    bytes = batch.bytesRead;
    if (batch.problems.length > 0) throw new Error(JSON.stringify(batch.problems[0]));
    // Asking costs as much as parsing a batch.
    if (batches++ % 16 === 0) peak(process.memoryUsage.rss());
  }
  return { rows, bytes };
}

async function readInThisProcess(path: string): Promise<Reading> {
  const idle = process.memoryUsage.rss();
  let largest = idle;
  const reading: Reading = { ms: [], cpuMs: [], bytes: 0, rows: 0, peakMb: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const cpu = process.cpuUsage();
    Object.assign(reading, await readOnce(path, (rss) => (largest = Math.max(largest, rss))));
    reading.ms.push(performance.now() - start);
    const used = process.cpuUsage(cpu);
    reading.cpuMs.push((used.user + used.system) / 1000);
  }
  reading.peakMb = (largest - idle) / 1e6;
  return reading;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function measureAll(): void {
  const folder = mkdtempSync(join(tmpdir(), 'table-files-bench-'));
  try {
    const table: Record<string, Record<string, number>> = {};
    for (const [kind, make] of Object.entries(KINDS)) {
      const path = join(folder, 'file');
      writeFileSync(path, make());
      const answer = execFileSync(
        process.execPath,
        [...process.execArgv, import.meta.filename, '--read', path],
        { encoding: 'utf8' },
      );
      const reading = JSON.parse(answer) as Reading;
      const ms = median(reading.ms);
      const cpuMs = median(reading.cpuMs);
      table[kind] = {
        rows: reading.rows,
        'MB (xlsx: of XML)': Math.round(reading.bytes / 1e5) / 10,
        ms: Math.round(ms),
        'MB/s': Math.round(reading.bytes / 1e3 / ms),
        'cpu ms': Math.round(cpuMs),
        'MB/cpu s': Math.round(reading.bytes / 1e3 / cpuMs),
        'peak over idle, MB': Math.round(reading.peakMb),
      };
    }
    console.table(table);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === '--read') {
  process.stdout.write(JSON.stringify(await readInThisProcess(process.argv[3] ?? '')));
} else {
  measureAll();
}
