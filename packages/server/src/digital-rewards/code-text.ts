import { cleanCell, safeUrl } from '../table-files/cell-values.ts';

/** Longer than any link that a browser takes. */
const LONGEST_CODE = 2048;

const HEADER =
  /^(?:(?:access|activation|coupon|digital|discount|download|game|gift|promo|redeem|redemption|reward|steam|unique|voucher)[ _-]*)*(?:codes?|coupons?|keys?|links?|urls?|vouchers?)$/i;
const LINK = /^[a-z][a-z0-9+.-]*:\/\/|^(?:blob|data|file|javascript|mailto|vbscript):/i;
const ROUNDED = /^\d(?:[.,]\d+)?E\+?\d+$/i;

/** Whether a cell is the head of a column of codes: `Code`, `Download URL`, `steam_key`. */
export function isCodeHeader(cell: string): boolean {
  return HEADER.test(cleanCell(cell));
}

/** Whether a code is a link that can be followed; everything else is to be copied. */
export function isLink(code: string): boolean {
  return safeUrl(code) !== null;
}

/** A code as it is compared and kept: what cannot be seen is taken off, capitals stay. */
export function cleanCode(raw: string): string {
  return cleanCell(raw);
}

/** What is wrong with a code, to be said after "The code at position 3"; null when it can be given. */
export function codeProblem(code: string): string | null {
  if (code === '') return 'is blank';
  if (code.length > LONGEST_CODE) return `is longer than ${LONGEST_CODE.toLocaleString('en-US')} characters`;
  if (/\p{Cc}|\p{Cs}/u.test(code)) return 'holds characters that are no text';
  if (ROUNDED.test(code))
    return 'is a number that a spreadsheet has rounded; take it from the original list, in a column formatted as text';
  if (LINK.test(code) && !isLink(code))
    return 'is a link that is not http or https, or that holds a password';
  return null;
}

/**
 * The codes of a pasted text, in its order: separated by commas, one a line, or a CSV file. Of a file with several
 * columns the one called `Code` (or key, link, URL …) is taken. A code with a comma in it stands in double quotes.
 */
export function codesIn(text: string): string[] {
  const delimiter = [',', ';', '\t'].find((one) => text.includes(one)) ?? ',';
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/[\r\n]+/)
    .map((line) => cellsOf(line, delimiter))
    .filter((cells) => cells.some((cell) => cell !== ''));
  const [head, ...below] = rows;
  if (!head) return [];
  const column = head.findIndex(isCodeHeader);
  if (column < 0) return rows.flat().filter((cell) => cell !== '');
  if (head.length === 1 || below.length === 0)
    return [...head.slice(column + 1), ...below.flat()].filter((cell) => cell !== '');
  return below.map((cells) => cells[column] ?? '').filter((cell) => cell !== '');
}

/** A code never spans lines, so neither does a quoted cell here. A quote opens only where a cell begins. */
function cellsOf(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter).map(cleanCode);
  const cells = [''];
  let quoted = false;
  for (const letter of line) {
    const cell = cells.at(-1) ?? '';
    if (letter === '"' && (quoted || cell.trim() === '')) quoted = !quoted;
    if (letter === delimiter && !quoted) cells.push('');
    else cells[cells.length - 1] = cell + letter;
  }
  return cells.map((cell) => {
    const inner = /^\s*"(.*)"\s*$/.exec(cell)?.[1];
    return cleanCode(inner?.replaceAll('""', '"') ?? cell);
  });
}
