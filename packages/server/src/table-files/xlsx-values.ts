/** How cells of a workbook become text: what Excel would show, with the damage it has done made visible. */

type FormatKind = 'date' | 'digits' | 'general';

interface NumberFormat {
  kind: FormatKind;
  /** For 'digits': the least number of digits shown; `00000` shows 1001 as 01001. */
  digits: number;
}

export interface NumberFormats {
  /** Takes the start tags of the styles part. */
  read: (name: string, attributes: Record<string, string>) => void;
  /** The text of a number cell of style `style` (index as in the file), and whether digits are lost. */
  show: (raw: string, style: string | undefined) => { text: string; damaged: boolean };
}

const GENERAL: NumberFormat = { kind: 'general', digits: 0 };
const MAX_FORMATS = 70_000;

/** `date1904`: the workbook counts days from 1904, as old Macs did. */
export function createNumberFormats(date1904: boolean): NumberFormats {
  const custom = new Map<string, NumberFormat>();
  const styles: NumberFormat[] = [];
  let inCellFormats = false;

  return {
    read: (name, attributes) => {
      if (name === 'numFmt' && custom.size < MAX_FORMATS)
        custom.set(attributes['numFmtId'] ?? '', parseFormat(attributes['formatCode'] ?? ''));
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'cellStyles' || name === 'dxfs') inCellFormats = false;
      else if (name === 'xf' && inCellFormats && styles.length < MAX_FORMATS) {
        const id = attributes['numFmtId'] ?? '0';
        styles.push(custom.get(id) ?? builtInFormat(Number(id)));
      }
    },
    show: (raw, style) => {
      const format = (style === undefined ? undefined : styles[Number(style)]) ?? GENERAL;
      if (format === GENERAL && /^-?\d{1,15}$/.test(raw)) return { text: raw, damaged: false };
      const value = Number(raw);
      if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw, damaged: raw.trim() !== '' };
      if (format.kind === 'date') {
        const date = dateOf(value, date1904);
        if (date !== null) return { text: date, damaged: false };
      }
      return showNumber(raw, value, format);
    },
  };
}

/** Formats every workbook has without declaring them (ECMA-376 part 1, 18.8.30). */
function builtInFormat(id: number): NumberFormat {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    return { kind: 'date', digits: 0 };
  return id === 1 ? { kind: 'digits', digits: 1 } : GENERAL;
}

function parseFormat(code: string): NumberFormat {
  const bare = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '')
    .split(';')[0] as string;
  if (/^0+$/.test(bare)) return { kind: 'digits', digits: bare.length };
  if (bare === '#') return { kind: 'digits', digits: 0 };
  return !/general/i.test(bare) && /[dyhs]|m{1,5}/i.test(bare) && !/[0#?]\.?[0#?]*[E%]/i.test(bare)
    ? { kind: 'date', digits: 0 }
    : GENERAL;
}

/**
 * A double holds 15 digits for certain. From 16 on, or where the file itself has the scientific form, what stood there
 * is not known: the text is what Excel shows, so that the same rules catch it as in a CSV (EXCEL_SCIENTIFIC under the
 * General format, EXCEL_TRUNCATED where a format shows all digits).
 */
function showNumber(raw: string, value: number, format: NumberFormat): { text: string; damaged: boolean } {
  const size = Math.abs(value);
  const damaged = size >= 1e15 || /^-?\d(?:\.\d+)?E\+?\d+$/i.test(raw);
  if (size >= 1e15 && format.kind === 'digits') {
    const [digits, exponent] = size.toExponential(14).split('e') as [string, string];
    return {
      text: (value < 0 ? '-' : '') + digits.replace('.', '').padEnd(Number(exponent) + 1, '0'),
      damaged,
    };
  }
  if (damaged) return { text: scientific(value), damaged };
  if (format.kind === 'digits' && Number.isInteger(value)) {
    return { text: (value < 0 ? '-' : '') + String(size).padStart(format.digits, '0'), damaged };
  }
  const shown = Number(value.toPrecision(15));
  return { text: size !== 0 && size < 1e-6 ? scientific(shown) : String(shown), damaged };
}

/** Excel's General: six digits, an exponent of two at least, as `9.40011E+21`. */
function scientific(value: number): string {
  const [mantissa, exponent] = value.toExponential(5).split('e') as [string, string];
  return `${mantissa.replace(/\.?0+$/, '')}E${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}

/** ISO date, date with time, or time of a serial number; null outside the years 1900 to 9999. */
function dateOf(serial: number, date1904: boolean): string | null {
  if (serial < 0 || serial >= 2_958_466) return null;
  // To a second, half of one up: a serial is a fraction of a day and rarely exact.
  let seconds = Math.round(serial * 86_400);
  const time = seconds % 86_400;
  let days = (seconds - time) / 86_400;
  seconds = time;
  const clock = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  if (days === 0 && !date1904) return clock;
  // Excel counts a 29 February 1900 that never was.
  if (!date1904 && days >= 60) days -= 1;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 31);
  const date = new Date(epoch + days * 86_400_000).toISOString().slice(0, 10);
  return seconds === 0 ? date : `${date}T${clock}`;
}

/** SpreadsheetML writes characters that XML forbids as `_xHHHH_`, and a literal `_x` as `_x005F_x`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (whole, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code === 0 || (code >= 0xd800 && code <= 0xdfff) ? whole : String.fromCharCode(code);
  });
}
