import { expect, it } from 'vitest';
import { nextRun, printLink } from './print-link.ts';

it('adds the sheet to an address that may have a query already', () => {
  expect(printLink('/labels.pdf?operation=9', { layout: 'a4', perPage: 4 }, {})).toBe(
    '/labels.pdf?operation=9&layout=a4&perPage=4',
  );
  expect(printLink('/labels.pdf', { layout: '4x6', perPage: null }, { ids: ['1', '2'] })).toBe(
    '/labels.pdf?layout=4x6&ids=1%2C2',
  );
  expect(printLink('/labels.pdf', { layout: 'letter', perPage: 2 }, { unprinted: true })).toBe(
    '/labels.pdf?layout=letter&perPage=2&unprinted=1',
  );
});

it('takes as many as a PDF holds, and leaves the rest for the next', () => {
  expect(nextRun(5)).toEqual({ now: 5, later: 0 });
  expect(nextRun(2000)).toEqual({ now: 2000, later: 0 });
  expect(nextRun(4001)).toEqual({ now: 2000, later: 2001 });
});
