import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { excelDamage } from './cell-values.ts';
import { openTable, peekHead } from './open-table.ts';
import { createStringPool } from './string-pool.ts';
import {
  columnName,
  inPieces,
  inlineRow,
  readAll,
  writeWorkbook,
  type ReadTable,
  type WorkbookForm,
} from './table-files.fixtures.ts';
import { detectWorkbookLayout, type WorkbookLayoutOptions } from './workbook-layout.ts';
import type { WorkbookLayout } from './layout.ts';

let folder: string;
let files = 0;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'table-files-test-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(bytes: Uint8Array): string {
  const path = join(folder, `${files++}.xlsx`);
  writeFileSync(path, bytes);
  return path;
}

async function layoutOf(path: string, options?: WorkbookLayoutOptions): Promise<WorkbookLayout> {
  const found = await detectWorkbookLayout(path, options);
  if (found.kind !== 'layout' || found.layout.format !== 'xlsx') throw new Error(JSON.stringify(found));
  return found.layout;
}

async function read(
  form: WorkbookForm,
  options?: WorkbookLayoutOptions,
): Promise<ReadTable & { layout: WorkbookLayout }> {
  const path = save(writeWorkbook(form));
  const layout = await layoutOf(path, options);
  return { ...(await readAll(openTable({ path }, layout))), layout };
}

async function refusal(bytes: Uint8Array, options?: WorkbookLayoutOptions): Promise<string> {
  const found = await detectWorkbookLayout(save(bytes), options);
  if (found.kind !== 'refusal') throw new Error(JSON.stringify(found));
  return `${found.code}: ${found.message}`;
}

const HEADER = inlineRow(1, ['Order', 'Tracking Number', 'Note']);

test('any sheet of texts reads back exactly', async () => {
  const cell = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '',
          '<b>',
          '&amp;',
          '"',
          "'",
          '\r\n',
          '\n',
          '_x0041_',
          '\u0001',
          ' ',
          'ä',
          '👩‍🚀',
          '=1',
        ),
        fc.string({ unit: 'grapheme', maxLength: 6 }),
      ),
      { maxLength: 3 },
    )
    .map((parts) => parts.join('').replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 1e9 }).map(String), cell, cell), {
        minLength: 1,
        maxLength: 20,
      }),
      async (rows) => {
        const xml = rows.map((row, i) => inlineRow(i + 2, row)).join('');
        const table = await read({ sheets: { Data: HEADER + xml } });
        expect(table.rows).toEqual(rows);
        expect(table.problems).toEqual([]);
        expect(table.lines).toEqual(rows.map((_, i) => i + 2));
      },
    ),
    { numRuns: 60 },
  );
});

test('shared strings, rich text without its phonetic guide, formulas, booleans, errors, gaps', async () => {
  const table = await read({
    sharedStrings: [
      '<t>Order</t>',
      '<t>Tracking</t>',
      '<r><t>94</t></r><r><rPr/><t>00</t></r><rPh sb="0" eb="1"><t>x</t></rPh>',
      '<t></t>',
      '<t>Note</t>',
    ],
    sheets: {
      Data:
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>4</v></c></row>' +
        '<row r="4"><c r="A4"><v>1001</v></c><c r="B4" t="s"><v>2</v></c></row>' +
        '<row r="5"><c r="A5" s="0"/><c r="B5" t="s"><v>3</v></c></row>' +
        '<row r="6"><c r="A6" t="str"><f>"A"&amp;1</f><v>A1</v></c><c r="C6" t="b"><v>1</v></c></row>' +
        '<row><c><v>7</v></c><c t="e"><v>#N/A</v></c></row>',
    },
  });
  expect(table.rows).toEqual([
    ['1001', '9400', ''],
    ['A1', '', 'TRUE'],
    ['7', '#N/A', ''],
  ]);
  expect(table.lines).toEqual([4, 6, 7]);
});

test('numbers show what Excel shows; those that lost digits are marked and caught by the rules for CSV', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="172" formatCode="&quot;day&quot; 0"/><numFmt numFmtId="173" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="1"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="49"/><xf numFmtId="21"/></cellXfs><cellStyles/><dxfs><xf numFmtId="14"/></dxfs>';
  const cases: [raw: string, style: number, text: string, damaged: boolean][] = [
    ['1001', 0, '1001', false],
    ['-12', 0, '-12', false],
    ['925082123456', 0, '925082123456', false],
    ['123456789012345', 0, '123456789012345', false],
    ['1234567890123456', 0, '1.23457E+15', true],
    ['9400110200881234567890', 0, '9.40011E+21', true],
    ['9.4001102008812346E+21', 0, '9.40011E+21', true],
    ['9.4001102008812346E+21', 4, '9400110200881230000000', true],
    ['9.25082E+11', 0, '9.25082E+11', true],
    ['1E+15', 0, '1E+15', true],
    ['1001', 2, '01001', false],
    ['0.30000000000000004', 0, '0.3', false],
    ['1.5', 0, '1.5', false],
    ['1E-9', 0, '1E-09', false],
    ['45378', 1, '2024-03-27', false],
    ['45378.435416666667', 3, '2024-03-27T10:27:00', false],
    ['45378', 6, '2024-03-27', false],
    ['59', 1, '1900-02-28', false],
    ['61', 1, '1900-03-01', false],
    ['0.5', 8, '12:00:00', false],
    ['45378', 5, '45378', false],
    ['9400110200', 7, '9400110200', false],
  ];
  const rows = cases.map(
    ([raw, style], i) =>
      `<row r="${i + 2}"><c r="A${i + 2}" t="inlineStr"><is><t>k</t></is></c><c r="B${i + 2}" s="${style}"><v>${raw}</v></c></row>`,
  );
  const table = await read({ styles, sheets: { Data: HEADER + rows.join('') } });
  expect(table.rows.map((row) => row[1])).toEqual(cases.map(([, , text]) => text));
  expect(table.damaged).toEqual(cases.flatMap(([, , , damaged], i) => (damaged ? [`${i + 1}:1`] : [])));
  for (const at of table.damaged)
    expect(excelDamage(table.rows[Number(at.split(':')[0]) - 1]?.[1] as string)).not.toBeNull();
});

test('days count from 1904 where the workbook says so', async () => {
  const table = await read({
    workbookPr: '<workbookPr date1904="1"/>',
    styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>',
    sheets: {
      Data: `${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>k</t></is></c><c r="B2" s="1"><v>43916</v></c></row>`,
    },
  });
  expect(table.rows[0]?.[1]).toBe('2024-03-27');
});

test('the first visible sheet with rows is read, or the one that is named', async () => {
  const other = inlineRow(1, ['Email', 'Tracking']) + inlineRow(2, ['a@b.example', '94001']);
  const form: WorkbookForm = {
    sheets: { Secret: other, Empty: '', Data: HEADER + inlineRow(2, ['1', '2', '3']), Codes: other },
    hidden: ['Secret'],
  };
  const table = await read(form);
  expect(table.layout).toMatchObject({
    sheet: 'Data',
    sheets: ['Secret', 'Empty', 'Data', 'Codes'],
    headerRow: 0,
  });
  expect(table.rows).toEqual([['1', '2', '3']]);
  expect((await read(form, { sheet: 'Codes' })).rows).toEqual([['a@b.example', '94001']]);
  expect(await refusal(writeWorkbook(form), { sheet: 'None' })).toMatch(/has no sheet “None”/);
});

test('titles above the header, cells beyond it and a repeated header are treated as in CSV', async () => {
  const sheet =
    inlineRow(1, ['Export of today']) +
    inlineRow(3, ['Order', 'Tracking']) +
    inlineRow(4, ['1', '9400']) +
    inlineRow(5, ['2', '9401', 'x']) +
    inlineRow(6, ['Order', 'Tracking']) +
    inlineRow(7, ['3', '9402']) +
    inlineRow(8, ['4', '', '']);
  const table = await read({ sheets: { Data: sheet } });
  expect(table.layout).toMatchObject({ headerRow: 1, headerLine: 3, rowsBeforeHeader: 1 });
  expect(table.rows).toEqual([
    ['1', '9400'],
    ['2', '9401', 'x'],
    ['Order', 'Tracking'],
    ['3', '9402'],
    ['4', ''],
  ]);
  expect(table.problems).toEqual(['TOO_MANY_CELLS@2:5', 'REPEATED_HEADER@3:6']);
});

test('a large sheet comes in many batches, from a stream too, and leaves nothing behind', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => [String(i), `94001${i}`, 'x']);
  const bytes = writeWorkbook({
    sheets: { Data: HEADER + rows.map((row, i) => inlineRow(i + 2, row)).join('') },
  });
  const layout = await layoutOf(save(bytes));
  const temp = mkdtempSync(join(folder, 'spool-'));
  const { head, complete, stream } = await peekHead(inPieces(bytes, [10_000]));
  expect(Buffer.from(head).equals(Buffer.from(bytes.subarray(0, head.length)))).toBe(true);
  expect(complete).toBe(bytes.length <= 262_144);
  const table = await readAll(openTable({ stream }, layout, temp));
  expect(table.rows).toEqual(rows);
  expect(table.batches.length).toBeGreaterThan(10);
  for await (const _batch of openTable({ stream: inPieces(bytes) }, layout, temp)) break;
  expect(readdirSync(temp)).toEqual([]);
});

test('many shared strings spill to disk and are found again in any order', async () => {
  const temp = mkdtempSync(join(folder, 'pool-'));
  const pool = await createStringPool(temp);
  const text = (i: number): string =>
    i % 50_000 === 7 ? 'long ä'.repeat(20_000) : i % 3 === 0 ? '' : `${i}:${'€'.repeat(i % 40)}`;
  const count = 600_000;
  for (let i = 0; i < count; i++) pool.add(text(i));
  const [spilled] = readdirSync(temp);
  expect(readdirSync(join(temp, spilled as string))).toEqual(['strings']);
  for (let i = 0; i < 50_000; i++) {
    const at = (i * 48_271) % count;
    if (pool.get(at) !== text(at)) throw new Error(`string ${at} differs`);
  }
  for (const at of [0, 7, count - 1, 50_007]) expect(pool.get(at)).toBe(text(at));
  for (const at of [-1, count, 1.5, Number.NaN]) expect(pool.get(at)).toBeUndefined();
  pool.close();
  expect(readdirSync(temp)).toEqual([]);
});

test('another kind of ZIP, and a workbook with nothing in it, are named', async () => {
  expect(await refusal(zipSync({ 'a.csv': strToU8('x') }), { fileName: 'x.xlsx' })).toMatch(
    /^NOT_A_TABLE: “x\.xlsx” is a ZIP archive/,
  );
  expect(
    await refusal(
      zipSync({
        '[Content_Types].xml': strToU8('<Types/>'),
        '_rels/.rels': strToU8(
          '<Relationships><Relationship Id="1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        ),
        'word/document.xml': strToU8('<a/>'),
      }),
    ),
  ).toMatch(/^NOT_A_TABLE/);
  expect(
    await refusal(zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.bin': strToU8('x') })),
  ).toMatch(/^NOT_A_TABLE.*xlsb/);
  expect(await refusal(writeWorkbook({ sheets: { Data: '' } }))).toMatch(/^EMPTY_FILE/);
  expect(await refusal(writeWorkbook({ sheets: { Data: HEADER } }))).toMatch(/^NO_ROWS/);
  const wide = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
  expect(await refusal(writeWorkbook({ sheets: { Data: inlineRow(1, wide) + inlineRow(2, wide) } }))).toMatch(
    /^TOO_MANY_COLUMNS/,
  );
});

test.each<[string, string]>([
  ['a document type', '<!DOCTYPE'],
  ['XML that breaks off', '<row r="1"><c r="A1"><v>1</v>'],
  ['an unknown entity', '<row r="1"><c r="A1" t="str"><v>&lol;</v></c></row>'],
  ['rows out of order', `${inlineRow(2, ['a', 'b'])}${inlineRow(1, ['c', 'd'])}`],
  ['a row beyond the last', inlineRow(1_048_577, ['a'])],
  ['a cell without a column', '<row r="1"><c r="1"><v>1</v></c></row>'],
  ['a text that is not there', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'],
  ['deep nesting', '<a>'.repeat(100_000)],
  ['a tag without end', `<row x="${randomBytes(1_500_000).toString('hex')}`],
])('a sheet with %s is refused as broken', async (_name, sheet) => {
  expect(await refusal(writeWorkbook({ sheets: { Data: sheet } }))).toMatch(
    /^BAD_WORKBOOK: The workbook cannot be read/,
  );
});

test('a file cut off, or with its bytes damaged, is refused as broken', async () => {
  const bytes = writeWorkbook({
    sheets: {
      Data:
        HEADER +
        Array.from({ length: 2000 }, (_, i) => inlineRow(i + 2, [String(i), `x${(i * 7919) % 997}`])).join(
          '',
        ),
    },
  });
  expect(await refusal(bytes.subarray(0, bytes.length - 100))).toMatch(/^BAD_WORKBOOK/);
  expect(await refusal(new Uint8Array([0x50, 0x4b, 3, 4]))).toMatch(/^BAD_WORKBOOK/);
  const layout = await layoutOf(save(bytes));
  const hurt = Uint8Array.from(bytes);
  const dataAt = Buffer.from(hurt).indexOf('xl/worksheets/sheet1.xml');
  hurt.fill(0xff, dataAt + 3000, dataAt + 3400);
  await expect(readAll(openTable({ path: save(hurt) }, layout))).rejects.toMatchObject({
    code: 'BAD_WORKBOOK',
  });
});

test('a ZIP bomb is refused before it is unpacked', async () => {
  const bomb = writeWorkbook({
    sheets: { Data: HEADER },
    extra: { 'xl/sharedStrings.xml': [Buffer.alloc(200_000_000, ' '), { level: 9 }] },
  });
  expect(bomb.length).toBeLessThan(1_000_000);
  const found = await detectWorkbookLayout(save(bomb));
  expect(found).toMatchObject({
    kind: 'refusal',
    code: 'WORKBOOK_TOO_LARGE',
    message: expect.stringMatching(/100 times/) as unknown,
  });
});

test('columns beyond Z are found', async () => {
  const cells = Array.from({ length: 60 }, (_, i) => columnName(i));
  const table = await read(
    {
      sheets: {
        Data:
          inlineRow(
            1,
            cells.map((name) => `Order ${name}`),
          ) + inlineRow(2, cells),
      },
    },
    { headerRow: 0 },
  );
  expect(table.rows).toEqual([cells]);
});
