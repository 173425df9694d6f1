import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseTrackingNumber } from './carrier-match.ts';
import { CARRIERS } from './carriers.data.ts';
import { judgeText, LONGEST_NUMBER, saysNone } from './number-text.ts';
import { parseShape } from './number-shape.ts';
import { PLACEHOLDERS } from './placeholders.data.ts';
import { PUBLISHED, PUBLISHED_WRONG } from './published-numbers.fixture.ts';

const judge = (raw: string, carrier = '') => judgeText(raw, normaliseTrackingNumber(raw), carrier);
const published = Object.values(PUBLISHED).flat();
const listed = Object.values(PLACEHOLDERS).flatMap((words) => words.split(',').map((word) => word.trim()));

describe('a placeholder', () => {
  it.each([
    ...['', ' ', '-', '--', ' – ', '—', '.', '...', '?', '???', '/', '*', '✗', '❌', '="-"', "'-"],
    ...['n/a', 'N/A', 'N.A.', 'na', ' n / a ', '(n/a)', '<none>', '[TBD]', 'TBD!', 'None.', 'ｎ／ａ'],
    ...['0', '00', '0000000000', '0.00', '0-0', 'x', 'XXX', 'xxxx-xxxx', '="0"', '"none"'],
    ...['No Tracking', 'no-tracking', 'no_tracking', 'NO TRACKING #', 'Will follow…', 'to be determined'],
    ...[
      'Ausstehend',
      'nicht verfügbar',
      'ENTFÄLLT',
      'à venir',
      'A VENIR',
      'S/N',
      's/n',
      'n.v.t.',
      '无',
      'なし',
    ],
  ])('is %j', (raw) => {
    expect(judge(raw)).toBe('placeholder');
    expect(saysNone(raw)).toBe(true);
  });

  it('is every word of the list, however it is written, and no two words of it are one', () => {
    for (const word of listed)
      for (const written of [word, word.toUpperCase(), `(${word})`, `"${word}"`, word.replaceAll(' ', '_')])
        expect([written, judge(written)]).toEqual([written, 'placeholder']);
    expect(listed.length).toBe(new Set(listed).size);
  });
});

describe('what is no number', () => {
  it.each([
    ...['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NV', '#¡REF!', '#####', '="#N/A"'],
    ...['=HYPERLINK("http://evil")', '=SUM(1)', '=A1', "'=A1", ' = NA()', '=$B$2', '=-A1+B2', '＝SUM(1)'],
    ...['+A1', '@SUM(1+1)', '=cmd|"/c calc"!A1', '=1+1'],
    ...['https://example.com/track/1', 'HTTP://X.ORG', 'www.example.com/1', 'parcelsapp.com/en/tracking/1Z9'],
    ...[
      'x@y.com',
      'ada1@example.org',
      'see email',
      'see note',
      'USPS',
      'canceled',
      'not shipped',
      'picked up',
    ],
    ...['A1;B2', 'A1,B2', 'A1|B2', 'UPS: 1Z999', '1Z999 & 1Z998', '12€', 'посылка 12', '<b>1</b>'],
    '1'.repeat(120),
    '-'.repeat(LONGEST_NUMBER + 1),
  ])('is %j', (raw) => {
    expect(judge(raw)).toBe('not-a-number');
    expect(saysNone(raw)).toBe(false);
  });
});

describe('a number', () => {
  it.each([
    ...published,
    ...PUBLISHED_WRONG,
    ...['T1', 'WB-000000001', 'ZZ-UNGUESSABLE-1', 'TBA000000000001', 'NA1', 'PACK_0001', '1'],
    ...['99.34.123456.12345678', '123-456789/01', '(00)340434161094042557', '(420)90210(92)612901'],
    ...['="9400111201080805483016"', '=9400111201080805483016', "'9400111201080805483016"],
    ...['9400 1112 0108 0805 4830 16', ' 1z999aa10123456784 ', '９４００１１１２０１'],
    '1'.repeat(LONGEST_NUMBER),
  ])('is %j', (raw) => expect(judge(raw)).toBe('number'));

  it('has a digit, unless the carrier beside it writes such numbers', () => {
    const digitless = CARRIERS.flatMap(({ formats }) =>
      formats.filter(({ shape }) =>
        parseShape(shape).some((places) =>
          places.every((place) => place.some((allowed, code) => allowed === 1 && (code < 48 || code > 57))),
        ),
      ),
    );
    expect(digitless.map(({ id }) => id)).toEqual(['gls-track-id', 'sendle', 'royal-mail-2d']);
    expect(['GLS', '', 'DHL'].map((carrier) => judge('ZKWKGFEB', carrier))).toEqual([
      'number',
      'not-a-number',
      'not-a-number',
    ]);
    expect(['see email', 'not given', '#REF!'].map((raw) => judge(raw, 'GLS'))).toEqual([
      'not-a-number',
      'placeholder',
      'not-a-number',
    ]);
  });

  it('is one however it is wrapped and spaced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...published),
        fc.constantFrom('', ' ', '\u00a0', '\u200b'),
        fc.constantFrom(['', ''], ['="', '"'], ["'", ''], ['"', '"']),
        (number, gap, [before, after]) => {
          expect(judge(before + [...number].join(gap).toLowerCase() + after)).toBe('number');
        },
      ),
    );
  });

  it('is judged in no time, whatever comes', () => {
    for (const sign of ['=', ' ', "'", '-', '#', '.', 'A', '0', '(12)'])
      expect(judge(sign.repeat(300_000) + 'x1@')).toBe('not-a-number');
  });
});
