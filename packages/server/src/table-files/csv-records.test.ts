import { isAscii, isUtf8 } from 'node:buffer';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { DELIMITERS, detectLayout } from './layout.ts';
import { csvLayout, encode, readBytes, writeCsv } from './table-files.fixtures.ts';
import type { TextEncoding } from './table-batch.ts';

const NASTY = [
  '',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  "'",
  '=1+1',
  '__proto__',
  ' x ',
  'ä',
  '€',
  'Łódź',
  '👩‍🚀',
  '\ufeff',
  '\u202e',
  '日本',
  'sep=;',
];
const LATIN = ['', '"', ',', ';', '\n', '\r\n', 'é', '€', 'Ÿ', 'ß', "'", 'plain'];
const newline = fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const);
const delimiter = fc.constantFrom(...DELIMITERS);
const pieces = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 });

function table(cell: fc.Arbitrary<string>): fc.Arbitrary<string[][]> {
  return fc
    .integer({ min: 1, max: 6 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }),
    )
    .map((rows) => rows.filter((row) => row.some((one) => one.trim() !== '')))
    .filter((rows) => rows.length > 0);
}

const unicodeCell = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 3 })
  .map((parts) => parts.join('').replaceAll('\0', ''));
const latinCell = fc.array(fc.constantFrom(...LATIN), { maxLength: 3 }).map((parts) => parts.join(''));

function headersFor(rows: string[][]): string[] {
  return (rows[0] as string[]).map((_, index) => `column ${index}`);
}

test('any table reads back exactly, whatever the delimiter, line end, Unicode encoding and pieces', async () => {
  const encoding = fc.constantFrom<TextEncoding>('utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(
      table(unicodeCell),
      delimiter,
      newline,
      encoding,
      fc.boolean(),
      fc.boolean(),
      pieces,
      async (rows, delimiter, newline, encoding, quoteAll, lastNewline, sizes) => {
        const headers = headersFor(rows);
        const bytes = writeCsv([headers, ...rows], { delimiter, newline, encoding, quoteAll, lastNewline });
        const read = await readBytes(bytes, csvLayout(headers, { delimiter, encoding }), sizes);
        expect(read.rows).toEqual(rows);
        expect(read.problems).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test('any Windows-1252 table reads back exactly, unless its bytes are UTF-8 as well', async () => {
  await fc.assert(
    fc.asyncProperty(
      table(latinCell),
      delimiter,
      newline,
      pieces,
      async (rows, delimiter, newline, sizes) => {
        const headers = headersFor(rows);
        const bytes = writeCsv([headers, ...rows], { delimiter, newline, encoding: 'windows-1252' });
        fc.pre(isAscii(bytes) || !isUtf8(bytes));
        const read = await readBytes(
          bytes,
          csvLayout(headers, { delimiter, encoding: 'windows-1252' }),
          sizes,
        );
        expect(read.rows).toEqual(rows);
      },
    ),
    { numRuns: 200 },
  );
});

test('a table of known columns is recognised and reads back exactly without being told anything', async () => {
  const row = fc.tuple(
    fc.integer({ min: 1, max: 9_999_999 }).map(String),
    fc.constantFrom('Müller, Jörg', 'O"Neil', 'Ann\nLee', 'Zoë; x'),
    fc.constantFrom('9400110200881234567890', '', '1Z999AA10123456784'),
  );
  const encoding = fc.constantFrom<TextEncoding>(
    'utf-8',
    'utf-8-bom',
    'utf-16le',
    'utf-16be',
    'windows-1252',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 2, maxLength: 60 }),
      delimiter,
      newline,
      encoding,
      fc.boolean(),
      async (rows, delimiter, newline, encoding, sep) => {
        const headers = ['Pledge ID', 'Name', 'Tracking Number'];
        const body = writeCsv([headers, ...rows], { delimiter, newline, encoding });
        const bytes =
          sep && encoding === 'utf-8'
            ? Buffer.concat([Buffer.from(`sep=${delimiter}${newline}`), body])
            : body;
        const found = detectLayout(bytes);
        if (found.kind !== 'layout') throw new Error(JSON.stringify(found));
        if (encoding.startsWith('utf-16') || encoding === 'utf-8-bom')
          expect(found.layout).toMatchObject({ encoding });
        expect(found.layout).toMatchObject({
          delimiter,
          headerRow: 0,
        });
        expect((await readBytes(bytes, found.layout)).rows).toEqual(rows);
      },
    ),
    { numRuns: 200 },
  );
});

test('lines count physical lines, CR, LF and CRLF alike, through quoted newlines and blank lines', async () => {
  const bytes = Buffer.from('a,b\r\n1,"x\r\ny\nz"\n\n2,c\r3,d\r\r\n,\n4,"e\rf"\n5,g');
  const read = await readBytes(bytes, csvLayout(['a', 'b']), [1]);
  expect(read.rows.map((row) => row[0])).toEqual(['1', '2', '3', '4', '5']);
  expect(read.lines).toEqual([2, 6, 7, 10, 12]);
  expect(read.problems).toEqual([]);
});

test('the result does not depend on how the bytes arrive', async () => {
  const text = fc
    .array(fc.constantFrom('a', 'bc', ',', '"', '""', '\n', '\r', '\r\n', ' ', 'é', '\0', '9'), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, async (text) => {
      const bytes = Buffer.from(text);
      const layout = csvLayout(['x', 'y'], { headerRow: null });
      const [whole, byByte] = [await readBytes(bytes, layout), await readBytes(bytes, layout, [1])];
      expect({ ...byByte, batches: null }).toEqual({ ...whole, batches: null });
    }),
    { numRuns: 300 },
  );
});

test('ragged rows are reported one by one and lose nothing; blank cells at their end are no cells', async () => {
  const read = await readBytes(Buffer.from('a,b\n1\n2,x,y\n3,z,,\n4,w\n'), csvLayout(['a', 'b']));
  expect(read.rows).toEqual([
    ['1', ''],
    ['2', 'x', 'y'],
    ['3', 'z'],
    ['4', 'w'],
  ]);
  expect(read.problems).toEqual(['TOO_FEW_CELLS@1:2', 'TOO_MANY_CELLS@2:3']);
});

test('a quote that is never closed costs its own line only', async () => {
  const read = await readBytes(
    Buffer.from('a,b\n1,"open\n2,x\n3,"fine"\n4,"also, fine"\n5,"open\n'),
    csvLayout(['a', 'b']),
  );
  expect(read.rows).toEqual([
    ['1', '"open'],
    ['2', 'x'],
    ['3', 'fine'],
    ['4', 'also, fine'],
    ['5', '"open'],
  ]);
  expect(read.problems).toEqual(['UNCLOSED_QUOTE@1:2', 'UNCLOSED_QUOTE@5:6']);
});

test('an unclosed quote names the line of the quote, not of the record', async () => {
  const read = await readBytes(
    Buffer.from('a,b,c\n1,"two\nlines","open\n2,x,y\n'),
    csvLayout(['a', 'b', 'c']),
  );
  expect(read.rows).toEqual([
    ['1', 'two\nlines', '"open'],
    ['2', 'x', 'y'],
  ]);
  expect(read.lines).toEqual([2, 4]);
  expect(read.problems).toEqual(['UNCLOSED_QUOTE@1:3']);
});

test('text after a closing quote is kept as it stands, with a warning; spaces there are dropped', async () => {
  const read = await readBytes(
    Buffer.from('a,b\n1,"Tom" Jones\n2,"x"  \n3,5" nail\n'),
    csvLayout(['a', 'b']),
  );
  expect(read.rows).toEqual([
    ['1', '"Tom" Jones'],
    ['2', 'x'],
    ['3', '5" nail'],
  ]);
  expect(read.problems).toEqual(['STRAY_QUOTE@1:2']);
});

test('a record beyond 64 KiB is cut and reported, a long cell is reported, and the next row is whole', async () => {
  const long = 'x'.repeat(200_000);
  const cell = 'y'.repeat(9_000);
  const read = await readBytes(
    Buffer.from(`a,b\n1,${long}\n2,ok\n3,${cell}\n4,"${long}"\n5,ok\n`),
    csvLayout(['a', 'b']),
    [70_001],
  );
  expect(read.rows.map((row) => row[0])).toEqual(['1', '2', '3', '4', '5']);
  expect(read.problems).toEqual(['RECORD_TOO_LONG@1:2', 'FIELD_TOO_LONG@3:4', 'UNCLOSED_QUOTE@4:5']);
  expect(read.lines).toEqual([2, 3, 4, 5, 6]);
  expect((read.rows[0] as string[])[1]?.length).toBeLessThanOrEqual(65_537);
});

test('a row with NUL bytes is reported and shows them; the rows around it are untouched', async () => {
  const read = await readBytes(Buffer.from('a,b\n1,x\n2,\0y\0\n3,z\n'), csvLayout(['a', 'b']));
  expect(read.rows).toEqual([
    ['1', 'x'],
    ['2', '␀y␀'],
    ['3', 'z'],
  ]);
  expect(read.problems).toEqual(['NUL_BYTE@2:3']);
});

test('bytes that are no UTF-8 in a UTF-8 file are reported by row and never become a replacement character', async () => {
  const bytes = Buffer.concat([
    Buffer.from('a,b\n1,Zoë\n2,J'),
    Buffer.from([0xf6]),
    Buffer.from('rg\n3,Zoë\n'),
  ]);
  for (const sizes of [[65_536], [1]]) {
    const read = await readBytes(bytes, csvLayout(['a', 'b']), sizes);
    expect(read.rows).toEqual([
      ['1', 'Zoë'],
      ['2', 'Jörg'],
      ['3', 'Zoë'],
    ]);
    expect(read.problems).toEqual(['BAD_ENCODING@2:3']);
  }
});

test('a file that was ASCII so far and then is no UTF-8 is read on as Windows-1252', async () => {
  const ascii = Array.from({ length: 30_000 }, (_, i) => `${i},plain\n`).join('');
  const bytes = Buffer.concat([Buffer.from(`a,b\n${ascii}`), encode('x,Jörg €\n', 'windows-1252')]);
  const found = detectLayout(bytes.subarray(0, 262_144), { complete: false });
  if (found.kind !== 'layout') throw new Error(JSON.stringify(found));
  const read = await readBytes(bytes, found.layout);
  expect(read.rows.at(-1)).toEqual(['x', 'Jörg €']);
  expect(read.problems).toEqual([]);
  expect([read.batches[0]?.encoding, read.batches.at(-1)?.encoding]).toEqual(['utf-8', 'windows-1252']);
});

test('UTF-8 inside a Windows-1252 file is reported, not read as mojibake in silence', async () => {
  const padding = encode(`1,Jörg\n${'2,plain text\n'.repeat(12_000)}`, 'windows-1252');
  const bytes = Buffer.concat([Buffer.from('a,b\n'), padding, Buffer.from('3,Zoë\n4,x\n')]);
  const read = await readBytes(bytes, csvLayout(['a', 'b'], { encoding: 'windows-1252' }));
  expect(read.rows.at(-2)).toEqual(['3', 'Zoë']);
  expect(read.problems).toEqual([`BAD_ENCODING@12002:12003`]);
});

test('lone surrogates in UTF-16 and half a character at the end are reported', async () => {
  const utf16 = Buffer.concat([
    encode('a,b\n1,', 'utf-16le'),
    Buffer.from([0x00, 0xd8]),
    Buffer.from('x\n2,y\n', 'utf16le'),
  ]);
  expect((await readBytes(utf16, csvLayout(['a', 'b'], { encoding: 'utf-16le' }))).problems).toEqual([
    'BAD_ENCODING@1:2',
  ]);
  const cut = Buffer.concat([Buffer.from('a,b\n1,Zoë\n2,x'), Buffer.from([0xc3])]);
  expect((await readBytes(cut, csvLayout(['a', 'b']))).problems).toEqual(['BAD_ENCODING@2:3']);
});

test('a header in the middle of the file is marked, and one named __proto__ is a column like any other', async () => {
  const headers = ['__proto__', 'constructor', '__proto__'];
  const read = await readBytes(
    Buffer.from('__proto__,constructor,__proto__\n1,2,3\n__proto__,constructor,__proto__\n4,5,6\n'),
    csvLayout(headers),
  );
  expect(read.rows).toEqual([['1', '2', '3'], headers, ['4', '5', '6']]);
  expect(read.problems).toEqual(['REPEATED_HEADER@2:3']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('titles, the sep= line and the header are no rows, and their faults no problems', async () => {
  const read = await readBytes(
    Buffer.from('sep=;\nExport\n\na;b\n1;2\n'),
    csvLayout(['a', 'b'], { delimiter: ';', sepLine: true, headerRow: 1 }),
  );
  expect(read.rows).toEqual([['1', '2']]);
  expect(read.lines).toEqual([5]);
  expect(read.problems).toEqual([]);
});
