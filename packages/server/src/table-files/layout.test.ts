import { expect, test } from 'vitest';

import { detectLayout, type CsvLayout, type LayoutOptions } from './layout.ts';
import { encode } from './table-files.fixtures.ts';

function layoutOf(file: string | Uint8Array, options?: LayoutOptions): CsvLayout {
  const found = detectLayout(typeof file === 'string' ? Buffer.from(file) : file, options);
  if (found.kind !== 'layout' || found.layout.format !== 'csv') throw new Error(JSON.stringify(found));
  return found.layout;
}

function refusalOf(file: string | Uint8Array, options?: LayoutOptions): string {
  const found = detectLayout(typeof file === 'string' ? Buffer.from(file, 'latin1') : file, options);
  if (found.kind !== 'refusal') throw new Error(JSON.stringify(found));
  return `${found.code}: ${found.message}`;
}

test.each([
  [',', 'Pledge ID,Tracking Number\n1,9400\n2,9401\n'],
  [';', 'Pledge ID;Betrag\n1;2,50\n2;3,75\n3;4,10\n'],
  ['\t', 'order-id\ttracking-number\tship-date\n1\t9400\t2024-01-01\n'],
  ['|', 'Pledge ID|Notes\n1|a, b\n2|c, d, e\n'],
])('finds the delimiter %j', (delimiter, file) => {
  expect(layoutOf(file)).toMatchObject({ delimiter, headerRow: 0, sepLine: false });
});

test('a delimiter inside quotes is none', () => {
  expect(layoutOf('Order;Items\n1;"a,b"\n2;"c,d"\n').delimiter).toBe(';');
});

test('the sep= line is obeyed, quoted or not, and is no record', () => {
  for (const line of ['sep=|', '"sep=|"', 'SEP=|']) {
    expect(layoutOf(`${line}\r\na,b|Tracking\r\n1,2|9400\r\n`)).toMatchObject({
      delimiter: '|',
      sepLine: true,
      headerRow: 0,
      headerLine: 2,
    });
  }
});

test.each(['utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252'] as const)(
  'finds the encoding %s',
  (encoding) => {
    const layout = layoutOf(encode('Order,Name,Tracking\n1,Jörg,9400\n2,Zoë,9401\n', encoding));
    expect(layout).toMatchObject({ encoding, encodingSample: 'Jörg' });
    expect(layout.columns[0]?.header).toBe('Order');
  },
);

test('finds UTF-16 without a byte order mark, and UTF-8 with a broken letter in it', () => {
  expect(layoutOf(Buffer.from('Order\tTracking\n1\t9400\n', 'utf16le')).encoding).toBe('utf-16le');
  expect(layoutOf(Buffer.from('Order\tTracking\n1\t9400\n', 'utf16le').swap16()).encoding).toBe('utf-16be');
  expect(
    layoutOf(Buffer.concat([Buffer.from('Order,Name\n1,Zoë\n2,Łódź\n3,'), Buffer.from([0xf6, 0x0a])]))
      .encoding,
  ).toBe('utf-8');
});

test('a head that ends inside a character is still UTF-8', () => {
  const bytes = Buffer.from(`Order,Name\n${'1,Zoë\n'.repeat(50_000)}`);
  const cut = bytes.subarray(0, bytes.indexOf(0xc3, 262_000) + 1);
  expect(layoutOf(cut, { complete: false }).encoding).toBe('utf-8');
});

test('finds the header below titles and blank lines', () => {
  const layout = layoutOf(
    'Waybill export\nMade on 2024-01-01,\n\nBacker Number,Email,Tracking #\n1,a@b.example,\n2,c@d.example,9400\n',
  );
  expect(layout).toMatchObject({ headerRow: 2, headerLine: 4, rowsBeforeHeader: 2 });
  expect(layout.columns.map((column) => column.header)).toEqual(['Backer Number', 'Email', 'Tracking #']);
});

test('finds a header in words it does not know by what stands below it', () => {
  expect(
    layoutOf('注文番号,追跡\n1001,9400110200881234567890\n1002,9400110200881234567891\n').headerRow,
  ).toBe(0);
});

test('finds that there is no header', () => {
  const layout = layoutOf(
    '1001,a@b.example,9400110200881234567890\n1002,c@d.example,9400110200881234567891\n',
  );
  expect(layout).toMatchObject({ headerRow: null, headerLine: null, rowsBeforeHeader: 0 });
  expect(layout.columns.map((column) => column.header)).toEqual(['', '', '']);
});

test('a single column is a table', () => {
  expect(layoutOf('9400110200881234567890\n9400110200881234567891\n')).toMatchObject({
    headerRow: null,
    columns: [{ index: 0 }],
  });
  expect(layoutOf('Tracking number\n9400110200881234567890\n')).toMatchObject({ headerRow: 0 });
});

test('samples are three different values, and equal headers stay two columns', () => {
  const layout = layoutOf('Order,Note,Note\n1,a,\n2,a,x\n3,b,\n4,c,\n5,d,\n');
  expect(layout.columns).toEqual([
    { index: 0, header: 'Order', samples: ['1', '2', '3'] },
    { index: 1, header: 'Note', samples: ['a', 'b', 'c'] },
    { index: 2, header: 'Note', samples: ['x'] },
  ]);
});

test('headers named __proto__ and constructor are headers', () => {
  expect(layoutOf('__proto__,constructor,Tracking\n1,2,3\n').columns.map((column) => column.header)).toEqual([
    '__proto__',
    'constructor',
    'Tracking',
  ]);
});

test('blank columns at the right are none', () => {
  expect(layoutOf('Order,Tracking,,,\n1,9400,,,\n2,9401,,,\n')).toMatchObject({
    columns: [{ index: 0 }, { index: 1 }],
    minCells: 2,
  });
});

test('a person may overrule every guess', () => {
  const layout = layoutOf('a;b,c\nd;e,f\ng;h,i\n', {
    delimiter: ';',
    encoding: 'windows-1252',
    headerRow: 1,
  });
  expect(layout).toMatchObject({
    delimiter: ';',
    encoding: 'windows-1252',
    headerRow: 1,
    columns: [{ header: 'd' }, { header: 'e,f' }],
  });
});

test.each([
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'JPEG'],
  ['\x89PNG\r\n\x1a\n', 'PNG'],
  ['%PDF-1.7\n', 'PDF'],
  ['\x1f\x8b\x08\0', 'gzip'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '.xls'],
  ['<!DOCTYPE html><html>', 'web page'],
  ['{"orders":[]}', 'JSON'],
  ['[{"id":1}]', 'JSON'],
  ['<?xml version="1.0"?><a/>', 'XML'],
  ['\x7fELF\x02', 'program'],
  [
    'PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
    'OpenDocument',
  ],
])('refuses %j by its signature whatever its name', (bytes, format) => {
  const refusal = refusalOf(bytes, { fileName: 'backers.csv' });
  expect(refusal).toMatch(/^NOT_A_TABLE: “backers\.csv” is /);
  expect(refusal).toContain(format);
});

test('letters that begin some binary format may begin a table too', () => {
  expect(layoutOf('PAR1,9400110200881234567890\nPAR2,9400110200881234567891\n').columns).toHaveLength(2);
  expect(layoutOf('1234ftyp,9400110200881234567890\n2,9400110200881234567891\n').columns).toHaveLength(2);
});

test('a ZIP may be a workbook, so the whole file is asked for', () => {
  expect(detectLayout(Buffer.from('PK\x03\x04\x14\0', 'latin1'))).toEqual({ kind: 'workbook' });
});

test('refuses what is empty, blank, binary, or a header without rows', () => {
  expect(refusalOf('')).toMatch(/^EMPTY_FILE/);
  expect(refusalOf('\xef\xbb\xbf')).toMatch(/^EMPTY_FILE/);
  expect(refusalOf('\r\n \r\n,,\r\n')).toMatch(/^EMPTY_FILE/);
  expect(refusalOf(','.repeat(100_000))).toMatch(/^EMPTY_FILE/);
  expect(refusalOf(Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)))).toMatch(
    /^NOT_A_TABLE/,
  );
  expect(refusalOf(Buffer.alloc(100_000))).toMatch(/^NOT_A_TABLE/);
  expect(refusalOf('Pledge ID,Tracking Number\n')).toMatch(/^NO_ROWS/);
  expect(refusalOf('Foo,Bar')).toMatch(/^NO_ROWS/);
  expect(refusalOf('Export\nPledge ID,Tracking Number\n,\n')).toMatch(/^NO_ROWS/);
});

test('refuses more than 100 columns: 101, ten thousand, a million', () => {
  for (const columns of [101, 10_000, 1_000_000]) {
    const file = Buffer.from(
      `${Array.from({ length: columns }, (_, i) => `column ${i}`).join(',')}\n${'1,'.repeat(columns - 1)}1\n`,
    );
    expect(refusalOf(file.subarray(0, 262_144))).toMatch(/^TOO_MANY_COLUMNS/);
  }
  expect(
    layoutOf(`${Array.from({ length: 100 }, (_, i) => `column ${i}`).join(',')}\n${'1,'.repeat(99)}1\n`)
      .columns,
  ).toHaveLength(100);
});

test('one overlong row among others does not make the file too wide', () => {
  expect(layoutOf(`Order,Tracking\n1,9400\n2,9401${',x'.repeat(500)}\n3,9402\n`).columns).toHaveLength(2);
});
