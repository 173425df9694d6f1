import { describe, expect, it } from 'vitest';
import { headerText, isAddress } from './mail-address.ts';

describe('an address', () => {
  it.each([
    'ada@example.org',
    'a.b+tag@sub.example.org',
    "o'brien@example.org",
    'waybill@localhost',
    'øre@exämple.org',
  ])('is %j', (text) => expect(isAddress(text)).toBe(true));

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@example.org, eve@example.org',
    'ada@example.org;eve@example.org',
    'ada@example.org eve@example.org',
    'Ada <ada@example.org>',
    '<ada@example.org>',
    'ada@example.org\r\nRCPT TO:<eve@example.org>',
    'ada@example.org\nBcc: eve@example.org',
    'ada\0@example.org',
    '"ada eve"@example.org',
    'ada(comment)@example.org',
    'group:ada@example.org;',
    'ada@eve@example.org',
    'ada@[127.0.0.1]',
    `${'x'.repeat(250)}@example.org`,
  ])('is not %j', (text) => expect(isAddress(text)).toBe(false));
});

it('makes one line of a name, without what ends a header or turns its direction', () => {
  expect(headerText('Ada\r\nBcc: eve@example.org')).toBe('Ada Bcc: eve@example.org');
  expect(headerText('  Ada\u202e\u0000  Lovelace ')).toBe('Ada Lovelace');
  expect(headerText('x'.repeat(300))).toHaveLength(200);
  expect(headerText(`${'a'.repeat(119)}😀 end`, 120)).toBe('a'.repeat(119));
  expect(headerText(`${'a'.repeat(118)}😀 end`, 120)).toBe(`${'a'.repeat(118)}😀`);
});
