import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTable, peekHead } from './open-table.ts';
import { csvLayout, inPieces, readAll, readBytes } from './table-files.fixtures.ts';
import { TABLE_LIMITS } from './table-batch.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'open-table-test-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILE = Buffer.from(`a,b\n${Array.from({ length: 60_000 }, (_, i) => `${i},"zoë ${i}"\n`).join('')}`);

test('a file on disk reads as the same bytes in a stream do', async () => {
  const path = join(folder, 'table.csv');
  writeFileSync(path, FILE);
  const layout = csvLayout(['a', 'b']);
  const [disk, stream] = [
    await readAll(openTable({ path }, layout)),
    await readBytes(FILE, layout, [1000, 3]),
  ];
  expect(disk.rows).toEqual(stream.rows);
  expect(disk.lines).toEqual(stream.lines);
  expect(disk.rows).toHaveLength(60_000);
  expect(disk.batches.at(-1)?.bytesRead).toBe(FILE.length);
  for await (const _batch of openTable({ path }, layout)) break;
  await expect(readAll(openTable({ path: join(folder, 'none') }, layout))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

test('a head is taken off a stream and the whole stream given back', async () => {
  for (const size of [0, 1, 1000, TABLE_LIMITS.headBytes, TABLE_LIMITS.headBytes + 1, FILE.length]) {
    const bytes = FILE.subarray(0, size);
    const { head, complete, stream } = await peekHead(inPieces(bytes, [70_000]));
    expect(head.equals(bytes.subarray(0, TABLE_LIMITS.headBytes))).toBe(true);
    expect(complete || size >= TABLE_LIMITS.headBytes).toBe(true);
    expect(complete && size > TABLE_LIMITS.headBytes).toBe(false);
    const pieces: Uint8Array[] = [];
    for await (const piece of stream) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  }
});

test('a stream that breaks off within the head says so, and one left alone is closed', async () => {
  async function* broken(): AsyncGenerator<Uint8Array, void, undefined> {
    yield Buffer.from('a,b\n');
    throw new Error('connection lost');
  }
  await expect(peekHead(broken())).rejects.toThrow('connection lost');
  let closed = false;
  async function* watched(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* inPieces(FILE);
    } finally {
      closed = true;
    }
  }
  const { stream } = await peekHead(watched());
  for await (const _piece of stream) break;
  expect(closed).toBe(true);
});
