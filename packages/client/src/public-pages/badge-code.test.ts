import { expect, test } from 'vitest';
import { badgeCode } from './badge-code.ts';

const PROFILE = 'https://ship.example/c/ada';

test('leads to the profile and shows the badge in the colors asked for', () => {
  expect(badgeCode(PROFILE, 'Ada', 'auto')).toEqual({
    path: '/c/ada/badge.svg',
    html: `<a href="${PROFILE}"><img src="${PROFILE}/badge.svg" alt="Ada on Waybill" height="28"></a>`,
    markdown: `[![Ada on Waybill](${PROFILE}/badge.svg)](${PROFILE})`,
  });
  expect(badgeCode(PROFILE, 'Ada', 'dark').path).toBe('/c/ada/badge.svg?theme=dark');
});

test('a name with signs in it stays text', () => {
  const { html, markdown } = badgeCode(PROFILE, '"><b>]x', 'light');
  expect(html).toContain('alt="&#34;&#62;&#60;b&#62;]x on Waybill"');
  expect(markdown).toContain('[![">' + '<b>\\]x on Waybill]');
});
