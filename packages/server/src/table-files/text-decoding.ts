import { isAscii, isUtf8 } from 'node:buffer';

import type { TextMark } from './csv-parser.ts';
import type { TextEncoding } from './table-batch.ts';

export interface DecodedText {
  text: string;
  /** Where the text is a guess or holds a NUL, ascending. */
  marks: TextMark[];
}

/**
 * Decodes a stream block by block. Nothing is ever replaced by `�` in silence: what does not fit the encoding is
 * decoded as best it can be and marked, so that its row is reported.
 */
export interface StreamDecoder {
  decode: (block: Buffer) => DecodedText;
  /** What is left when the stream ends inside a character. */
  end: () => DecodedText;
  encoding: () => TextEncoding;
}

/** Windows-1252 differs from Latin-1 in 0x80–0x9F only; its five unassigned bytes stay control characters. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * `utf-8` may turn into `windows-1252` on the way: when the first bytes beyond ASCII are no UTF-8, all that was read
 * so far reads the same in both, and a sheet saved by Excel in the West is far likelier than a broken UTF-8 file.
 */
export function createStreamDecoder(initial: TextEncoding): StreamDecoder {
  let encoding = initial;
  let tail: Buffer = Buffer.alloc(0);
  let seenMultibyte = initial === 'utf-8-bom';
  let atStart = true;

  function decode(block: Buffer): DecodedText {
    const bytes = tail.length === 0 ? block : Buffer.concat([tail, block]);
    tail = Buffer.alloc(0);
    const decoded =
      encoding === 'windows-1252'
        ? decodeWindows1252(bytes)
        : encoding === 'utf-16le' || encoding === 'utf-16be'
          ? decodeUtf16(bytes)
          : decodeUtf8(bytes);
    if (atStart && decoded.text !== '') {
      atStart = false;
      if (decoded.text.charCodeAt(0) === 0xfeff) {
        decoded.text = decoded.text.slice(1);
        for (const mark of decoded.marks) mark.offset -= 1;
      }
    }
    return markNuls(decoded);
  }

  function decodeUtf8(bytes: Buffer): DecodedText {
    if (isAscii(bytes)) return { text: bytes.toString('latin1'), marks: [] };
    const whole = bytes.length - incompleteUtf8Tail(bytes);
    const body = bytes.subarray(0, whole);
    if (isUtf8(body)) {
      seenMultibyte ||= !isAscii(body);
      tail = Buffer.from(bytes.subarray(whole));
      return { text: body.toString('utf8'), marks: [] };
    }
    if (!seenMultibyte && encoding === 'utf-8' && !hasMultibyte(body)) {
      encoding = 'windows-1252';
      return decodeWindows1252(bytes);
    }
    seenMultibyte = true;
    tail = Buffer.from(bytes.subarray(whole));
    return decodeBrokenUtf8(body);
  }

  function decodeUtf16(bytes: Buffer): DecodedText {
    const even = bytes.length & ~1;
    let whole = even;
    const lastUnit =
      even === 0 ? 0 : encoding === 'utf-16le' ? bytes.readUInt16LE(even - 2) : bytes.readUInt16BE(even - 2);
    if (lastUnit >= 0xd800 && lastUnit < 0xdc00) whole -= 2;
    tail = Buffer.from(bytes.subarray(whole));
    const body =
      encoding === 'utf-16be' ? Buffer.from(bytes.subarray(0, whole)).swap16() : bytes.subarray(0, whole);
    const text = body.toString('utf16le');
    return text.isWellFormed()
      ? { text, marks: [] }
      : { text: text.toWellFormed(), marks: loneSurrogates(text) };
  }

  return {
    decode,
    end: () => {
      if (tail.length === 0) return { text: '', marks: [] };
      const text = decodeWindows1252(tail).text;
      tail = Buffer.alloc(0);
      return markNuls({ text, marks: [{ offset: 0, code: 'BAD_ENCODING' }] });
    },
    encoding: () => encoding,
  };
}

/** In Windows-1252 nearly every byte is a letter, so only a block that is UTF-8 throughout betrays a mixed file. */
function decodeWindows1252(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), marks: [] };
  const body = bytes.subarray(0, bytes.length - incompleteUtf8Tail(bytes));
  if (isUtf8(body) && !isAscii(body)) {
    const text = body.toString('utf8') + cp1252(bytes.subarray(body.length));
    return {
      text,
      marks: Array.from(text.matchAll(/[^\0-\x7f]+/g), (found) => ({
        offset: found.index,
        code: 'BAD_ENCODING' as const,
      })),
    };
  }
  return { text: cp1252(bytes), marks: [] };
}

function cp1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (c) => CP1252.charAt(c.charCodeAt(0) - 0x80));
}

function decodeBrokenUtf8(bytes: Buffer): DecodedText {
  const marks: TextMark[] = [];
  let text = '';
  let good = 0;
  let pos = 0;
  while (pos < bytes.length) {
    const length = utf8SequenceLength(bytes, pos);
    if (length > 0) {
      pos += length;
      continue;
    }
    text += bytes.toString('utf8', good, pos);
    marks.push({ offset: text.length, code: 'BAD_ENCODING' });
    text += cp1252(bytes.subarray(pos, pos + 1));
    pos += 1;
    good = pos;
  }
  return { text: text + bytes.toString('utf8', good, pos), marks };
}

/** Length of the well-formed sequence at `pos` (Unicode table 3-7: no overlong forms, no surrogates), 0 if none. */
export function utf8SequenceLength(bytes: Uint8Array, pos: number): number {
  const first = bytes[pos] as number;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (pos + length > bytes.length) return 0;
  const second = bytes[pos + 1] as number;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let i = 2; i < length; i++) if (((bytes[pos + i] as number) & 0xc0) !== 0x80) return 0;
  return length;
}

/** How many bytes at the end begin a character that may be completed by the next block (0 to 3). */
export function incompleteUtf8Tail(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc2 && byte <= 0xf4) {
      const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      return length > back ? back : 0;
    }
    if ((byte & 0xc0) !== 0x80) return 0;
  }
  return 0;
}

function hasMultibyte(bytes: Uint8Array): boolean {
  let pos = 0;
  while (pos < bytes.length) {
    const length = utf8SequenceLength(bytes, pos);
    if (length > 1) return true;
    pos += 1;
  }
  return false;
}

function loneSurrogates(text: string): TextMark[] {
  const found = text.matchAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g);
  return Array.from(found, (one) => ({ offset: one.index, code: 'BAD_ENCODING' as const }));
}

function markNuls(decoded: DecodedText): DecodedText {
  let at = decoded.text.indexOf('\0');
  if (at === -1) return decoded;
  for (; at !== -1; at = decoded.text.indexOf('\0', at + 1))
    decoded.marks.push({ offset: at, code: 'NUL_BYTE' });
  decoded.marks.sort((a, b) => a.offset - b.offset);
  return decoded;
}
