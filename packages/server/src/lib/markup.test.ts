import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataBlock, linkOf, markup } from './markup.ts';

test('text stays text between tags and in attributes, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '/', '=', '`', ';') }),
      (text) => {
        const made = markup`<p title="${text}">${text}</p>`.markup;
        const [, attribute = '', body = ''] = /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(made) ?? [];
        expect(decoded(attribute)).toBe(text);
        expect(decoded(body)).toBe(text);
      },
    ),
  );
});

test('lists are joined, nothing is left out, markup is kept', () => {
  const items = ['a', '<b>'].map((one) => markup`<li>${one}</li>`);
  expect(markup`<ul>${items}${null}${false}${undefined}${0}</ul>`.markup).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li>0</ul>',
  );
});

test('data cannot end its block', () => {
  const made = dataBlock('application/ld+json', { name: '</script><script>alert(1)</script><!--' }).markup;
  expect(made.match(/</g)).toHaveLength(2);
  expect(JSON.parse(made.replace(/^<script[^>]*>|<\/script>$/g, ''))).toEqual({
    name: '</script><script>alert(1)</script><!--',
  });
});

test.each([
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  ['\u0001javascript:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,<script>', null],
  ['vbscript:x', null],
  ['//evil.example', null],
  ['not a link', null],
  [null, null],
  ['https://carrier.example/?n=1&x="><b>', 'https://carrier.example/?n=1&x=%22%3E%3Cb%3E'],
])('%j leads to %j', (given, expected) => {
  expect(linkOf(given)).toBe(expected);
});

function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
