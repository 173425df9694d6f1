import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, signInToDemo, startWithClient, type Watched } from './browser.ts';
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
const filters = () => page.getByRole('group', { name: 'Filters in force' });
const shown = () => filters().getByRole('status').innerText();

const count = (where: string) => countLanterns(server, where);

test('what is searched and filtered for stands in the address and survives a reload', async () => {
  await page.goto(BACKERS);
  await page.getByRole('row', { name: /#?1/ }).first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('lovelace');
  const lovelaces = await count(`b.name like '%Lovelace'`);
  await expect.poll(shown).toBe(`${lovelaces} backers`);
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('lovelace');

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const status = page.getByRole('combobox', { name: 'Status', exact: true });
  await status.focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Ready to fulfill' }).click();
  const ready = await count(`b.name like '%Lovelace' and o.status = 'READY_TO_FULFILL'`);
  await expect.poll(shown).toBe(`${ready} backers`);
  await page.reload();
  await expect.poll(shown).toBe(`${ready} backers`);
  await filters().getByText('with status Ready to fulfill').waitFor();
  expect(await page.getByLabel('Search backers').inputValue()).toBe('lovelace');
  const address = new URL(page.url()).searchParams;
  expect([address.get('q'), address.get('status')]).toEqual(['lovelace', 'READY_TO_FULFILL']);

  await page.getByRole('button', { name: 'Remove the filter: with status Ready to fulfill' }).click();
  await expect.poll(shown).toBe(`${lovelaces} backers`);
});

test('everyone that matches is marked after a preview, and undo takes it back', async () => {
  const japan = `b.country = 'JP' and o.status = 'READY_TO_FULFILL'`;
  const matching = await count(japan);
  const ready = await count(`${japan} and not exists (select from order_hold h where h.backer_id = b.id)`);
  await page.goto(`${BACKERS}?status=READY_TO_FULFILL&country=JP`);
  await page
    .getByRole('checkbox', { name: /^Select (?!all)/ })
    .first()
    .click();
  const bar = page.getByRole('region', { name: 'Selected backers' });
  await bar.getByText('1 backer selected').waitFor();
  await bar.getByRole('button', { name: `Select all ${matching} that match` }).click();
  await bar.getByText(`${matching} backers selected`).waitFor();
  await bar.getByRole('button', { name: `Mark ${ready} as Fulfilled` }).click();

  const dialog = page.getByRole('dialog', { name: 'Mark as Fulfilled' });
  await dialog.getByText(`Of ${matching} backers`).waitFor();
  expect(await count(japan), 'a preview changes nothing').toBe(matching);
  await dialog.getByRole('button', { name: `Mark ${ready} orders as Fulfilled` }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  expect(await count(japan)).toBe(matching - ready);

  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo it' }).click();
  await page.getByRole('heading', { name: 'Undone' }).waitFor();
  expect(await count(japan)).toBe(matching);
});

test('one order is marked with a number from its row, and reverted beside the list', async () => {
  const { number, name } = await readyBacker(server);
  await page.goto(`${BACKERS}?from=${number}&to=${number}`);
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Mark as Fulfilled…', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tracking number').fill('1Z999AA10123456784');
  await dialog.getByRole('button', { name: 'Use UPS' }).click();
  await dialog.getByRole('button', { name: 'Mark as Fulfilled, add 1 shipment' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await row.getByText('Fulfilled', { exact: true }).waitFor();

  await row.getByText(name).first().click();
  const aside = page.getByRole('complementary', { name: 'Open backer' });
  await aside.getByText('1Z999AA10123456784').first().waitFor();
  expect(new URL(page.url()).searchParams.has('backer')).toBe(true);
  await aside.getByRole('button', { name: 'Revert', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revert this order' }).click();
  await aside.getByRole('button', { name: 'Mark as Fulfilled' }).waitFor();
  await row.getByText('Ready to fulfill').waitFor();
  await aside.getByRole('button', { name: 'Close the backer' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.has('backer')).toBe(false);
});

test('the keyboard walks the list, ticks, opens and jumps', async () => {
  await page.goto(`${BACKERS}?status=READY_TO_FULFILL`);
  await page.getByRole('row').nth(2).waitFor();
  const at = () => page.locator('[role=row][data-active]').getAttribute('aria-rowindex');
  await page.keyboard.press('j');
  await expect.poll(at).toBe('2');
  await page.keyboard.press('j');
  await expect.poll(at).toBe('3');
  await page.keyboard.press('k');
  await expect.poll(at).toBe('2');
  await page.keyboard.press('x');
  await page.getByText('1 backer selected').waitFor();
  await page.keyboard.press('Enter');
  const aside = page.getByRole('complementary', { name: 'Open backer' });
  await aside.getByRole('heading', { name: 'Order' }).waitFor();
  await page.keyboard.press('Escape');
  await aside.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByText('1 backer selected').waitFor({ state: 'detached' });

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/page or action/).fill('920');
  // Others have it in their pledge IDs.
  await expect.poll(() => page.locator('[data-action]').count()).toBeGreaterThan(1);
  await expect.poll(() => page.locator('[data-action]').first().innerText()).toContain('#920');
  await page.getByPlaceholder(/page or action/).fill('48213000');
  await page.getByText(/pledge 48213000/).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/backers\/\d+$/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(watched.troubles).toEqual([]);
});

test('the menu of a row opens, walks and closes by keyboard, and gives the focus back', async () => {
  await page.goto(`${BACKERS}?status=READY_TO_FULFILL`);
  const button = page.getByRole('button', { name: /^Actions for/ }).first();
  const focused = () => page.evaluate<string>(`document.activeElement?.textContent`);
  await button.focus();
  for (const time of ['the first', 'the second']) {
    await page.keyboard.press('Enter');
    await expect.poll(focused, { message: `${time} opening` }).toBe('Open page');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('Mark as Fulfilled…');
    await page.keyboard.press('Escape');
    await expect.poll(() => button.and(page.locator(':focus')).count()).toBe(1);
  }
});

test('what our classes say comes after what the library says, whatever file it was bundled into', async () => {
  await page.goto(BACKERS);
  await page.getByRole('columnheader', { name: 'Name' }).waitFor();
  const sizes = await page.evaluate<string[]>(`
    [...document.querySelectorAll('[role=columnheader]:has(button), [role=columnheader] button')].map(
      (element) => getComputedStyle(element).fontSize)`);
  expect(sizes.length).toBeGreaterThan(4);
  expect(new Set(sizes).size, 'a header to sort by is as large as its row').toBe(1);
});
