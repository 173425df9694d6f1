import { escapeFormula } from './cell-values.ts';

const NEEDS_QUOTES = /[",\n\r]|^\s|\s$/;

/**
 * One line of CSV by RFC 4180, harmless to spreadsheets: cells that would be read as formulas are escaped, and
 * `unescapeFormula` on the way in makes the round trip exact.
 */
export function csvLine(cells: readonly (string | null)[]): string {
  let line = '';
  for (let index = 0; index < cells.length; index += 1) {
    const cell = escapeFormula(cells[index] ?? '');
    if (index > 0) line += ',';
    line += NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  return `${line}\r\n`;
}

/** Excel takes CSV for UTF-8 only behind this mark. */
export const UTF8_BOM = '﻿';
