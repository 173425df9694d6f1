import { expect, test } from 'vitest';

import { readCsvRecords } from './csv-records.ts';
import { csvLayout, inPieces, readAll } from './table-files.fixtures.ts';

test('a quote left open at the start of 500 MB costs one row and no memory', async () => {
  const block = Buffer.from('1001,9400110200881234567890\n'.repeat(2340));
  const blocks = Math.ceil(500_000_000 / block.length);
  async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.from('"');
    for (let i = 0; i < blocks; i++) yield block;
  }
  const before = process.memoryUsage().rss;
  let [rows, peak] = [0, 0];
  const problems: string[] = [];
  for await (const batch of readCsvRecords(source(), csvLayout(['a', 'b'], { headerRow: null }))) {
    rows += batch.rows.length;
    problems.push(...batch.problems.map((one) => `${one.code}@${one.line}`));
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect(rows).toBe(blocks * 2340);
  expect(problems).toEqual(['UNCLOSED_QUOTE@1']);
  expect(peak - before).toBeLessThan(150_000_000);
});

test('200 MB without a single line end is one reported row and no memory', async () => {
  const block = Buffer.alloc(65_536, 'x');
  async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let i = 0; i < 3000; i++) yield block;
  }
  const before = process.memoryUsage().rss;
  const read = await readAll(readCsvRecords(source(), csvLayout(['a'], { headerRow: null })));
  expect(read.problems).toEqual(['RECORD_TOO_LONG@1:1']);
  expect(read.rows[0]?.[0]?.length).toBe(65_537);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

test('a source that breaks off breaks the reading, and an early end closes the source', async () => {
  async function* broken(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.from('a,b\n1,2\n'.repeat(20_000));
    throw new Error('connection lost');
  }
  await expect(readAll(readCsvRecords(broken(), csvLayout(['a', 'b'])))).rejects.toThrow('connection lost');
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (;;) yield Buffer.from('1,2\n'.repeat(20_000));
    } finally {
      closed = true;
    }
  }
  for await (const _batch of readCsvRecords(endless(), csvLayout(['a', 'b']))) break;
  expect(closed).toBe(true);
});

test('other work gets its turn while a large file is read', async () => {
  const bytes = Buffer.from('1,2\n'.repeat(500_000));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  const read = await readAll(
    readCsvRecords(inPieces(bytes, [bytes.length]), csvLayout(['a', 'b'], { headerRow: null })),
  );
  clearInterval(timer);
  expect(read.rows.length).toBe(500_000);
  expect(turns).toBeGreaterThan(5);
});
