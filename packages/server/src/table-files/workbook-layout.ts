import { describeRecords, refuse, type LayoutResult, type WorkbookLayout } from './layout.ts';
import type { StringPool } from './string-pool.ts';
import { TableFileError } from './table-batch.ts';
import { chooseSheets, openWorkbook } from './xlsx-package.ts';
import { readSharedStrings } from './xlsx-shared-strings.ts';
import { createSheetCollector } from './xlsx-sheet.ts';

const RECORDS_TRIED = 50;
const FIRST_TEXTS = 20_000;

export interface WorkbookLayoutOptions {
  /** For messages only. */
  fileName?: string;
  /** Which sheet to read; default: the first visible one that is not empty. */
  sheet?: string;
  headerRow?: number | null;
  /** Where a temporary file may go. */
  tempDirectory?: string;
}

/** The same as `detectLayout` for a workbook, which must be a file: a ZIP is read from its end. Never throws for what is in the file. */
export async function detectWorkbookLayout(
  path: string,
  options: WorkbookLayoutOptions = {},
): Promise<LayoutResult> {
  const named = options.fileName === undefined ? 'The file' : `“${options.fileName.slice(0, 120)}”`;
  try {
    // Texts are numbered by first use, so the first rows need the first of them; a file sorted later may need more.
    return await describeWorkbook(path, named, options, FIRST_TEXTS).catch(() =>
      describeWorkbook(path, named, options, Number.POSITIVE_INFINITY),
    );
  } catch (error) {
    if (!(error instanceof TableFileError)) throw error;
    return error.code === 'NOT_A_WORKBOOK'
      ? refuse('NOT_A_TABLE', `${named} is ${error.message}`)
      : refuse(error.code, error.message);
  }
}

async function describeWorkbook(
  path: string,
  named: string,
  options: WorkbookLayoutOptions,
  texts: number,
): Promise<LayoutResult> {
  const workbook = await openWorkbook(path);
  let strings: StringPool | null = null;
  try {
    strings = await readSharedStrings(workbook, options.tempDirectory, texts);
    for (const sheet of chooseSheets(workbook, options.sheet)) {
      const collector = createSheetCollector(workbook, strings, 0);
      for await (const _bytes of workbook.readPart(sheet.entry, collector.handlers)) {
        if (collector.rows.length > RECORDS_TRIED) break;
      }
      if (collector.rows.length === 0) continue;
      const complete = collector.rows.length <= RECORDS_TRIED;
      const found = describeRecords(collector.rows, collector.lines, {
        named,
        complete,
        headerRow: options.headerRow,
      });
      if (found.kind === 'refusal') return found;
      const layout: WorkbookLayout = {
        format: 'xlsx',
        sheet: sheet.name,
        sheets: workbook.sheets.map((one) => one.name),
        ...found.base,
        minCells: 0,
      };
      return { kind: 'layout', layout };
    }
    return refuse('EMPTY_FILE', `${named} has no sheet with anything in it. Export the table again.`);
  } finally {
    strings?.close();
    workbook.close();
  }
}
