import { markRepeatedHeaders } from './csv-records.ts';
import type { WorkbookLayout } from './layout.ts';
import type { StringPool } from './string-pool.ts';
import type { TableBatch } from './table-batch.ts';
import { chooseSheets, openWorkbook, type SheetEntry } from './xlsx-package.ts';
import { readSharedStrings } from './xlsx-shared-strings.ts';
import { createSheetCollector } from './xlsx-sheet.ts';

/** Rows to a batch: about as much text as 64 KiB of CSV. */
const BATCH_ROWS = 500;

/**
 * Reads the sheet of `layout` as batches of up to some hundred rows. Holds one piece of XML, one batch and the shared
 * strings' index. Throws `TableFileError` when the workbook turns out broken on the way.
 */
export async function* readXlsxRecords(
  path: string,
  layout: WorkbookLayout,
  tempDirectory?: string,
): AsyncGenerator<TableBatch, void, undefined> {
  const workbook = await openWorkbook(path);
  let strings: StringPool | null = null;
  try {
    const [sheet] = chooseSheets(workbook, layout.sheet);
    strings = await readSharedStrings(workbook, tempDirectory);
    const collector = createSheetCollector(workbook, strings, layout.columns.length);
    let toSkip = layout.headerRow === null ? 0 : layout.headerRow + 1;
    let recordsRead = 0;
    const takeBatch = (bytesRead: number): TableBatch => {
      const taken = collector.take(toSkip);
      toSkip -= taken.skipped;
      const batch: TableBatch = { firstRecord: recordsRead + 1, ...taken.content, bytesRead, encoding: null };
      recordsRead += batch.rows.length;
      markRepeatedHeaders(batch, layout);
      return batch;
    };
    let bytesRead = 0;
    for await (const bytes of workbook.readPart((sheet as SheetEntry).entry, collector.handlers)) {
      bytesRead = bytes;
      if (collector.rows.length < BATCH_ROWS) continue;
      const batch = takeBatch(bytes);
      if (batch.rows.length > 0) yield batch;
    }
    const last = takeBatch(bytesRead);
    if (last.rows.length > 0) yield last;
  } finally {
    strings?.close();
    workbook.close();
  }
}
