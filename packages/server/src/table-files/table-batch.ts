/**
 * What every table reader of this folder hands out, whatever the file was: batches of rows of text, each with
 * the number of its record and its place in the file, and the rows that cannot be trusted, with the reason.
 * Cells are reached by column index only: a header named `__proto__` is text like any other.
 */

export type TextEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Limits of one upload. Lengths are in UTF-16 code units, which for CSV is at most the bytes of the file. */
export const TABLE_LIMITS = {
  /** What `detectLayout` may look at. */
  headBytes: 256 * 1024,
  /** A quote that is still open after this many characters counts as never closed. */
  recordChars: 64 * 1024,
  fieldChars: 8 * 1024,
  columns: 100,
  /** Cells kept of a row that has too many: enough to show the row, not enough to hurt. */
  cellsKept: 200,
  /** What is decoded, parsed and handed on between two turns of the event loop. */
  blockBytes: 64 * 1024,
} as const;

export type RowProblemCode =
  | 'TOO_FEW_CELLS'
  | 'TOO_MANY_CELLS'
  | 'UNCLOSED_QUOTE'
  | 'STRAY_QUOTE'
  | 'RECORD_TOO_LONG'
  | 'FIELD_TOO_LONG'
  | 'NUL_BYTE'
  | 'BAD_ENCODING'
  | 'REPEATED_HEADER';

/** A row that was read, but not as its author meant it. One per row: the first cause found. */
export interface RowProblem {
  /** Index into `rows` of the same batch. */
  index: number;
  code: RowProblemCode;
  /** 1-based line of the file (row of the sheet) where the cause is; it may lie after the row's first line. */
  line: number;
}

/** A number that a spreadsheet has rounded or cut: the digits it stood for are gone. Only xlsx can tell. */
export interface DamagedCell {
  /** Index into `rows` of the same batch. */
  index: number;
  column: number;
}

export interface TableBatch {
  /** 1-based number of `rows[0]` among the data rows; header, title and blank rows are not counted. */
  firstRecord: number;
  /** Cells as text, never shorter than the layout's columns. Longer only with the problem TOO_MANY_CELLS. */
  rows: string[][];
  /** 1-based line of the file (xlsx: row of the sheet) on which each row begins. */
  lines: number[];
  problems: RowProblem[];
  damaged: DamagedCell[];
  /** Bytes of the file (xlsx: of the sheet's XML) consumed up to the end of this batch. */
  bytesRead: number;
  /** The encoding in use, null for xlsx. It changes once when a file that began as ASCII proves to be Windows-1252. */
  encoding: TextEncoding | null;
}

export type TableFileErrorCode =
  'BAD_WORKBOOK' | 'NOT_A_WORKBOOK' | 'WORKBOOK_TOO_LARGE' | 'WORKBOOK_ENCRYPTED' | 'NO_SUCH_SHEET';

/** The file as a whole cannot be read further. `code` is stable, `message` is for a person. */
export class TableFileError extends Error {
  readonly code: TableFileErrorCode;

  constructor(code: TableFileErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TableFileError';
    this.code = code;
  }
}

interface RowProblemText {
  /** An error row must not be applied; a warning row may. */
  severity: 'error' | 'warning';
  sentence: (line: number) => string;
}

/** Severity and sentence of every row problem: what is wrong, where, and how to mend it. */
export const ROW_PROBLEMS: Readonly<Record<RowProblemCode, RowProblemText>> = {
  TOO_FEW_CELLS: {
    severity: 'error',
    sentence: (line) =>
      `Line ${line} has fewer cells than the header. Add the missing cells, empty ones too.`,
  },
  TOO_MANY_CELLS: {
    severity: 'error',
    sentence: (line) =>
      `Line ${line} has more cells than the header. A value that holds the separator must stand in double quotes.`,
  },
  UNCLOSED_QUOTE: {
    severity: 'error',
    sentence: (line) =>
      `A double quote on line ${line} is never closed. Close it, or write it twice to mean a quote.`,
  },
  STRAY_QUOTE: {
    severity: 'warning',
    sentence: (line) =>
      `Line ${line} has text after a closing double quote; the cell was read as it stands. Write a quote inside a quoted cell twice.`,
  },
  RECORD_TOO_LONG: {
    severity: 'error',
    sentence: (line) => `The row on line ${line} is longer than 65,536 characters and was cut. Shorten it.`,
  },
  FIELD_TOO_LONG: {
    severity: 'error',
    sentence: (line) => `The row on line ${line} has a cell of more than 8,192 characters. Shorten it.`,
  },
  NUL_BYTE: {
    severity: 'error',
    sentence: (line) => `The row on line ${line} holds NUL bytes (shown as ␀). Write the row again.`,
  },
  BAD_ENCODING: {
    severity: 'error',
    sentence: (line) =>
      `The row on line ${line} is not in the encoding of the rest of the file; the letters shown are a guess. Save the file as UTF-8.`,
  },
  REPEATED_HEADER: {
    severity: 'warning',
    sentence: (line) => `Line ${line} repeats the header. It was not read as a row.`,
  },
};
