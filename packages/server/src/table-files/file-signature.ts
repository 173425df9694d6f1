/**
 * What the first bytes say a file is. The name is never asked: people rename, browsers guess.
 */
export type FileSignature =
  { kind: 'text' } | { kind: 'workbook' } | { kind: 'foreign'; format: string; advice: string };

const AS_CSV = 'Open it in the program that made it and save the table as CSV or .xlsx.';
const UNPACK = 'Unpack it and upload the table inside.';
const NOT_THE_FILE = 'Choose the CSV or .xlsx file that holds the table.';

interface Magic {
  format: string;
  advice: string;
  bytes: string;
  at?: number;
  /** The mark is plain letters, which a cell may begin with too: only binary data near it makes it certain. */
  binary?: true;
}

/** Bytes as Latin-1 text. Sources: each format's specification, as collected in the file(1) magic database. */
const MAGIC: readonly Magic[] = [
  { format: 'a JPEG image', advice: NOT_THE_FILE, bytes: '\xff\xd8\xff' },
  { format: 'a PNG image', advice: NOT_THE_FILE, bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'a GIF image', advice: NOT_THE_FILE, bytes: 'GIF87a', binary: true },
  { format: 'a GIF image', advice: NOT_THE_FILE, bytes: 'GIF89a', binary: true },
  { format: 'a WebP image', advice: NOT_THE_FILE, bytes: 'WEBP', at: 8, binary: true },
  { format: 'a TIFF image', advice: NOT_THE_FILE, bytes: 'II*\0' },
  { format: 'a TIFF image', advice: NOT_THE_FILE, bytes: 'MM\0*' },
  { format: 'a HEIC image or MP4 video', advice: NOT_THE_FILE, bytes: 'ftyp', at: 4, binary: true },
  {
    format: 'a PDF document',
    advice: 'A PDF holds no table that can be read safely. Export the list as CSV or .xlsx.',
    bytes: '%PDF-',
  },
  {
    format: 'an old Excel file (.xls) or a workbook protected by a password',
    advice: 'Open it and save it as .xlsx without a password, or as CSV UTF-8.',
    bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  },
  { format: 'a gzip archive', advice: UNPACK, bytes: '\x1f\x8b' },
  { format: 'a bzip2 archive', advice: UNPACK, bytes: 'BZh', binary: true },
  { format: 'an xz archive', advice: UNPACK, bytes: '\xfd7zXZ\0' },
  { format: 'a Zstandard archive', advice: UNPACK, bytes: '\x28\xb5\x2f\xfd' },
  { format: 'a 7-Zip archive', advice: UNPACK, bytes: '7z\xbc\xaf\x27\x1c' },
  { format: 'a RAR archive', advice: UNPACK, bytes: 'Rar!\x1a\x07' },
  { format: 'an empty ZIP archive', advice: NOT_THE_FILE, bytes: 'PK\x05\x06' },
  { format: 'an RTF document', advice: AS_CSV, bytes: '{\\rtf' },
  { format: 'an SQLite database', advice: AS_CSV, bytes: 'SQLite format 3\0' },
  { format: 'a Parquet file', advice: AS_CSV, bytes: 'PAR1', binary: true },
  { format: 'a program', advice: NOT_THE_FILE, bytes: '\x7fELF' },
];

/** Kinds of ZIP that are recognised by the names inside, which stand readable in its local headers. */
const ZIP_KINDS: readonly { names: RegExp; format: string; advice: string }[] = [
  {
    names: /mimetypeapplication\/vnd\.oasis\.opendocument/,
    format: 'an OpenDocument file (.ods, .odt)',
    advice: 'Save the sheet as .xlsx or CSV.',
  },
  { names: /PK[^]{28}word\//, format: 'a Word document', advice: AS_CSV },
  { names: /PK[^]{28}ppt\//, format: 'a PowerPoint presentation', advice: AS_CSV },
  {
    names: /PK[^]{28}Index\/(?:Document|Tables)/,
    format: 'an Apple Numbers or Pages file',
    advice: 'Export it as CSV or .xlsx.',
  },
];

const MARKUP: readonly { text: RegExp; format: string; advice: string }[] = [
  {
    text: /^<(?:!doctype html|html|head|body|table)\b/i,
    format: 'a web page',
    advice:
      'Perhaps a sign-in page was saved instead of the export. Download the export again; an .xls that is a web page must be opened and saved as .xlsx.',
  },
  { text: /^<\?xml\b/i, format: 'an XML file', advice: AS_CSV },
  {
    text: /^(?:\{\s*["}]|\[\s*[{[])/,
    format: 'a JSON file',
    advice: 'Upload CSV or .xlsx; scripts may send rows to the API instead.',
  },
];

/** `head` is the beginning of the file, 4 KiB or more where the file has as much. */
export function readSignature(head: Uint8Array): FileSignature {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString('latin1');
  const looksBinary = /[\0-\x08\x0e-\x1f]/.test(start.slice(0, 64));
  for (const { bytes, at = 0, binary, format, advice } of MAGIC) {
    if (start.startsWith(bytes, at) && (looksBinary || binary === undefined))
      return { kind: 'foreign', format, advice };
  }
  if (start.startsWith('PK\x03\x04')) {
    for (const { names, format, advice } of ZIP_KINDS)
      if (names.test(start)) return { kind: 'foreign', format, advice };
    return { kind: 'workbook' };
  }
  const text = start.replace(/^\xef\xbb\xbf/, '').trimStart();
  for (const one of MARKUP)
    if (one.text.test(text)) return { kind: 'foreign', format: one.format, advice: one.advice };
  return { kind: 'text' };
}
