import { expect, it } from 'vitest';
import { printLink } from './print-link.ts';

it('adds the sheet to an address that may have a query already', () => {
  expect(printLink('/labels.pdf?operation=9', 'a4', {})).toBe('/labels.pdf?operation=9&layout=a4');
  expect(printLink('/labels.pdf', '4x6', { ids: ['1', '2'] })).toBe('/labels.pdf?layout=4x6&ids=1%2C2');
  expect(printLink('/labels.pdf', 'letter', { unprinted: true })).toBe(
    '/labels.pdf?layout=letter&unprinted=1',
  );
});
