import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Locator } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import {
  axeFindings,
  axeInEveryLook,
  openBrowser,
  openPage,
  signInToDemo,
  startWithClient,
} from './browser.ts';

let browser: Browser;
let server: TestServer;
let cookie: string;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
  const [segment] = await server.asOwner(
    `insert into segment (creator_id, project_id, name, filter)
     select creator_id, id, 'Nearly everyone', '${FILTER}' from project where slug = 'lanterns-of-lune' returning id`,
  );
  const at = `${PROJECT}/segments/${String(segment?.['id'])}`;
  SCREENS.push([at, 'Nearly everyone'], [`${at}/edit`, 'Edit “Nearly everyone”']);
  const { page, context } = await openPage(browser, { url: server.url });
  cookie = await signInToDemo(page);
  await context.close();
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const PROJECT = '/demo/lanterns-of-lune';
/** A condition of every kind, and a group within a group. */
const FILTER = JSON.stringify({
  op: 'AND',
  nodes: [
    { field: 'number', operator: 'BETWEEN', value: [1, 900_000] },
    { field: 'country', operator: 'NONE_OF', value: ['DE', 'FR'] },
    {
      op: 'OR',
      nodes: [
        { field: 'onHold', operator: 'IS', value: false },
        { field: 'notes', operator: 'IS_EMPTY' },
      ],
    },
    {
      op: 'NOT',
      nodes: [
        { field: 'tags', operator: 'ANY_OF', value: ['nobody'] },
        { field: 'skuQuantity', operator: 'GTE', value: { sku: 'NONE', quantity: 3 } },
        { field: 'shippedAt', operator: 'WITHIN_DAYS', value: 1 },
        { field: 'deliveredAt', operator: 'BEFORE', value: '2001-01-01' },
      ],
    },
  ],
});
const SCREENS: [path: string, heading: string | RegExp][] = [
  ['/', 'Projects'],
  [PROJECT, 'Lanterns of Lune'],
  [`${PROJECT}/backers`, 'Backers'],
  [`${PROJECT}/segments`, 'Segments'],
  [`${PROJECT}/segments/new`, 'New segment'],
  [`${PROJECT}/segments/new?paste=yes`, 'New segment'],
  [`${PROJECT}/upload`, /Upload tracking/],
  [`${PROJECT}/import`, /Import backers/],
  [`${PROJECT}/notifications`, 'Notifications'],
  [`${PROJECT}/notifications/ledger`, 'Notifications'],
  [`${PROJECT}/notifications/templates`, 'Notifications'],
  [`${PROJECT}/notifications/mailbox`, 'Notifications'],
  [`${PROJECT}/notifications/settings`, 'Notifications'],
  [`${PROJECT}/exceptions`, 'Exceptions'],
  [`${PROJECT}/operations`, 'Operations'],
  [`${PROJECT}/partners`, 'Partners'],
  [`${PROJECT}/export`, 'Export'],
  [`${PROJECT}/digital-rewards`, 'Digital rewards'],
  ['/demo/tidepools', /^Tidepools/],
  ['/demo/settings/members', 'Members'],
  ['/demo/settings/webhooks', 'Webhooks'],
  ['/demo/settings/profile', 'Public profile'],
  ['/demo/settings/carrier-updates', 'Carrier updates'],
  ['/demo/settings/tokens', 'API tokens'],
];

test('axe finds nothing on any screen, light and dark, wide and narrow', async () => {
  const { page, context } = await openPage(browser, { url: server.url, cookie });
  const findings: string[] = [];
  for (const [path, heading] of SCREENS) {
    await page.goto(path);
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    findings.push(...(await axeInEveryLook(page, path)));
  }
  await context.close();
  expect(findings).toEqual([]);
}, 300_000);

/** How far it is scrolled, how much of it is seen, and how long it is; its types are the browser's, which tests lack. */
function measures(list: Locator): Promise<[top: number, room: number, whole: number]> {
  return list.evaluate((box) => {
    const { scrollTop, clientHeight, scrollHeight } = box as unknown as Record<string, number>;
    return [scrollTop, clientHeight, scrollHeight] as [number, number, number];
  });
}

test('axe finds nothing in a list of options that is open and longer than its room', async () => {
  const { page, context } = await openPage(browser, { url: server.url, cookie });
  await page.goto(`${PROJECT}/segments/new`);
  await page.getByRole('combobox', { name: 'Add a condition' }).click();
  const list = page.getByRole('listbox', { name: 'Add a condition' });
  await list.waitFor();
  const [, room, whole] = await measures(list);
  expect(whole).toBeGreaterThan(room);
  expect(await axeFindings(page)).toEqual([]);
  // By keys alone to what lies below the edge.
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await list.getByRole('option', { name: 'Touched by an operation' }).waitFor();
  await expect.poll(() => list.locator('[data-combobox-selected]').count()).toBe(1);
  expect((await measures(list))[0]).toBeGreaterThan(0);
  await context.close();
});

test('axe finds nothing before sign-in', async () => {
  const { page, context } = await openPage(browser, { url: server.url });
  const findings: string[] = [];
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await page.getByLabel(/email/i).waitFor();
    findings.push(...(await axeFindings(page)).map((finding) => `${path} ${finding}`));
  }
  await context.close();
  expect(findings).toEqual([]);
});
