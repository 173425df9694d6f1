import { posix } from 'node:path';
import type { Readable } from 'node:stream';

import * as yauzl from 'yauzl';

import { TableFileError } from './table-batch.ts';
import { createXmlReader, damaged, type XmlHandlers } from './xlsx-xml.ts';
import { createNumberFormats, type NumberFormats } from './xlsx-values.ts';

/** A sheet of a million rows and ten columns has about 500 MB of XML. */
const MAX_XML_BYTES = 1024 ** 3;
/** Deflate packs a real sheet 8 to 30 times; reference/reliability.md T10. */
const MAX_RATIO = 100;
const SMALL_BYTES = 1024 * 1024;
const MAX_ENTRIES = 5000;

export interface SheetEntry {
  name: string;
  hidden: boolean;
  entry: yauzl.Entry;
}

/** An open workbook: its parts are read on demand, each once, streaming. */
export interface WorkbookPackage {
  sheets: SheetEntry[];
  formats: NumberFormats;
  sharedStrings: yauzl.Entry | null;
  /** Feeds a part to `handlers`; hands back the number of XML bytes read so far, after every piece of some 64 KiB. */
  readPart: (entry: yauzl.Entry, handlers: XmlHandlers) => AsyncGenerator<number, void, undefined>;
  close: () => void;
}

/**
 * Opens the workbook at `path` and reads what is needed to read its sheets (relationships, sheet names, formats).
 * Throws `TableFileError`: NOT_A_WORKBOOK for another kind of ZIP, BAD_WORKBOOK, WORKBOOK_TOO_LARGE, WORKBOOK_ENCRYPTED.
 */
export async function openWorkbook(path: string): Promise<WorkbookPackage> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw damaged(
      'its ZIP directory is missing or broken, perhaps the upload or download was cut off',
      error,
    );
  }
  try {
    return await readPackage(zip);
  } catch (error) {
    zip.close();
    throw error instanceof TableFileError ? error : damaged('its ZIP directory is broken', error);
  }
}

async function readPackage(zip: yauzl.ZipFile): Promise<WorkbookPackage> {
  if (zip.entryCount > MAX_ENTRIES) throw damaged('it contains too many parts');
  const parts = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.replace(/^\//, '');
    if (!parts.has(name)) parts.set(name, entry);
  }
  if (parts.has('xl/workbook.bin')) {
    throw new TableFileError('NOT_A_WORKBOOK', 'a binary workbook (.xlsb). Save it as .xlsx or CSV UTF-8.');
  }
  if (!parts.has('[Content_Types].xml')) {
    throw new TableFileError(
      'NOT_A_WORKBOOK',
      'a ZIP archive. Unpack it and upload the tables inside one by one.',
    );
  }

  let xmlBytes = 0;
  async function* readPart(
    entry: yauzl.Entry,
    handlers: XmlHandlers,
  ): AsyncGenerator<number, void, undefined> {
    if (entry.isEncrypted())
      throw new TableFileError(
        'WORKBOOK_ENCRYPTED',
        'The workbook is protected by a password. Save it without one.',
      );
    const { uncompressedSize, compressedSize } = entry;
    if (uncompressedSize > SMALL_BYTES && uncompressedSize > compressedSize * MAX_RATIO) {
      throw new TableFileError(
        'WORKBOOK_TOO_LARGE',
        'The workbook unpacks to more than 100 times its size. Save the table as CSV UTF-8.',
      );
    }
    const reader = createXmlReader(handlers);
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    let partBytes = 0;
    let stream: Readable | null = null;
    try {
      stream = await zip.openReadStreamPromise(entry);
      for await (const piece of stream as AsyncIterable<Buffer>) {
        partBytes += piece.length;
        xmlBytes += piece.length;
        if (xmlBytes > MAX_XML_BYTES) {
          throw new TableFileError(
            'WORKBOOK_TOO_LARGE',
            'The workbook unpacks to more than 1 GiB. Split it, or save the table as CSV UTF-8.',
          );
        }
        decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8', {
          fatal: true,
        });
        reader.write(decoder.decode(piece, { stream: true }));
        yield partBytes;
      }
      reader.write(decoder?.decode() ?? '');
      reader.end();
    } catch (error) {
      throw error instanceof TableFileError
        ? error
        : damaged(`its part ${entry.fileName.slice(0, 80)} is broken`, error);
    } finally {
      stream?.destroy();
    }
  }
  const readAll = async (name: string | undefined, open: XmlHandlers['open']): Promise<void> => {
    const entry = name === undefined ? undefined : parts.get(name);
    if (!entry) return;
    for await (const _bytes of readPart(entry, { open, close: () => undefined, text: () => undefined }));
  };

  const workbookPath =
    (await readRelations('', readAll)).find((one) => one.type.endsWith('/officeDocument'))?.target ??
    'xl/workbook.xml';
  if (!parts.has(workbookPath) || /\.(?:docx|pptx)$/i.test(workbookPath) || !workbookPath.startsWith('xl/')) {
    throw new TableFileError(
      'NOT_A_WORKBOOK',
      'an Office file that is no workbook. Open it and save the table as .xlsx or CSV UTF-8.',
    );
  }
  const relations = await readRelations(workbookPath, readAll);
  const listed: { name: string; id: string; hidden: boolean }[] = [];
  let date1904 = false;
  await readAll(workbookPath, (name, attributes) => {
    if (name === 'workbookPr') date1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true';
    if (name === 'sheet' && listed.length < 1000) {
      const id =
        attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      listed.push({
        name: attributes['name'] ?? '',
        id,
        hidden: (attributes['state'] ?? 'visible') !== 'visible',
      });
    }
  });
  const formats = createNumberFormats(date1904);
  await readAll(relations.find((one) => one.type.endsWith('/styles'))?.target, formats.read);

  const sheets = listed.flatMap(({ name, id, hidden }): SheetEntry[] => {
    const relation = relations.find((one) => one.id === id && one.type.endsWith('/worksheet'));
    const entry = relation && parts.get(relation.target);
    return entry ? [{ name, hidden, entry }] : [];
  });
  const strings = relations.find((one) => one.type.endsWith('/sharedStrings'))?.target;
  return {
    sheets,
    formats,
    sharedStrings: (strings === undefined ? undefined : parts.get(strings)) ?? null,
    readPart,
    close: () => zip.close(),
  };
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

/** Relationships of the part at `path` ('' = the package), with targets as paths from the package's root. */
async function readRelations(
  path: string,
  readAll: (name: string, open: XmlHandlers['open']) => Promise<void>,
): Promise<Relation[]> {
  const folder = posix.dirname(path);
  const relations: Relation[] = [];
  await readAll(posix.join(folder, '_rels', `${posix.basename(path)}.rels`), (name, attributes) => {
    if (name !== 'Relationship' || relations.length >= 5000) return;
    const target = attributes['Target'] ?? '';
    const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
    relations.push({ id: attributes['Id'] ?? '', type: attributes['Type'] ?? '', target: resolved });
  });
  return relations;
}

/** The sheet of that name, or without a name all sheets to try: the visible ones, if any is. */
export function chooseSheets(workbook: WorkbookPackage, name: string | undefined): SheetEntry[] {
  if (name === undefined) {
    const visible = workbook.sheets.filter((sheet) => !sheet.hidden);
    return visible.length > 0 ? visible : workbook.sheets;
  }
  const sheet = workbook.sheets.find((one) => one.name === name);
  if (!sheet)
    throw new TableFileError(
      'NO_SUCH_SHEET',
      `The workbook has no sheet “${name}”. Choose one of its sheets.`,
    );
  return [sheet];
}
