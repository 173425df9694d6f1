import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import {
  axeFindings,
  openBrowser,
  openPage,
  signInToDemo,
  startWithClient,
  type Watched,
} from './browser.ts';
import { countLanterns, readyBacker } from './demo.ts';

let browser: Browser;
let server: TestServer;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
  watched = await openPage(browser, { url: server.url });
  ({ page } = watched);
  await signInToDemo(page);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const BACKERS = '/demo/lanterns-of-lune/backers';
const CANADA = `b.country = 'CA'`;
const WAITING = `${CANADA} and o.status not in ('FULFILLED', 'CANCELED')`;
const HELD = 'exists (select from order_hold h where h.backer_id = b.id)';

const count = (where: string) => countLanterns(server, where);

async function choose(action: string): Promise<void> {
  await page.goto(`${BACKERS}?country=CA`);
  await page
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .first()
    .click();
  const bar = page.getByRole('region', { name: 'Selected backers' });
  await bar.getByRole('button', { name: /^Select all/ }).click();
  await bar.getByRole('button', { name: 'More actions for the selected backers' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('everyone that matches is put on hold with a reason and a day, by outcome first, and undo ends it', async () => {
  const held = await count(`${CANADA} and ${HELD}`);
  const changes = await count(`${WAITING} and not ${HELD}`);
  await choose('Put on hold');
  const dialog = page.getByRole('dialog', { name: 'Put on hold' });
  const button = dialog.getByRole('button', { name: `Put ${changes} orders on hold` });
  await dialog.getByText('Fulfilled already').waitFor();
  expect(await button.isDisabled(), 'without a reason').toBe(true);
  await dialog.getByLabel('Reason').fill('Flood at the warehouse');
  await dialog.getByLabel('Until').fill('2099-12-24');
  expect(await axeFindings(page)).toEqual([]);
  await button.click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  expect(await count(`${CANADA} and ${HELD}`)).toBe(held + changes);
  const [until] = await server.asOwner(
    `select count(*)::int as n from order_hold where reason = 'Flood at the warehouse' and until > '2099-12-22'`,
  );
  expect(until?.['n']).toBe(changes);

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo it' }).click();
  await page.getByRole('heading', { name: 'Undone' }).waitFor();
  expect(await count(`${CANADA} and ${HELD}`)).toBe(held);
});

test('tags are typed, counted as they are typed, and put on', async () => {
  const everyone = await count(CANADA);
  await choose('Tag…');
  const dialog = page.getByRole('dialog', { name: 'Tag' });
  await dialog.getByLabel('Tags').fill('wave 1');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: `Tag ${everyone} backers` }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  expect(await count(`b.tags @> '{wave 1}'`)).toBe(everyone);
});

test('forcing wants a reason and the typed count', async () => {
  const changes = await count(WAITING);
  await choose('Force Mark as Fulfilled');
  const dialog = page.getByRole('dialog', { name: 'Force Mark as Fulfilled' });
  const button = dialog.getByRole('button', { name: `Force ${changes} orders to Fulfilled` });
  await dialog.getByLabel('Reason').fill('Handed out');
  await dialog.getByLabel(/^Type/).fill(String(changes + 1));
  expect(await button.isDisabled()).toBe(true);
  await dialog.getByLabel(/^Type/).fill(String(changes));
  expect(await button.isEnabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/backers selected/).waitFor();
});

test('one order is held, released and tagged from its row', async () => {
  const { name, number } = await readyBacker(server, 'cardinality(b.tags) = 0');
  await page.goto(`${BACKERS}?from=${number}&to=${number}`);
  const menu = page.getByRole('button', { name: `Actions for ${name}` });
  const dialog = page.getByRole('dialog');
  const about = `b.number = ${number} and b.name = '${name.replaceAll("'", "''")}'`;

  await menu.click();
  await page.getByRole('menuitem', { name: 'Put on hold…' }).click();
  await dialog.getByLabel('Reason').fill('Address?');
  await dialog.getByRole('button', { name: 'Put 1 order on hold' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await count(`${about} and ${HELD}`)).toBe(1);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Release from hold…' }).click();
  await dialog.getByText('Address?').waitFor();
  await dialog.getByRole('button', { name: 'Release 1 order' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await count(`${about} and ${HELD}`)).toBe(0);

  await menu.click();
  await page.getByRole('menuitem', { name: 'Tags…' }).click();
  await dialog.getByLabel('Tags').fill('vip');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save the tags' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await count(`${about} and b.tags = '{vip}'`)).toBe(1);
  expect(watched.troubles).toEqual([]);
});
