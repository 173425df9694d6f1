import { describe, expect, it } from 'vitest';
import { readInboxSearch } from './inbox-search.ts';
import { makeSecret, vendorOrder, vendorWords } from './vendor-words.ts';
import { prettyBody } from './delivery-looks.ts';

describe('readInboxSearch', () => {
  it('keeps what it understands', () => {
    const search = { status: 'no-parcel', vendor: 'SHIPPO', delivery: '17' };
    expect(readInboxSearch(search)).toEqual(search);
  });

  it('drops the rest', () => {
    expect(readInboxSearch({ status: 'DONE', vendor: 'easypost', delivery: 'x', more: '1' })).toEqual({});
    expect(readInboxSearch({ status: ['failed'], delivery: ['1', '2'] })).toEqual({});
  });
});

describe('vendors', () => {
  it('are offered once each, with steps that name the address', () => {
    expect([...vendorOrder].sort()).toEqual(Object.keys(vendorWords).sort());
    for (const { steps } of Object.values(vendorWords)) expect(steps.join(' ')).toMatch(/address below/);
  });

  it('get secrets of ours that differ and survive any form', () => {
    const secrets = new Set(Array.from({ length: 50 }, makeSecret));
    expect(secrets.size).toBe(50);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{32}$/);
  });
});

describe('prettyBody', () => {
  it('gives JSON its structure, and leaves the rest alone', () => {
    expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(prettyBody('Hello')).toBe('Hello');
    expect(prettyBody('')).toBe('');
  });
});
