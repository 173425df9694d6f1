import type { StringPool } from './string-pool.ts';
import { TABLE_LIMITS, type DamagedCell, type RowProblem } from './table-batch.ts';
import type { WorkbookPackage } from './xlsx-package.ts';
import { decodeEscapes } from './xlsx-values.ts';
import { damaged as damagedWorkbook, type XmlHandlers } from './xlsx-xml.ts';

const MAX_ROWS = 1_048_576;

interface SheetContent {
  rows: string[][];
  lines: number[];
  problems: RowProblem[];
  damaged: DamagedCell[];
}

export interface SheetCollector extends SheetContent {
  handlers: XmlHandlers;
  /** Hands over what was gathered, without the first `skip` rows. */
  take: (skip: number) => { skipped: number; content: SheetContent };
}

/** Turns the tags of a worksheet into rows. `width` as in the CSV parser: 0 takes rows as they come. */
export function createSheetCollector(
  workbook: WorkbookPackage,
  strings: StringPool,
  width: number,
): SheetCollector {
  const template: string[] = Array.from({ length: width }, () => '');
  let row: string[] = [];
  let rowNumber = 0;
  let column = -1;
  let rowProblem: RowProblem['code'] | null = null;
  let rowDamaged: number[] = [];
  let type: string | undefined;
  let style: string | undefined;
  let text = '';
  let inValue = false;
  let inPhonetic = false;

  function open(name: string, attributes: Record<string, string>): void {
    if (name === 'v' || name === 't') inValue = !inPhonetic;
    else if (name === 'c') {
      column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r']);
      type = attributes['t'];
      style = attributes['s'];
      text = '';
    } else if (name === 'row') {
      const number = attributes['r'] === undefined ? rowNumber + 1 : Number(attributes['r']);
      if (!Number.isInteger(number) || number <= rowNumber || number > MAX_ROWS)
        throw damagedWorkbook('its rows are out of order');
      rowNumber = number;
      row = template.slice();
      column = -1;
      rowProblem = null;
      rowDamaged = [];
    } else if (name === 'rPh') inPhonetic = true;
  }

  function close(name: string): void {
    if (name === 'v' || name === 't') inValue = false;
    else if (name === 'c') closeCell();
    else if (name === 'row') closeRow();
    else if (name === 'rPh') inPhonetic = false;
  }

  function closeCell(): void {
    if (text === '') return;
    let value = text;
    if (type === 's') {
      const shared = strings.get(Number(text));
      if (shared === undefined) throw damagedWorkbook('a cell points to a text that is not there');
      value = shared;
    } else if (type === 'b') value = text.trim() === '1' ? 'TRUE' : 'FALSE';
    else if (type === 'inlineStr' || type === 'str') value = decodeEscapes(text);
    else if (type === undefined || type === 'n') {
      const shown = workbook.formats.show(text.trim(), style);
      value = shown.text;
      if (shown.damaged && column < TABLE_LIMITS.cellsKept) rowDamaged.push(column);
    }
    if (value === '') return;
    if (value.length > TABLE_LIMITS.fieldChars) rowProblem ??= 'FIELD_TOO_LONG';
    if (width > 0 && column >= width && value.trim() !== '') rowProblem ??= 'TOO_MANY_CELLS';
    if (column >= TABLE_LIMITS.cellsKept) return;
    while (row.length < column) row.push('');
    row[column] = value;
  }

  function closeRow(): void {
    if (row.every((cell) => cell.trim() === '')) return;
    if (width > 0 && rowProblem !== 'TOO_MANY_CELLS' && row.length > width) row.length = width;
    const index = collector.rows.length;
    if (rowProblem !== null) collector.problems.push({ index, code: rowProblem, line: rowNumber });
    for (const at of rowDamaged) collector.damaged.push({ index, column: at });
    collector.rows.push(row);
    collector.lines.push(rowNumber);
  }

  const collector: SheetCollector = {
    rows: [],
    lines: [],
    problems: [],
    damaged: [],
    handlers: {
      open,
      close,
      text: (piece) => {
        if (inValue && text.length < TABLE_LIMITS.recordChars)
          text += piece.slice(0, TABLE_LIMITS.recordChars);
      },
    },
    take: (skip) => {
      const skipped = Math.min(skip, collector.rows.length);
      const kept = <One extends { index: number }>(found: One[]): One[] =>
        found.filter((one) => one.index >= skipped).map((one) => ({ ...one, index: one.index - skipped }));
      const content: SheetContent = {
        rows: skipped === 0 ? collector.rows : collector.rows.slice(skipped),
        lines: skipped === 0 ? collector.lines : collector.lines.slice(skipped),
        problems: skipped === 0 ? collector.problems : kept(collector.problems),
        damaged: skipped === 0 ? collector.damaged : kept(collector.damaged),
      };
      collector.rows = [];
      collector.lines = [];
      collector.problems = [];
      collector.damaged = [];
      return { skipped, content };
    },
  };
  return collector;
}

/** 0-based column of a cell reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
    if (column > 16_384) throw damagedWorkbook('a cell lies beyond the last column');
  }
  if (column === 0) throw damagedWorkbook('a cell has no column');
  return column - 1;
}
