import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { addBackers, emptyProject } from '../../src/operations/operations.fixture.ts';
import type { Person, TestServer } from '../test-server.ts';
import { axeInEveryLook, openBrowser, openPage, startWithClient } from './browser.ts';

let browser: Browser;
let server: TestServer;
let owner: Person;
let project: string;
let at: string;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  owner = await server.signUp('Olga');
  project = await emptyProject(server, owner, 'Lighthouses');
  await addBackers(server, owner, project, [
    { name: 'Ada Lovelace', pledgeId: 'PLEDGE-1' },
    { name: 'Bo Diddley', pledgeId: 'PLEDGE-2' },
    { name: 'Cy Twombly', pledgeId: 'PLEDGE-3' },
    { name: 'Di Prince', pledgeId: 'PLEDGE-4', hold: 'Asked us to wait' },
    { name: 'Ed Wood', pledgeId: 'PLEDGE-5' },
    { name: 'Fay Wray', pledgeId: 'PLEDGE-6' },
    { name: 'Guy Lafleur', pledgeId: 'PLEDGE-7', status: 'CANCELED' },
  ]);
  await server.asOwner(`
    with label_of as (
      insert into label (creator_id, project_id, backer_id, operation_id, reference, status, provider, tracking_number, bought_at)
      select creator_id, project_id, id, 0, 'wb-canceled', 'BOUGHT', 'SIMULATOR', '9400111899223100007777', now() from backer
      where project_id = ${project} and number = 7 returning id, creator_id, project_id, backer_id, tracking_number)
    insert into shipment (creator_id, project_id, backer_id, label_id, source, tracking_number)
    select creator_id, project_id, backer_id, id, 'POSTAGE', tracking_number from label_of`);
  at = `/${owner.creatorSlug}/lighthouses/scan`;
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/**
 * As a scanner types: keys close together, then Enter. All are sent before the first is answered: one by one, the way
 * there and back took longer than the gap by which a scanner is told from a person.
 */
async function scan(page: Page, code: string): Promise<void> {
  const keys = await page.context().newCDPSession(page);
  const pressed = [
    ...[...code].map((key) => ({ key, text: key })),
    { key: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  ];
  await Promise.all(
    pressed.flatMap((key) => [
      keys.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
      keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
    ]),
  );
  await keys.detach();
}

async function open(options: { width?: number; scheme?: 'light' | 'dark' } = {}) {
  const watched = await openPage(browser, { url: server.url, cookie: owner.cookie, ...options });
  await watched.page.goto(at);
  await watched.page.getByRole('heading', { name: 'Scan station' }).waitFor();
  return watched;
}

async function status(number: number): Promise<unknown> {
  const [row] = await server.asOwner(
    `select o.status from orders o join backer b on b.id = o.backer_id where b.project_id = ${project} and b.number = ${number}`,
  );
  return row?.['status'];
}

const said = (page: Page) => page.getByRole('region', { name: 'Scan' }).getByRole('status');

test('a scan ships, a second one says so, trouble says how to mend it, and one scan is taken back', async () => {
  const { page, troubles } = await open();
  await scan(page, 'PLEDGE-1');
  await said(page).getByText('Shipped: #1 Ada Lovelace', { exact: false }).waitFor();
  expect(await status(1)).toBe('FULFILLED');
  await scan(page, 'PLEDGE-1');
  await said(page).getByText('Shipped already: #1 Ada Lovelace', { exact: false }).waitFor();
  await scan(page, 'PLEDGE-4');
  await said(page).getByText('On hold: Asked us to wait', { exact: false }).waitFor();
  expect(await status(4)).toBe('READY_TO_FULFILL');
  await scan(page, '9400111899223100007777');
  await said(page).getByText('Put the parcel aside, and void its label', { exact: false }).waitFor();
  await said(page).getByText('Stop', { exact: true }).waitFor();
  await scan(page, 'NOBODY-HAS-THIS');
  await said(page).getByText('Not found').waitFor();

  await page.getByRole('button', { name: /^Take back: Shipped: #1 Ada Lovelace/ }).click();
  await said(page).getByText('Taken back').waitFor();
  expect(await status(1)).toBe('READY_TO_FULFILL');
  expect(troubles).toEqual([]);
});

test('keys that meant no field are a scan all the same, and no letter of it is a shortcut', async () => {
  const { page, troubles } = await open();
  await page.evaluate('document.activeElement?.blur()');
  await page.getByRole('button', { name: 'Sound' }).focus();
  // "g d" would lead to the dashboard, "?" to the keys, and Enter would press the button.
  await scan(page, 'gd?-unknown');
  await said(page).getByText('Not found').waitFor();
  expect(new URL(page.url()).pathname).toBe(at);
  expect(await page.getByRole('button', { name: 'Sound' }).getAttribute('aria-pressed')).toBe('true');
  await scan(page, 'PLEDGE-2');
  await said(page).getByText('Shipped: #2 Bo Diddley', { exact: false }).waitFor();
  expect(troubles).toEqual([]);
});

test('no scan is lost: two at once, and those made while nothing gets through', async () => {
  const { page, context } = await open();
  await context.setOffline(true);
  await scan(page, 'PLEDGE-3');
  await scan(page, 'PLEDGE-5');
  await page.getByText('2 scans wait', { exact: false }).waitFor();
  await scan(page, 'PLEDGE-6');
  await page.getByText('3 scans wait', { exact: false }).waitFor();
  expect(await status(3)).toBe('READY_TO_FULFILL');
  await context.setOffline(false);
  await said(page).getByText('Shipped: #6 Fay Wray', { exact: false }).waitFor();
  await expect
    .poll(async () => [await status(3), await status(5), await status(6)])
    .toEqual(['FULFILLED', 'FULFILLED', 'FULFILLED']);
  const past = page.getByRole('listitem').filter({ hasText: 'Shipped:' });
  expect(await past.count()).toBe(3);
});

test('looking first shows the order, and the parcel’s own number ships it', async () => {
  const { page } = await open({ width: 390 });
  await page.getByRole('switch', { name: 'Look before shipping' }).check();
  await scan(page, 'PLEDGE-1');
  await page.getByRole('button', { name: /^Shipped: #1 Ada Lovelace/ }).waitFor();
  expect(await status(1)).toBe('READY_TO_FULFILL');
  await scan(page, '9400111899223100001234');
  await said(page).getByText('Shipped: #1 Ada Lovelace', { exact: false }).waitFor();
  const [parcel] = await server.asOwner(
    `select s.tracking_number from shipment s join backer b on b.id = s.backer_id
     where b.project_id = ${project} and b.number = 1 and s.voided_at is null`,
  );
  expect(parcel?.['tracking_number']).toBe('9400111899223100001234');
});

test('axe finds nothing, light and dark, wide and narrow', async () => {
  const { page, context } = await open();
  const findings = await axeInEveryLook(page);
  for (const code of ['PLEDGE-2', 'NOBODY', 'PLEDGE-4']) {
    await scan(page, code);
    await page.getByRole('listitem').filter({ hasText: code }).first().waitFor();
    findings.push(...(await axeInEveryLook(page)));
  }
  await context.close();
  expect(findings).toEqual([]);
});
