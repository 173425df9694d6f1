import { createCsvParser } from './csv-parser.ts';
import { detectEncoding } from './encoding-detection.ts';
import { readSignature } from './file-signature.ts';
import { isKnownHeader } from './header-aliases.ts';
import { findHeaderRow, usualCellCount } from './header-row.ts';
import { TABLE_LIMITS, type TableFileErrorCode, type TextEncoding } from './table-batch.ts';
import { createStreamDecoder } from './text-decoding.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface TableColumn {
  /** 0-based position; the only handle of a column. */
  index: number;
  /** As it stands in the file, '' without a header. Two columns may have the same. */
  header: string;
  /** Up to three different values from the first rows, cut at 200 characters. */
  samples: string[];
}

interface LayoutBase {
  /** 0-based index of the header among the records that are not blank (the `sep=` line left out); null = no header. */
  headerRow: number | null;
  /** 1-based line (row of the sheet) of the header. */
  headerLine: number | null;
  /** Records above the header: titles, dates. They are not rows. */
  rowsBeforeHeader: number;
  /** A row with fewer cells than this is reported as ragged. */
  minCells: number;
  columns: TableColumn[];
}

export interface CsvLayout extends LayoutBase {
  format: 'csv';
  encoding: TextEncoding;
  delimiter: Delimiter;
  /** Whether the first line is Excel's `sep=;`. */
  sepLine: boolean;
  /** A cell with a letter beyond ASCII, by which a person can judge the encoding; null when there is none. */
  encodingSample: string | null;
}

export interface WorkbookLayout extends LayoutBase {
  format: 'xlsx';
  /** Name of the sheet that is read. */
  sheet: string;
  /** Names of all sheets, in their order. */
  sheets: string[];
}

/** Plain JSON throughout: it is stored with the operation. */
export type TableLayout = CsvLayout | WorkbookLayout;

export type LayoutRefusalCode =
  | 'EMPTY_FILE'
  | 'NOT_A_TABLE'
  | 'NO_ROWS'
  | 'TOO_MANY_COLUMNS'
  | Exclude<TableFileErrorCode, 'NOT_A_WORKBOOK'>;

export type LayoutResult =
  | { kind: 'layout'; layout: TableLayout }
  /** A ZIP that may be a workbook: its directory stands at its end, so `detectWorkbookLayout` must see the file. */
  | { kind: 'workbook' }
  | { kind: 'refusal'; code: LayoutRefusalCode; message: string };

export interface LayoutOptions {
  /** For messages only; the bytes decide. */
  fileName?: string;
  /** Whether `head` is the whole file. Default: it is when it is shorter than TABLE_LIMITS.headBytes. */
  complete?: boolean;
  /** What a person has decided instead of the guess. */
  encoding?: TextEncoding;
  delimiter?: Delimiter;
  headerRow?: number | null;
}

/** Records that are looked at. */
const RECORDS_TRIED = 50;

/**
 * Finds out how a table file is to be read from its first bytes (up to TABLE_LIMITS.headBytes; more is ignored).
 * Takes some milliseconds whatever the bytes are, and never throws: what is no table is refused with a stable code.
 */
export function detectLayout(head: Uint8Array, options: LayoutOptions = {}): LayoutResult {
  const complete = options.complete ?? head.length < TABLE_LIMITS.headBytes;
  const bytes = head.subarray(0, TABLE_LIMITS.headBytes);
  const named = options.fileName === undefined ? 'The file' : `“${options.fileName.slice(0, 120)}”`;
  if (bytes.length === 0) return refuse('EMPTY_FILE', `${named} is empty. Export the table again.`);

  const signature = readSignature(bytes);
  if (signature.kind === 'workbook') return { kind: 'workbook' };
  if (signature.kind === 'foreign')
    return refuse('NOT_A_TABLE', `${named} is ${signature.format}, not a table. ${signature.advice}`);
  const encoding = options.encoding ?? detectEncoding(bytes);
  if (encoding === null) {
    return refuse(
      'NOT_A_TABLE',
      `${named} holds binary data, not a table. Save the table as CSV UTF-8 or .xlsx.`,
    );
  }

  const text = decodeHead(bytes, encoding);
  if (text.trim() === '')
    return refuse('EMPTY_FILE', `${named} holds nothing but blank lines. Export the table again.`);
  const sep = /^"?sep=([,;|\t])"?(?:\r\n|\r|\n)/i.exec(text);
  const delimiter =
    options.delimiter ?? (sep?.[1] as Delimiter | undefined) ?? detectDelimiter(text, complete);
  const parsed = parseHead(text, delimiter, complete);
  const records = sep === null ? parsed.rows : parsed.rows.slice(1);
  const lines = sep === null ? parsed.lines : parsed.lines.slice(1);

  const found = describeRecords(records, lines, { named, complete, headerRow: options.headerRow });
  if (found.kind === 'refusal') return found;
  const sample = records.flat().find((cell) => /[^\0-\x7f]/.test(cell));
  return {
    kind: 'layout',
    layout: {
      format: 'csv',
      encoding,
      delimiter,
      sepLine: sep !== null,
      encodingSample: sample === undefined ? null : sample.slice(0, 200),
      ...found.base,
    },
  };
}

type Described = { kind: 'base'; base: LayoutBase } | Extract<LayoutResult, { kind: 'refusal' }>;

/** Header, columns and samples from the first records of a table, CSV or sheet alike. */
export function describeRecords(
  records: readonly string[][],
  lines: readonly number[],
  options: { named: string; complete: boolean; headerRow?: number | null | undefined },
): Described {
  const tried = records.slice(0, RECORDS_TRIED);
  if (tried.length === 0)
    return refuse('EMPTY_FILE', `${options.named} holds no rows. Export the table again.`);
  const headerRow = options.headerRow === undefined ? findHeaderRow(tried) : options.headerRow;
  const header = headerRow === null ? null : (tried[headerRow] ?? []);
  const rows = tried.slice(headerRow === null ? 0 : headerRow + 1);

  const filled = rows.map(withoutBlankEnd);
  const usual = usualCellCount(filled);
  const named = header === null ? 0 : withoutBlankEnd(header).length;
  // Below a header, cells beyond it make columns only when most rows have them; else those rows are ragged.
  const beyond = filled.filter((row) => row.length > named).length;
  const width = named > 0 && beyond * 2 <= filled.length ? named : Math.max(named, usual);
  if (width === 0)
    return refuse('EMPTY_FILE', `${options.named} holds nothing but blank cells. Export the table again.`);
  if (width > TABLE_LIMITS.columns) {
    return refuse(
      'TOO_MANY_COLUMNS',
      `${options.named} has more than ${TABLE_LIMITS.columns} columns. Delete the columns that are not needed and upload it again.`,
    );
  }
  if (rows.length === 0 && options.complete) {
    return refuse(
      'NO_ROWS',
      `${options.named} has a header and no rows below it. Fill in the rows and upload it again.`,
    );
  }
  const columns = Array.from({ length: width }, (_, index): TableColumn => {
    const values = new Set<string>();
    for (const row of rows) {
      const value = (row[index] ?? '').trim();
      if (value !== '' && values.size < 3) values.add(value.slice(0, 200));
    }
    return { index, header: header?.[index] ?? '', samples: [...values] };
  });
  return {
    kind: 'base',
    base: {
      headerRow,
      headerLine: headerRow === null ? null : (lines[headerRow] ?? null),
      rowsBeforeHeader: headerRow ?? 0,
      minCells: Math.min(width, usualCellCount(rows)),
      columns,
    },
  };
}

export function refuse(code: LayoutRefusalCode, message: string): Extract<LayoutResult, { kind: 'refusal' }> {
  return { kind: 'refusal', code, message };
}

function decodeHead(bytes: Uint8Array, encoding: TextEncoding): string {
  return createStreamDecoder(encoding).decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).text;
}

/** The first records. A record that the head cuts off counts when nothing else does: a header may be that long. */
function parseHead(
  text: string,
  delimiter: string,
  complete: boolean,
): { rows: string[][]; lines: number[] } {
  const parser = createCsvParser({ delimiter, width: 0, minCells: 0 });
  for (let at = 0; at < text.length && parser.rows.length <= RECORDS_TRIED; at += TABLE_LIMITS.recordChars) {
    parser.push(text.slice(at, at + TABLE_LIMITS.recordChars));
  }
  if (complete || parser.rows.length === 0) parser.end();
  return { rows: parser.rows, lines: parser.lines };
}

/**
 * The delimiter under which most records have the same number of cells, more than one. Among equals the one whose
 * header is known wins, then the one with more cells. A file of one column gets one that does not occur in it.
 */
function detectDelimiter(text: string, complete: boolean): Delimiter {
  let best: { delimiter: Delimiter; score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    if (!text.includes(delimiter)) continue;
    const records = parseHead(text, delimiter, complete).rows.slice(0, RECORDS_TRIED);
    const counts = records.map((record) => record.length).filter((count) => count > 1);
    if (counts.length * 2 < records.length) continue;
    const usual = usualCellCount(records.filter((record) => record.length > 1));
    const share = counts.filter((count) => count === usual).length / records.length;
    const known = Math.max(
      0,
      ...records
        .slice(0, 20)
        .map((record) => record.slice(0, TABLE_LIMITS.columns).filter(isKnownHeader).length),
    );
    const score = share + 0.2 * Math.min(known, 5) + Math.min(usual, 100) / 10_000;
    if (best === null || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter ?? DELIMITERS.find((delimiter) => !text.includes(delimiter)) ?? ',';
}

function withoutBlankEnd(record: string[]): string[] {
  let length = record.length;
  while (length > 0 && (record[length - 1] as string).trim() === '') length -= 1;
  return record.slice(0, length);
}
