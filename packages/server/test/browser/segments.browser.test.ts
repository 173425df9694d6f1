import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { BUCKETS } from '@waybill/schema/order-transitions';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, signInToDemo, startWithClient, type Watched } from './browser.ts';
import { countLanterns, LANTERNS } from './demo.ts';

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

const PROJECT = '/demo/lanterns-of-lune';
const GERMANS = `b.country = 'DE'`;
const FREE = 'not exists (select from order_hold h where h.backer_id = b.id)';

const count = (where: string) => countLanterns(server, where);

const shown = (n: number) => n.toLocaleString('en-US');
const counted = async () =>
  (await page.getByRole('region', { name: 'How many' }).getByRole('status').innerText())
    .replaceAll(/\s+/g, ' ')
    .split(' of ')[0]
    ?.split(' ')
    .at(-1);

async function addCondition(field: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Add a condition' }).last().click();
  await page.keyboard.type(field);
  await page.getByRole('option', { name: field, exact: true }).click();
}

async function choose(name: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name, exact: true }).click();
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
}

async function segmentAction(name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for the segment ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('a segment is built with its count beside it, and stands in the address', async () => {
  await page.goto(`${PROJECT}/segments`);
  await page.getByRole('link', { name: 'New segment' }).click();
  await page.getByRole('heading', { name: 'New segment', level: 1 }).waitFor();
  await expect.poll(counted).toBe(shown(await count('true')));

  await addCondition('Country');
  await choose('Country: values', /^Germany/);
  const germans = await count(GERMANS);
  await expect.poll(counted).toBe(shown(germans));

  await addCondition('Order status');
  await page.getByRole('combobox', { name: 'Order status: values', exact: true }).fill('Ready');
  await page.getByRole('option', { name: 'Ready to fulfill' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  const ready = await count(`${GERMANS} and o.status = 'READY_TO_FULFILL'`);
  expect(ready).toBeLessThan(germans);
  await expect.poll(counted).toBe(shown(ready));
  await page.getByRole('heading', { name: 'Country is Germany and status is Ready to fulfill' }).waitFor();

  await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toContain('READY_TO_FULFILL');
  await page.reload();
  await page.getByRole('heading', { name: 'Country is Germany and status is Ready to fulfill' }).waitFor();
  await expect.poll(counted).toBe(shown(ready));

  await page.getByRole('button', { name: 'Save the segment' }).click();
  await page.getByText('Give it a name to find it by.').waitFor();
  await page.getByLabel('Name').fill('Germany, ready');
  await page.getByRole('button', { name: 'Save the segment' }).click();
  await page.getByRole('heading', { name: 'Germany, ready', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/\/segments\/\d+$/);
});

test('Export is for who can be packed for, or for a segment', async () => {
  const ready = `o.status::text in ('${BUCKETS.START_SHIPPING.join(`', '`)}')`;
  const [listed, held] = [
    await count(`${ready} and o.physical and ${FREE}`),
    await count(`${ready} and not ${FREE}`),
  ];
  await page.goto(`${PROJECT}/export`);
  await page.getByText(`${shown(listed)} orders in Start Shipping`).waitFor();
  await page.getByRole('link', { name: `${shown(held)} on hold` }).click();
  await page
    .getByRole('group', { name: 'Filters in force' })
    .getByText(`${shown(held)} backers`)
    .waitFor();

  await page.goBack();
  await choose('For', 'Germany, ready');
  const germans = await count(`${GERMANS} and o.status = 'READY_TO_FULFILL'`);
  await page.getByText(`${shown(germans)} backers of the segment`).waitFor();
  await page.reload();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  expect(
    readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(germans + 1);
});

test('name and kind outlive a reload, as the filter does', async () => {
  await page.goto(`${PROJECT}/segments/new`);
  await page.getByLabel('Name').fill('Half made');
  await page.getByRole('radio', { name: 'Snapshot' }).check();
  await expect.poll(() => new URL(page.url()).searchParams.get('name')).toBe('Half made');
  await page.reload();
  await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Half made');
  await expect.poll(() => page.getByRole('radio', { name: 'Snapshot' }).isChecked()).toBe(true);
});

test('a filter that somebody else changed meanwhile is not saved over', async () => {
  const [row] = await server.asOwner(
    `insert into segment (creator_id, project_id, name, kind, filter)
     select creator_id, id, 'Shared', 'DYNAMIC', '{"field": "country", "operator": "IS", "value": "DE"}'
     from project where id = ${LANTERNS} returning id`,
  );
  const theirs = (name: string, value: string) =>
    server.asOwner(
      `update segment set name = '${name}', updated_at = now(),
         filter = '{"field": "country", "operator": "IS", "value": "${value}"}' where id = ${String(row?.['id'])}`,
    );
  const sentence = (text: string) => page.getByRole('heading', { name: text, exact: true }).waitFor();
  await page.goto(`${PROJECT}/segments/${String(row?.['id'])}/edit`);
  await sentence('Country is Germany');

  await theirs('France', 'FR');
  await sentence('Country is France');
  await page.getByLabel('Name').fill('Mine');
  await theirs('Spain', 'ES');
  await page
    .getByRole('alert')
    .getByText('It is now called “Spain”. Who is in it: Country is Spain.')
    .waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Save mine' }).click();
  await page.getByRole('heading', { name: 'Mine', level: 1 }).waitFor();
  await page.getByText('Country is Spain').first().waitFor();
});

test('its count follows what happens elsewhere', async () => {
  await page.goto(`${PROJECT}/segments`);
  const row = page.getByRole('listitem').filter({ hasText: 'Germany, ready' });
  const before = await count(`${GERMANS} and o.status = 'READY_TO_FULFILL'`);
  await row.getByText(shown(before), { exact: true }).first().waitFor();
  await server.asOwner(
    `update orders set status = 'CANCELED' where backer_id = (select min(b.id) from backer b
       join orders o on o.backer_id = b.id where b.project_id = ${LANTERNS} and ${GERMANS} and o.status = 'READY_TO_FULFILL')`,
  );
  await row
    .getByText(shown(before - 1), { exact: true })
    .first()
    .waitFor();
});

test('frozen it keeps its list while an action runs on it, thawed it follows its filter again', async () => {
  await page.getByRole('link', { name: 'Germany, ready' }).click();
  await page.getByRole('heading', { name: 'Germany, ready', level: 1 }).waitFor();
  await server.asOwner(
    `insert into order_hold (backer_id, creator_id, project_id, reason)
     select b.id, b.creator_id, b.project_id, 'Moved' from backer b join orders o on o.backer_id = b.id
     where b.project_id = ${LANTERNS} and ${GERMANS} and o.status = 'READY_TO_FULFILL' and ${FREE} order by b.id limit 1`,
  );
  const all = await count(`${GERMANS} and o.status = 'READY_TO_FULFILL'`);
  const ready = await count(`${GERMANS} and o.status = 'READY_TO_FULFILL' and ${FREE}`);
  await segmentAction('Germany, ready', 'Freeze');
  await page.getByText('Snapshot', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Mark as Fulfilled/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Mark ${shown(ready)} orders as Fulfilled` })
    .click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  expect(await count(`${GERMANS} and o.status = 'READY_TO_FULFILL'`)).toBe(all - ready);

  await page.getByRole('button', { name: 'Make a segment of these' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a segment' });
  await dialog.getByLabel('Name').fill('Marked today');
  await dialog.getByRole('button', { name: 'Save the segment' }).click();
  await page.getByRole('heading', { name: 'Marked today', level: 1 }).waitFor();
  await page
    .getByRole('group', { name: 'Filters in force' })
    .getByText(`${shown(ready)} backers`)
    .waitFor();

  await page.goto(`${PROJECT}/segments`);
  await page.getByRole('link', { name: 'Germany, ready' }).click();
  const list = page.getByRole('group', { name: 'Filters in force' });
  await list.getByText(`${shown(all)} backers`).waitFor();
  await segmentAction('Germany, ready', 'Thaw');
  await page.getByText('Dynamic', { exact: true }).waitFor();
  const left = all - ready;
  await list.getByText(`${shown(left)} backer${left === 1 ? '' : 's'}`, { exact: true }).waitFor();
});

test('a pasted list says what it found, what nobody has and what stands twice', async () => {
  await page.goto(`${PROJECT}/segments`);
  await page.getByRole('link', { name: 'Paste a list' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste a list of backers' });
  await dialog.getByLabel('The list').fill('1, 2, 3\n3\n#4\n987654');
  await dialog.getByRole('button', { name: 'Look up 6 entries' }).click();
  await dialog.getByText('4 backers found').waitFor();
  await dialog.getByText('1: Nobody has this backer number').waitFor();
  await dialog.getByRole('group', { name: 'Nobody has this backer number' }).getByText('987654').waitFor();
  await dialog
    .getByRole('group', { name: /more than once/ })
    .getByText('3', { exact: true })
    .waitFor();
  await dialog.getByRole('button', { name: 'Add 4 backers to the filter' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(counted).toBe('4');
  expect(new URL(page.url()).searchParams.has('paste')).toBe(false);
});

test('a condition moves and turns round by the keyboard alone', async () => {
  await addCondition('Tag');
  const tag = page.getByRole('group', { name: 'Condition: Tag' });
  await tag.getByRole('combobox', { name: 'Tag: values' }).fill('vip');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Backer number is 1, 2, 3 or 4 and tag is “vip”$/ }).waitFor();
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByRole('heading', { name: /^Tag is “vip” and backer number is/ }).waitFor();
  await expect
    .poll(() => page.locator(':focus').getAttribute('aria-label'))
    .toBe('More for the condition on Tag');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Turn into the opposite' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^No tag is “vip” \(or none\) and/ }).waitFor();
  await tag.getByText('Includes backers with no tag.').waitFor();
});

test('what the report is narrowed to becomes a segment and a tab', async () => {
  const canceled = await count(`o.status = 'CANCELED'`);
  await page.goto(`${PROJECT}/backers?status=CANCELED`);
  await page.getByRole('button', { name: 'Save as segment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a segment' });
  await dialog.getByText(`${shown(canceled)} backers now. Status is Canceled.`).waitFor();
  await dialog.getByLabel('Name').fill('Gone');
  await dialog.getByRole('button', { name: 'Save the segment' }).click();
  await page.getByRole('heading', { name: 'Gone', level: 1 }).waitFor();

  await page.goto(`${PROJECT}/backers`);
  const tabs = page.getByRole('navigation', { name: 'Segments' });
  await tabs.getByRole('link', { name: /^Gone/ }).click();
  await page
    .getByRole('group', { name: 'Filters in force' })
    .getByText(`${shown(canceled)} backers`)
    .waitFor();
  expect(new URL(page.url()).searchParams.has('segment')).toBe(true);

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/page or action/).fill('Gone');
  await page.getByText(`${shown(canceled)} backers · Status is Canceled`).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Gone', level: 1 }).waitFor();
  await segmentAction('Gone', 'Delete…');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the segment' }).click();
  await page.getByRole('heading', { name: 'Segments', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Gone', exact: true }).waitFor({ state: 'detached' });
  expect(watched.troubles).toEqual([]);
});
