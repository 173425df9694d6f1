import { createReadStream } from 'node:fs';

import { readCsvRecords } from './csv-records.ts';
import type { TableLayout } from './layout.ts';
import { TABLE_LIMITS, type TableBatch } from './table-batch.ts';

/** Where the bytes are: a file on disk, or a stream that is read once, from its first byte. */
export type TableSource = { path: string } | { stream: AsyncIterable<Uint8Array> };

/**
 * Reads the rows of a table file as `layout` describes it, CSV and workbook alike, in batches of about 64 KiB.
 * Ending the loop early closes the file. Throws `TableFileError` when the file as a whole cannot be read on, and
 * whatever the stream throws.
 */
export function openTable(source: TableSource, layout: TableLayout): AsyncGenerator<TableBatch, void, undefined> {
  const stream = 'stream' in source ? source.stream : createReadStream(source.path, { highWaterMark: TABLE_LIMITS.blockBytes });
  if (layout.format !== 'csv') throw new Error('workbooks are not read here yet');
  return readCsvRecords(stream, layout);
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
  return { head: start.subarray(0, TABLE_LIMITS.headBytes), complete: complete && size <= TABLE_LIMITS.headBytes, stream: whole() };
}
