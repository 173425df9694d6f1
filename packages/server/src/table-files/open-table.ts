import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { readCsvRecords } from './csv-records.ts';
import type { TableLayout, WorkbookLayout } from './layout.ts';
import { TABLE_LIMITS, type TableBatch } from './table-batch.ts';
import { readXlsxRecords } from './xlsx-records.ts';

/** Where the bytes are: a file on disk, or a stream that is read once, from its first byte. */
export type TableSource = { path: string } | { stream: AsyncIterable<Uint8Array> };

/**
 * Reads the rows of a table file as `layout` describes it, CSV and workbook alike, in batches of about 64 KiB.
 * A workbook that comes as a stream is put into a temporary file first, since its directory stands at its end; whoever
 * bounds the stream bounds that file. Ending the loop early closes and removes everything.
 * Throws `TableFileError` when the file as a whole cannot be read on, and whatever the stream throws.
 */
export function openTable(
  source: TableSource,
  layout: TableLayout,
  tempDirectory: string = tmpdir(),
): AsyncGenerator<TableBatch, void, undefined> {
  if (layout.format === 'xlsx') {
    return 'path' in source
      ? readXlsxRecords(source.path, layout, tempDirectory)
      : spoolWorkbook(source.stream, layout, tempDirectory);
  }
  const stream = 'stream' in source ? source.stream : fileBytes(source.path);
  return readCsvRecords(stream, layout);
}

/** A file through one buffer: a piece is valid until the next is asked for. A read stream makes a buffer for each. */
async function* fileBytes(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafeSlow(TABLE_LIMITS.blockBytes);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function* spoolWorkbook(
  stream: AsyncIterable<Uint8Array>,
  layout: WorkbookLayout,
  tempDirectory: string,
): AsyncGenerator<TableBatch, void, undefined> {
  const folder = await mkdtemp(join(tempDirectory, 'waybill-workbook-'));
  try {
    const path = join(folder, 'workbook.xlsx');
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
    yield* readXlsxRecords(path, layout, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Takes the beginning off a stream for `detectLayout` and gives the whole stream back, first byte included.
 * `complete` says that the head is all there is. Errors of the stream come out of `stream`, and of this call when
 * they happen within the head.
 */
export async function peekHead(
  source: AsyncIterable<Uint8Array>,
): Promise<{ head: Buffer; complete: boolean; stream: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let size = 0;
  let complete = false;
  while (size < TABLE_LIMITS.headBytes) {
    const next = await iterator.next();
    if (next.done === true) {
      complete = true;
      break;
    }
    pieces.push(next.value);
    size += next.value.length;
  }
  const start = Buffer.concat(pieces);
  async function* whole(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield start;
      while (!complete) {
        const next = await iterator.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return {
    head: start.subarray(0, TABLE_LIMITS.headBytes),
    complete: complete && size <= TABLE_LIMITS.headBytes,
    stream: whole(),
  };
}
