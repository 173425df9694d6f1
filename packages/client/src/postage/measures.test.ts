import { expect, it } from 'vitest';
import { formatBox, formatBoxInches, formatWeight, mmOf } from './measures.ts';

const box = { lengthMm: 300, widthMm: 200, heightMm: 105 };

it('writes a box in both measures', () => {
  expect(formatBox(box)).toBe('30 × 20 × 10.5 cm');
  expect(formatBoxInches(box)).toBe('11.8 × 7.9 × 4.1 in');
});

it('writes weights in the unit they are spoken of', () => {
  expect(formatWeight(999)).toBe('999 g');
  expect(formatWeight(1250)).toBe('1.25 kg');
});

it('takes centimetres to whole millimetres', () => {
  expect(mmOf('10.55')).toBe(106);
  expect(mmOf(30)).toBe(300);
  expect(mmOf('')).toBeNull();
});
