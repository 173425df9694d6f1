import { CombinedGraphQLErrors } from '@apollo/client';
import { expect, test } from 'vitest';
import { isUnauthenticated, retryPause } from './apollo.ts';

test('pauses grow, are spread, and never exceed fifteen seconds', () => {
  expect([0, 1, 2, 3].map((tries) => retryPause(tries, 1))).toEqual([500, 1000, 2000, 4000]);
  expect(retryPause(3, 0)).toBe(2000);
  expect(retryPause(10_000, 1)).toBe(15_000);
});

test('only the server’s own word counts as signed out', () => {
  const refused = (code: string) =>
    new CombinedGraphQLErrors({ errors: [{ message: 'No.', extensions: { code } }] });
  expect(isUnauthenticated(refused('UNAUTHENTICATED'))).toBe(true);
  expect(isUnauthenticated(refused('FORBIDDEN'))).toBe(false);
  expect(isUnauthenticated(new TypeError('Failed to fetch'))).toBe(false);
});
