import { createStringPool, type StringPool } from './string-pool.ts';
import { TABLE_LIMITS, TableFileError } from './table-batch.ts';
import type { WorkbookPackage } from './xlsx-package.ts';
import { decodeEscapes } from './xlsx-values.ts';
import type { XmlHandlers } from './xlsx-xml.ts';

/** A full sheet has a million rows; no tracking file has eight texts of its own in each. */
const MAX_STRINGS = 8_000_000;

/** Reads a workbook's table of texts, or its first `atMost`, without their phonetic guides. The caller closes the pool. */
export async function readSharedStrings(
  workbook: WorkbookPackage,
  tempDirectory: string | undefined,
  atMost: number = Number.POSITIVE_INFINITY,
): Promise<StringPool> {
  const pool = await createStringPool(tempDirectory);
  if (workbook.sharedStrings === null) return pool;
  let text = '';
  let inText = false;
  let inPhonetic = false;
  const handlers: XmlHandlers = {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') inText = !inPhonetic;
      else if (name === 'rPh') inPhonetic = true;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') {
        if (pool.size() >= MAX_STRINGS)
          throw new TableFileError(
            'WORKBOOK_TOO_LARGE',
            'The workbook has too many different texts. Save the table as CSV UTF-8.',
          );
        pool.add(decodeEscapes(text));
      }
    },
    text: (piece) => {
      if (inText && text.length < TABLE_LIMITS.recordChars) text += piece.slice(0, TABLE_LIMITS.recordChars);
    },
  };
  try {
    for await (const _bytes of workbook.readPart(workbook.sharedStrings, handlers)) {
      if (pool.size() >= atMost) break;
    }
  } catch (error) {
    pool.close();
    throw error;
  }
  return pool;
}
