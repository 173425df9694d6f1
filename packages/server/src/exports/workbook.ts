import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough, type ZipInputFile } from 'fflate';
import {
  contentTypes,
  packageRels,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRels,
  type SheetColumn,
} from './workbook-parts.ts';

/** What a worksheet holds at most, the header included. */
export const SHEET_ROWS = 1_048_576;

/** Above it a reader needs the larger form of zip, which some spreadsheets cannot open. */
const LARGEST_PART = 0xffff_ffff;
const NEWLINE = 10;
const SPACE = 32;
/** How U+FFFE and U+FFFF begin in UTF-8: XML forbids both. */
const NONCHARACTER = Buffer.from([0xef, 0xbf]);

/**
 * An xlsx workbook of one sheet as it is made: memory stays at a few chunks, whatever the number of rows. The zip
 * container is fflate's, the compression zlib's, beside the event loop.
 *
 * @param rows lines of `<row>…</row>` from the second row on, cut anywhere; control characters in them become spaces
 */
export async function* writeWorkbook(
  title: string,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  });
  for (const [name, text] of [
    ['[Content_Types].xml', contentTypes],
    ['_rels/.rels', packageRels],
    ['xl/workbook.xml', workbook(title)],
    ['xl/_rels/workbook.xml.rels', workbookRels],
    ['xl/styles.xml', styles],
  ] as const) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(Buffer.from(text), true);
  }

  const sheet: ZipInputFile = { filename: 'xl/worksheets/sheet1.xml', size: 0, crc: 0, compression: 8 };
  zip.add(sheet);
  const measured = async function* () {
    for await (const bytes of sheetBytes(columns, rows)) {
      sheet.crc = crc32(bytes, sheet.crc);
      sheet.size += bytes.length;
      if (sheet.size > LARGEST_PART) throw new Error('The worksheet is larger than 4 GiB');
      yield bytes;
    }
  };
  const deflated = pipeline(
    Readable.from(measured(), { objectMode: false }),
    createDeflateRaw({ level: 1 }),
    () => undefined,
  );
  for await (const chunk of deflated as AsyncIterable<Buffer>) {
    sheet.ondata?.(null, chunk as Uint8Array<ArrayBuffer>, false);
    yield* ready.splice(0);
  }
  sheet.ondata?.(null, new Uint8Array(0), true);
  zip.end();
  yield* ready;
}

async function* sheetBytes(
  columns: readonly SheetColumn[],
  rows: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield Buffer.from(sheetStart(columns));
  let rest: Buffer | null = null;
  for await (const chunk of rows) {
    const bytes: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk;
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = end < bytes.length ? bytes.subarray(end) : null;
    if (end > 0) yield withoutForbidden(bytes.subarray(0, end));
  }
  if (rest) yield withoutForbidden(rest);
  yield Buffer.from(sheetEnd);
}

/** Puts spaces in the place of what XML cannot hold, in the bytes themselves. */
function withoutForbidden(bytes: Buffer): Buffer {
  for (let index = 0; index < bytes.length; index += 1) {
    if ((bytes[index] as number) < SPACE && bytes[index] !== NEWLINE) bytes[index] = SPACE;
  }
  for (let at = bytes.indexOf(NONCHARACTER); at >= 0; at = bytes.indexOf(NONCHARACTER, at + 2)) {
    if ((bytes[at + 2] as number) >= 0xbe) bytes.fill(SPACE, at, at + 3);
  }
  return bytes;
}
