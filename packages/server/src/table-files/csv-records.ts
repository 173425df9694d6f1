import { setImmediate as nextTurn } from 'node:timers/promises';

import { createCsvParser } from './csv-parser.ts';
import type { CsvLayout } from './layout.ts';
import { TABLE_LIMITS, type TableBatch } from './table-batch.ts';
import { createStreamDecoder, type DecodedText } from './text-decoding.ts';

/**
 * Reads CSV bytes as batches of about 64 KiB of file each, in order, with the event loop let go between two.
 * Holds one block, one unfinished record and one batch, whatever the file's size or shape.
 * Fails only when `source` does; everything else is a problem of its row.
 */
export async function* readCsvRecords(
  source: AsyncIterable<Uint8Array>,
  layout: CsvLayout,
): AsyncGenerator<TableBatch, void, undefined> {
  const decoder = createStreamDecoder(layout.encoding);
  const parser = createCsvParser({
    delimiter: layout.delimiter,
    width: layout.columns.length,
    minCells: layout.minCells,
  });
  let toSkip = (layout.sepLine ? 1 : 0) + (layout.headerRow === null ? 0 : layout.headerRow + 1);
  let recordsRead = 0;
  let bytesRead = 0;

  function takeBatch(): TableBatch {
    const skipped = Math.min(toSkip, parser.rows.length);
    if (skipped > 0) {
      toSkip -= skipped;
      parser.rows.splice(0, skipped);
      parser.lines.splice(0, skipped);
      parser.problems = parser.problems.filter((problem) => problem.index >= skipped);
      for (const problem of parser.problems) problem.index -= skipped;
    }
    const { rows, lines, problems } = parser;
    const batch: TableBatch = {
      firstRecord: recordsRead + 1,
      rows,
      lines,
      problems,
      damaged: [],
      bytesRead,
      encoding: decoder.encoding(),
    };
    recordsRead += rows.length;
    parser.rows = [];
    parser.lines = [];
    parser.problems = [];
    markRepeatedHeaders(batch, layout);
    return batch;
  }

  const feed = (decoded: DecodedText): void => parser.push(decoded.text, decoded.marks);
  for await (const block of inBlocks(source)) {
    bytesRead += block.length;
    feed(decoder.decode(block));
    if (parser.rows.length > 0) {
      const batch = takeBatch();
      if (batch.rows.length > 0) yield batch;
    }
    await nextTurn();
  }
  feed(decoder.end());
  parser.end();
  const last = takeBatch();
  if (last.rows.length > 0) yield last;
}

/** Files stitched together from several exports repeat their header; such a line is no order. */
export function markRepeatedHeaders(
  batch: TableBatch,
  layout: Pick<CsvLayout, 'headerRow' | 'columns'>,
): void {
  if (layout.headerRow === null) return;
  const first = layout.columns[0]?.header;
  for (let index = 0; index < batch.rows.length; index++) {
    const row = batch.rows[index] as string[];
    if (row[0] !== first || !layout.columns.every((column, at) => row[at] === column.header)) continue;
    if (batch.problems.some((problem) => problem.index === index)) continue;
    batch.problems.push({ index, code: 'REPEATED_HEADER', line: batch.lines[index] as number });
    batch.problems.sort((a, b) => a.index - b.index);
  }
}

/**
 * Cuts and joins whatever pieces the network brings to blocks of one size. Without joining, a sender of tiny pieces
 * would have an unfinished record scanned again for each of them. A block is valid until the next is asked for.
 */
async function* inBlocks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  const block = Buffer.allocUnsafeSlow(TABLE_LIMITS.blockBytes);
  let filled = 0;
  for await (const piece of source) {
    let taken = 0;
    while (taken < piece.length) {
      const some = Math.min(piece.length - taken, block.length - filled);
      block.set(piece.subarray(taken, taken + some), filled);
      taken += some;
      filled += some;
      if (filled === block.length) {
        yield block;
        filled = 0;
      }
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
