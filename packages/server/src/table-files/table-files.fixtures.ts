import { strToU8, zipSync, type Zippable } from 'fflate';

import type { CsvLayout, Delimiter, TableLayout } from './layout.ts';
import { openTable } from './open-table.ts';
import type { RowProblem, TableBatch, TextEncoding } from './table-batch.ts';

/** Test material of this folder: files as creators make them, written by other means than the product's. */

export interface CsvForm {
  delimiter: Delimiter;
  newline: '\n' | '\r\n' | '\r';
  encoding: TextEncoding;
  quoteAll?: boolean;
  lastNewline?: boolean;
}

export function writeCsv(rows: readonly (readonly string[])[], form: CsvForm): Buffer {
  const cell = (value: string): string =>
    form.quoteAll === true ||
    value === '' ||
    /["\r\n]/.test(value) ||
    value.includes(form.delimiter) ||
    value !== value.trim()
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  const text =
    rows.map((row) => row.map(cell).join(form.delimiter)).join(form.newline) +
    (form.lastNewline === false ? '' : form.newline);
  return encode(text, form.encoding);
}

const CP1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function encode(text: string, encoding: TextEncoding): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8-bom':
      return Buffer.from(`\ufeff${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from(
        Array.from(text, (c) => (CP1252_HIGH.includes(c) ? 0x80 + CP1252_HIGH.indexOf(c) : c.charCodeAt(0))),
      );
  }
}

export function csvLayout(headers: readonly string[], overrides: Partial<CsvLayout> = {}): CsvLayout {
  return {
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    sepLine: false,
    encodingSample: null,
    headerRow: 0,
    headerLine: 1,
    rowsBeforeHeader: 0,
    minCells: headers.length,
    columns: headers.map((header, index) => ({ index, header, samples: [] })),
    ...overrides,
  };
}

/** The bytes as a network would bring them: in pieces of the given sizes, over and over. */
export async function* inPieces(
  bytes: Uint8Array,
  sizes: readonly number[] = [65_536],
): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

export interface ReadTable {
  rows: string[][];
  lines: number[];
  /** As `code@record:line`. */
  problems: string[];
  /** As `record:column`. */
  damaged: string[];
  batches: TableBatch[];
}

/** Reads all of a table and checks that record numbers run on without a gap. */
export async function readAll(batches: AsyncIterable<TableBatch>): Promise<ReadTable> {
  const table: ReadTable = { rows: [], lines: [], problems: [], damaged: [], batches: [] };
  for await (const batch of batches) {
    if (batch.firstRecord !== table.rows.length + 1)
      throw new Error(`batch begins at ${batch.firstRecord} after ${table.rows.length} rows`);
    const record = (one: { index: number }): number => batch.firstRecord + one.index;
    table.problems.push(...batch.problems.map((one: RowProblem) => `${one.code}@${record(one)}:${one.line}`));
    table.damaged.push(...batch.damaged.map((one) => `${record(one)}:${one.column}`));
    table.rows.push(...batch.rows);
    table.lines.push(...batch.lines);
    table.batches.push(batch);
  }
  return table;
}

export function readBytes(
  bytes: Uint8Array,
  layout: TableLayout,
  sizes?: readonly number[],
): Promise<ReadTable> {
  return readAll(openTable({ stream: inPieces(bytes, sizes) }, layout));
}

export interface WorkbookForm {
  /** Sheet XML by sheet name: the inside of `<sheetData>`. */
  sheets: Record<string, string>;
  sharedStrings?: readonly string[];
  styles?: string;
  workbookPr?: string;
  hidden?: readonly string[];
  extra?: Zippable;
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook with the parts that Excel writes, and no others. */
export function writeWorkbook(form: WorkbookForm): Uint8Array {
  const names = Object.keys(form.sheets);
  const sheets = names.map(
    (name, i) =>
      `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${form.hidden?.includes(name) ? ' state="hidden"' : ''}/>`,
  );
  const relations = names.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  relations.push(
    `<Relationship Id="rIdS" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/>`,
    `<Relationship Id="rIdT" Type="${REL}/styles" Target="/xl/styles.xml"/>`,
  );
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${REL}">${form.workbookPr ?? ''}<sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${NS}>${form.styles ?? ''}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${NS}>${(form.sharedStrings ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`,
  };
  names.forEach(
    (name, i) =>
      (parts[`xl/worksheets/sheet${i + 1}.xml`] =
        `<?xml version="1.0" encoding="UTF-8"?><worksheet ${NS}><sheetData>${form.sheets[name]}</sheetData></worksheet>`),
  );
  return zipSync({
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
    ...form.extra,
  });
}

/** Text as SpreadsheetML has it, with characters that XML forbids as `_xHHHH_`. */
export function escapeXml(text: string): string {
  return text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replace(
      /[\0-\x08\x0b-\x1f\ufffe\uffff]/g,
      (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
    .replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/\r/g, '&#13;');
}

export function columnName(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}

export function inlineRow(number: number, cells: readonly string[]): string {
  const xml = cells.map(
    (cell, i) =>
      `<c r="${columnName(i)}${number}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`,
  );
  return `<row r="${number}">${xml.join('')}</row>`;
}
