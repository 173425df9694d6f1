import { expect, it } from 'vitest';
import { centsOf, formatMoney } from './money.ts';

it('writes hundredths as an amount, in a currency it knows or not', () => {
  expect(formatMoney(231_840, 'USD')).toBe('$2,318.40');
  expect(formatMoney(5, 'EUR')).toBe('€0.05');
  expect(formatMoney(1250, 'coins')).toBe('12.50 coins');
});

it('reads an amount without losing a hundredth to binary fractions', () => {
  expect(centsOf('19.99')).toBe(1999);
  expect(centsOf(1.005 * 100)).toBe(10_050);
  expect(centsOf(0)).toBe(0);
  expect(centsOf('')).toBeNull();
});
