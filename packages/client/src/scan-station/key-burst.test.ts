import { expect, it } from 'vitest';
import { keyBurst } from './key-burst.ts';

it('takes keys a few milliseconds apart for a scan', () => {
  const burst = keyBurst();
  for (const at of [0, 8, 17, 30]) burst.key(at);
  expect(burst.isScan()).toBe(true);
  expect(burst.isRunning(60)).toBe(true);
  expect(burst.isRunning(500)).toBe(false);
});

it('takes one slow key for typing, however fast the rest', () => {
  const burst = keyBurst();
  for (const at of [0, 10, 200, 210, 220]) burst.key(at);
  expect(burst.isScan()).toBe(false);
  burst.clear();
  for (const at of [400, 405, 410, 415]) burst.key(at);
  expect(burst.isScan()).toBe(true);
});

it('waits for Enter where there are too few keys to tell', () => {
  const burst = keyBurst();
  for (const at of [0, 5, 10]) burst.key(at);
  expect(burst.isScan()).toBe(false);
});
