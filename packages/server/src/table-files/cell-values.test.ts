import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  cleanCell,
  emailKey,
  escapeFormula,
  excelDamage,
  parseDate,
  plainKey,
  safeUrl,
  unescapeFormula,
} from './cell-values.ts';

test.each([
  '1001',
  '001001',
  '1001.0',
  '1,001',
  '#1001',
  ' 1001 ',
  '# 1001',
  '="1001"',
  "'1001",
  '\ufeff1001',
  '1\u200b001',
  '1001.00',
])('%j is the key 1001', (raw) => {
  expect(plainKey(raw)).toEqual({ key: '1001', problem: null });
});

test('keys that are no numbers stay what they are; damaged ones are refused', () => {
  expect(plainKey('gf-12ab')).toEqual({ key: 'GF-12AB', problem: null });
  expect(plainKey('0')).toEqual({ key: '0', problem: null });
  expect(plainKey('0000')).toEqual({ key: '0', problem: null });
  expect(plainKey('1,00')).toEqual({ key: '1,00', problem: null });
  expect(plainKey('1001.5')).toEqual({ key: '1001.5', problem: null });
  expect(plainKey('  ')).toEqual({ key: '', problem: null });
  expect(plainKey('12345678901234567890123')).toEqual({ key: '12345678901234567890123', problem: null });
  expect(plainKey('1.001E+3')).toEqual({ key: null, problem: 'EXCEL_SCIENTIFIC' });
  expect(plainKey('1,001E+3')).toEqual({ key: null, problem: 'EXCEL_SCIENTIFIC' });
  expect(plainKey('9400110200881230000000')).toEqual({ key: null, problem: 'EXCEL_TRUNCATED' });
});

test('Excel damage is told from sound numbers', () => {
  expect(excelDamage('9.25082E+11')).toBe('EXCEL_SCIENTIFIC');
  expect(excelDamage('9,25082E+11')).toBe('EXCEL_SCIENTIFIC');
  expect(excelDamage('9E+21')).toBe('EXCEL_SCIENTIFIC');
  expect(excelDamage('1234567890123450')).toBe('EXCEL_TRUNCATED');
  for (const sound of [
    '9400110200881234567890',
    '1234567890000000'.slice(1),
    '420000000000000',
    'EE123456785US',
    'E1',
    '',
  ])
    expect(excelDamage(sound)).toBeNull();
});

test('cells are cleaned of what cannot be seen, and of the tricks that protect numbers from Excel', () => {
  expect(cleanCell('="9400 1102"')).toBe('9400 1102');
  expect(cleanCell("'9400110200")).toBe('9400110200');
  expect(cleanCell("'t Hart")).toBe("'t Hart");
  expect(cleanCell("'s-Gravenhage 12 a")).toBe("'s-Gravenhage 12 a");
  expect(cleanCell('\u00a09400\u00a0\u202f1102 \u200e')).toBe('9400 1102');
  expect(cleanCell('A\nB')).toBe('A\nB');
  expect(cleanCell('plain')).toBe('plain');
});

test('addresses are compared whole and in lower case', () => {
  expect(emailKey(' Ann@Example.COM ')).toBe('ann@example.com');
  expect(emailKey('Ann Lee <Ann@Example.com>')).toBe('ann@example.com');
  expect(emailKey('mailto:a@b.example')).toBe('a@b.example');
  for (const none of ['', 'ann', 'a@b@c', 'a b@c.example', `${'x'.repeat(400)}@b.example`])
    expect(emailKey(none)).toBe('');
});

test('the formula escape comes back exactly, for every string', () => {
  const sign = fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\n', 'x');
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(fc.array(sign, { maxLength: 5 }), fc.string()).map(([signs, rest]) => signs.join('') + rest),
  );
  fc.assert(
    fc.property(value, (value) => {
      expect(unescapeFormula(escapeFormula(value))).toBe(value);
      expect(escapeFormula(value)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }),
    { numRuns: 2000 },
  );
});

test('the formula escape touches only what needs it', () => {
  expect(escapeFormula('=HYPERLINK("x")')).toBe(`'=HYPERLINK("x")`);
  expect(escapeFormula("'=x")).toBe("''=x");
  for (const plain of ['', 'Ann', "'t Hart", '9400', "O'Neil"]) {
    expect(escapeFormula(plain)).toBe(plain);
    expect(unescapeFormula(plain)).toBe(plain);
  }
  expect(unescapeFormula('=1')).toBe('=1');
});

test('only http and https addresses without credentials are links', () => {
  expect(safeUrl(' https://t.example/x?y=1#z ')).toBe('https://t.example/x?y=1#z');
  expect(safeUrl('HTTP://T.example')).toBe('http://t.example/');
  for (const bad of [
    '',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://x/y',
    'https://user:pw@t.example/',
    'https://user@t.example/',
    '//t.example/x',
    't.example/x',
    'https://',
    'ftp://t.example',
    `https://t.example/${'x'.repeat(3000)}`,
  ])
    expect(safeUrl(bad)).toBeNull();
});

test.each([
  ['2024-03-28', '2024-03-28'],
  ['2018/03/28, 10:27', '2018-03-28T10:27:00'],
  ['2024-03-28T10:27:05Z', '2024-03-28T10:27:05Z'],
  ['2024-03-28 10:27:05.123 +0200', '2024-03-28T10:27:05+02:00'],
  ['28.3.2024', '2024-03-28'],
  ['03.04.2024', '2024-04-03'],
  ['28/03/2024', '2024-03-28'],
  ['03/28/2024', '2024-03-28'],
  ['04/04/2024', '2024-04-04'],
  ['3/28/2024 12:05 AM', '2024-03-28T00:05:00'],
  ['3/28/2024 1:05 p.m.', '2024-03-28T13:05:00'],
  ['2024-02-29', '2024-02-29'],
  ['  ', ''],
])('the date %j is %s', (raw, date) => {
  expect(parseDate(raw)).toEqual({ date, problem: null });
});

test('dates that may be two are not guessed, unless the file says which', () => {
  expect(parseDate('03/04/2024')).toEqual({ date: null, problem: 'AMBIGUOUS_DATE' });
  expect(parseDate('03/04/2024', 'DAY_FIRST')).toEqual({ date: '2024-04-03', problem: null });
  expect(parseDate('03/04/2024', 'MONTH_FIRST')).toEqual({ date: '2024-03-04', problem: null });
});

test.each([
  '2023-02-29',
  '31.04.2024',
  '13/13/2024',
  '0000-01-01',
  '9999-12-31',
  '2024-03-28 25:00',
  '2024-03-28 10:60',
  '2024-03-28x',
  '45378',
  'yesterday',
  '2024-13-01',
  '3/28/2024 13:00 PM',
])('%j is no date', (raw) => {
  expect(parseDate(raw)).toEqual({ date: null, problem: 'BAD_DATE' });
});
