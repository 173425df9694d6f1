import fc from 'fast-check';
import { expect, test } from 'vitest';

import { unescapeFormula } from './cell-values.ts';
import { csvLine, UTF8_BOM } from './csv-line.ts';
import { csvLayout, readBytes } from './table-files.fixtures.ts';

test('what is written for spreadsheets reads back exactly, formulas and all', async () => {
  const piece = fc.constantFrom(
    '=1+1',
    '+',
    '-5',
    '@x',
    '\t',
    '\r',
    '\n',
    "'",
    '"',
    ',',
    '＝',
    ' ',
    'ä',
    '\ufeff',
  );
  const cell = fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 4 });
  const row = fc.tuple(
    fc.integer().map(String),
    cell.map((parts) => parts.join('').replaceAll('\0', '')),
    cell.map((parts) => parts.join('').replaceAll('\0', '')),
  );
  const headers = ['Pledge ID', 'Name', 'Note'];
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
      const bytes = Buffer.from(UTF8_BOM + [headers, ...rows].map(csvLine).join(''));
      const read = await readBytes(bytes, csvLayout(headers, { encoding: 'utf-8-bom' }), [7]);
      expect(read.rows.map((cells) => cells.map(unescapeFormula))).toEqual(rows);
      expect(read.problems).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
