import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test('a title becomes an address part', () => {
  expect(slugOf('Lantern: a cosy game!')).toBe('lantern-a-cosy-game');
  expect(slugOf('  Żółw & Éclair № 3 ')).toBe('zo-w-eclair-no-3');
});

test('a title without a letter of a–z leaves nothing, and a long one is cut without a dash at its end', () => {
  expect(slugOf('灯籠')).toBe('');
  expect(slugOf(`${'a'.repeat(59)} b`)).toBe('a'.repeat(59));
});
