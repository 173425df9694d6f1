import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../notifications/mail-html.ts';
import { webLinksIn } from './web-links.ts';

const linksIn = (text: string) => webLinksIn(text).flatMap(({ address }) => address ?? []);

describe('the addresses in a text', () => {
  test.each([
    ['See https://help.example/faq.', 'https://help.example/faq'],
    ['(https://help.example/faq), or not', 'https://help.example/faq'],
    ['https://de.example/wiki/Laune_(Stimmung)', 'https://de.example/wiki/Laune_(Stimmung)'],
    ['(see https://de.example/wiki/Laune_(Stimmung)).', 'https://de.example/wiki/Laune_(Stimmung)'],
    ['HTTP://HELP.EXAMPLE/Faq?a=1&b=2#c!', 'http://help.example/Faq?a=1&b=2#c'],
    ['“https://help.example/faq”', 'https://help.example/faq'],
    ['https://help.example/a,b;c', 'https://help.example/a,b;c'],
  ])('%j', (text, address) => {
    expect(linksIn(text)).toEqual([address]);
  });

  test.each([
    'javascript:alert(1)',
    'javascript://https:/x',
    'data:text/html,x',
    'xhttps://help.example',
    'https://',
    'https://)',
    'help.example/faq',
    '',
  ])('%j has none', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  test('nothing of the text is lost', () => {
    const text = 'Go to https://a.example, or https://b.example/x).\nhttps://c.example';
    expect(
      webLinksIn(text)
        .map((span) => span.text)
        .join(''),
    ).toBe(text);
    expect(linksIn(text)).toEqual(['https://a.example/', 'https://b.example/x', 'https://c.example/']);
  });

  test.each(['"', "'", '`', '<', '>', '\u202e', '\u0000', '\u200b', '\u2028'])(
    '%j ends one: it ends an attribute, or hides where the address leads',
    (sign) => {
      expect(linksIn(`https://a.example/${sign}onclick=alert(1)//`)).toEqual(['https://a.example/']);
    },
  );

  test('what comes of them is no markup', () => {
    const hostile = `https://a.example/"><img src=x onerror=alert(1)> https://b.example/'onx='1 https://c.example/&quot;&#34;x`;
    for (const { address } of webLinksIn(hostile))
      if (address !== null) expect(escapeHtml(address)).not.toMatch(/[<>"']/);
  });

  test('many closing signs take no time to speak of', () => {
    const text = `https://a.example/${'.)'.repeat(20_000)}`;
    expect(linksIn(text)).toEqual(['https://a.example/']);
  });
});
