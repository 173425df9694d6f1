import { expect, test } from 'vitest';
import { countEntries, guessKeyKind } from './key-kind.ts';

test('a pasted list is told by what is in it', () => {
  expect(guessKeyKind('12\n13, 14; #15')).toBe('NUMBER');
  expect(guessKeyKind('482130001 482130002')).toBe('PLEDGE_ID');
  expect(guessKeyKind('ab-12-x\nab-13-x')).toBe('PLEDGE_ID');
  expect(guessKeyKind('Ann <ann@example.com>, bob@example.com')).toBe('EMAIL');
  expect(guessKeyKind(' \n ')).toBeNull();
});

test('entries are counted however they are separated', () => {
  expect(countEntries('1, 2;3\n\n4\t5 6', 'NUMBER')).toBe(6);
  expect(countEntries('AB 1, AB 2;3\n\n4\t5 ', 'PLEDGE_ID')).toBe(5);
  expect(countEntries('', 'EMAIL')).toBe(0);
});
