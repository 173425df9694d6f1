/** What kind of value a cell looks like: used to tell headers from rows, and to guess at columns without a header. */
export type ValueShape = 'blank' | 'number' | 'email' | 'url' | 'date' | 'tracking' | 'hash-number' | 'text';

const NUMBER = /^[-+]?(?:[$€£¥]|[A-Z]{3} )?\s?\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d+)?(?:E\+?\d+)?$/i;
const EMAIL = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/;
const URL_START = /^(?:https?:\/\/|www\.)\S+$/i;
const DATE =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T, ]\s*\d{1,2}:\d{2}.*)?$/;

/** `cell` as it stands in the file. Anything of 10 to 34 letters and digits with 8 digits or more may be a tracking number. */
export function shapeOf(cell: string): ValueShape {
  const text = cell.trim();
  if (text === '') return 'blank';
  // Longer than any address; also keeps the patterns below from being made to backtrack for long.
  if (text.length > 320) return URL_START.test(text) ? 'url' : 'text';
  if (/^#\s?\d+$/.test(text)) return 'hash-number';
  if (DATE.test(text)) return 'date';
  if (EMAIL.test(text)) return 'email';
  if (URL_START.test(text)) return 'url';
  const packed = text.replace(/^="(.*)"$/, '$1').replace(/[\s-]/g, '');
  if (
    packed.length >= 10 &&
    packed.length <= 34 &&
    /^[A-Z0-9]+$/i.test(packed) &&
    (packed.match(/\d/g)?.length ?? 0) >= 8
  )
    return 'tracking';
  return NUMBER.test(text) ? 'number' : 'text';
}
