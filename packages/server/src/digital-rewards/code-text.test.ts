import { describe, expect, it, test } from 'vitest';
import { codeProblem, codesIn, isCodeHeader, isLink } from './code-text.ts';

describe('codes of a pasted text', () => {
  test.each<[what: string, text: string, codes: string[]]>([
    ['commas', 'A1,B2, C3 ,', ['A1', 'B2', 'C3']],
    ['one a line, whatever ends it', 'A1\nB2\r\nC3\r\n\n', ['A1', 'B2', 'C3']],
    ['both at once', 'A1, B2\nC3', ['A1', 'B2', 'C3']],
    ['semicolons where there is no comma', 'A1;B2\nC3', ['A1', 'B2', 'C3']],
    ['a column copied from a spreadsheet', 'Code\nA1\nB2', ['A1', 'B2']],
    ['a byte order mark and a header', '\ufeffSteam Key\r\nA1\r\nB2\r\n', ['A1', 'B2']],
    ['a header on the one line there is', 'Codes, A1, B2', ['A1', 'B2']],
    [
      'a file with other columns',
      'No,Download URL,Used\n1,https://a.example/1,no\n2,https://a.example/2,no',
      ['https://a.example/1', 'https://a.example/2'],
    ],
    ['quotes around what has a comma', '"https://a.example/?a=1,2",B2', ['https://a.example/?a=1,2', 'B2']],
    ['quotes within quotes', '"A ""1""",B2', ['A "1"', 'B2']],
    ['a quote that is part of a code', 'A"1,B2', ['A"1', 'B2']],
    ['what a spreadsheet wraps', '="001",\u200bB2', ['001', 'B2']],
    ['capitals, which count', 'a1,A1', ['a1', 'A1']],
    ['nothing', ' \n, ,\n', []],
  ])('%s', (_what, text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  it('are read in a moment, however many and whatever the quotes', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `CODE-${at}`);
    expect(codesIn(many.join(','))).toHaveLength(100_000);
    expect(codesIn(`"${'a'.repeat(300_000)}`)).toHaveLength(1);
  });
});

test.each([
  ['Code', true],
  ['CODES', true],
  ['download_url', true],
  ['Steam key', true],
  ['Access code', true],
  ['SUMMER-CODE-1', false],
  ['Backer Number', false],
])('%s is a header of codes: %s', (text, expected) => {
  expect(isCodeHeader(text)).toBe(expected);
});

test.each<[code: string, problem: RegExp | null]>([
  ['AAAA-BBBB', null],
  ['https://example.com/a?b=c', null],
  ['Ö-42 with spaces', null],
  ['1234567890123456', null],
  ['', /blank/],
  ['x'.repeat(2049), /longer than 2,048/],
  ['a\u0007b', /no text/],
  ['a\ud800b', /no text/],
  ['9.25E+11', /rounded/],
  ['ftp://example.com/a', /not http or https/],
  ['javascript:alert(1)', /not http or https/],
  ['JavaScript:alert(1)', /not http or https/],
  ['data:text/html,x', /not http or https/],
  ['https://user:secret@example.com/', /password/],
])('%j', (code, problem) => {
  if (problem) expect(codeProblem(code)).toMatch(problem);
  else expect(codeProblem(code)).toBeNull();
});

test('only http and https are links', () => {
  expect(['https://a.example/x', 'http://a.example', 'HTTPS://A.EXAMPLE'].map(isLink)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['a.example/x', 'javascript:alert(1)', 'AAAA-BBBB', 'mailto:a@b.c'].map(isLink)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
