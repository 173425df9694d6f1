/** Normalisers for single cells. All are pure, take the cell as it stands in the file, and never throw. */

/** Byte order marks, zero-width characters, bidirectional marks: invisible, and fatal to a comparison. */
const INVISIBLE = /[\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad]/g;
const INVISIBLE_IN_TEXT = /[\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad]/g;
const NEEDS_CARE = /[^\x21-\x7e]|^=|^'/;

/**
 * A cell as its author sees it: invisible characters gone, any run of spaces a plain one (line ends inside the cell
 * stay), ends trimmed, and the tricks by which people keep Excel's hands off a number (`="9400…"`, `'9400…`) undone.
 * The `'` goes only from one word with a digit in it: `'t Hart` is a name.
 */
export function cleanCell(raw: string): string {
  return cleaned(raw, INVISIBLE);
}

/** As `cleanCell`, for what people read: names of Persian and India, and families of emoji, are held together by joiners. */
export function cleanText(raw: string): string {
  return cleaned(raw, INVISIBLE_IN_TEXT);
}

function cleaned(raw: string, invisible: RegExp): string {
  if (!NEEDS_CARE.test(raw)) return raw;
  const text = raw
    .replace(invisible, '')
    .replace(/[^\S\r\n]+/g, ' ')
    .trim();
  const formula = /^="([^"]*)"$/.exec(text);
  if (formula) return (formula[1] as string).trim();
  return /^'(?=\D*\d)[\p{L}\p{N}-]+$/u.test(text) ? text.slice(1) : text;
}

const SCIENTIFIC = /^\d([.,]\d+)?E\+?\d+$/i;
const TRUNCATED = /^\d{15}0+$/;

export type ExcelDamage = 'EXCEL_SCIENTIFIC' | 'EXCEL_TRUNCATED';

/** How a spreadsheet has damaged a number (domain.md §3.4), or null. The digits are gone: never repair, only report. */
export function excelDamage(clean: string): ExcelDamage | null {
  if (SCIENTIFIC.test(clean)) return 'EXCEL_SCIENTIFIC';
  return TRUNCATED.test(clean) ? 'EXCEL_TRUNCATED' : null;
}

/** A cell's key, or why it has none. `key` is '' for a blank cell. */
export type KeyResult = { key: string; problem: null } | { key: null; problem: ExcelDamage };

const PLAIN_DIGITS = /^[1-9]\d*$/;
const NUMERIC_KEY = /^#?\s*(\d+)(?:\.0+)?$/;
const GROUPED_KEY = /^#?\s*(\d{1,3}(?:,\d{3})+)(?:\.0+)?$/;

/**
 * The form in which pledge IDs, backer numbers and order numbers are compared: `1001`, `001001`, `1001.0`, `1,001` and
 * `#1001` are all `1001` (domain.md §3.3); anything else is itself, upper-cased, without a leading `#`.
 */
export function plainKey(raw: string): KeyResult {
  if (PLAIN_DIGITS.test(raw) && raw.length < 16) return { key: raw, problem: null };
  const text = cleanCell(raw);
  const damage = excelDamage(text);
  if (damage !== null) return { key: null, problem: damage };
  const digits = NUMERIC_KEY.exec(text)?.[1] ?? GROUPED_KEY.exec(text)?.[1]?.replaceAll(',', '');
  if (digits !== undefined) return { key: digits.replace(/^0+(?=\d)/, ''), problem: null };
  return { key: text.replace(/^#\s*/, '').toUpperCase(), problem: null };
}

/** The form in which e-mail addresses are compared: the whole address, lower case. '' when it is no address. */
export function emailKey(raw: string): string {
  const text = cleanCell(raw)
    .replace(/^mailto:/i, '')
    .replace(/^.*<([^<>]+)>$/, '$1')
    .toLowerCase();
  return text.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(text) ? text : '';
}

const DANGEROUS = /^'*[=+\-@\t\r＝＋－＠]/;

/**
 * Makes a value harmless to spreadsheets by a leading `'` (OWASP ASVS 1.2.10, and the four full-width signs).
 * A value that already looks escaped is escaped once more: else `'=x` and `=x` would come back as the same.
 */
export function escapeFormula(value: string): string {
  return DANGEROUS.test(value) ? `'${value}` : value;
}

/** The exact inverse of `escapeFormula`: `unescapeFormula(escapeFormula(v)) === v` for every string. */
export function unescapeFormula(cell: string): string {
  return cell.charCodeAt(0) === 39 && DANGEROUS.test(cell) ? cell.slice(1) : cell;
}

/** The URL in its normal form when it is http or https, without user or password and of at most 2,048 characters; else null. */
export function safeUrl(raw: string): string | null {
  const text = cleanCell(raw);
  if (text === '' || text.length > 2048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.href;
}

/** Which of two numbers before a year is the day; a creator may tell for a whole file. */
export type DateOrder = 'DAY_FIRST' | 'MONTH_FIRST';

export type DateResult =
  /** `YYYY-MM-DD`, or `YYYY-MM-DDTHH:mm:ss` with the offset the cell named, if any. '' for a blank cell. */
  { date: string; problem: null } | { date: null; problem: 'BAD_DATE' | 'AMBIGUOUS_DATE' };

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})/;
const TIME =
  /^(?:T|,? )\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads ISO dates, `2018/03/28, 10:27` (Kickstarter), `28.03.2018` and `03/28/2018`. Dots mean day first, as everywhere
 * that writes them. `03/04/2018` is ambiguous unless `order` says which; years outside 1990–2100 are slips.
 */
export function parseDate(raw: string, order?: DateOrder): DateResult {
  const text = cleanCell(raw);
  if (text === '') return { date: '', problem: null };
  const bad = { date: null, problem: 'BAD_DATE' } as const;
  if (text.length > 64) return bad;
  let found = YEAR_FIRST.exec(text);
  let year: number, month: number, day: number;
  if (found) {
    [year, month, day] = [Number(found[1]), Number(found[3]), Number(found[4])];
  } else {
    found = YEAR_LAST.exec(text);
    if (!found) return bad;
    const [first, second] = [Number(found[1]), Number(found[3])];
    year = Number(found[4]);
    const dayFirst = found[2] === '.' || first > 12 || (second <= 12 && order === 'DAY_FIRST');
    if (!dayFirst && second <= 12 && first !== second && order === undefined)
      return { date: null, problem: 'AMBIGUOUS_DATE' };
    [day, month] = dayFirst ? [first, second] : [second, first];
  }
  const probe = new Date(Date.UTC(year, month - 1, day));
  if (year < 1990 || year > 2100 || probe.getUTCMonth() !== month - 1 || probe.getUTCDate() !== day)
    return bad;
  const date = probe.toISOString().slice(0, 10);
  const rest = text.slice(found[0].length);
  if (rest === '') return { date, problem: null };
  const time = TIME.exec(rest);
  if (!time) return bad;
  const [, hourText, minutes, seconds = '00', half, zone = ''] = time;
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return bad;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return bad;
  const offset = /^(?:Z|UTC|GMT)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  return { date: `${date}T${String(hour).padStart(2, '0')}:${minutes}:${seconds}${offset}`, problem: null };
}
