import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { post } from '../../src/inbox/inbox.fixture.ts';
import { easypostEvent, signed } from '../../src/inbox/signing.fixture.ts';
import { addBackers, emptyProject } from '../../src/operations/operations.fixture.ts';
import { addParcels } from '../../src/shipments/absorb.fixture.ts';
import type { Person, TestServer } from '../test-server.ts';
import { axeFindings, openBrowser, openPage, startWithClient } from './browser.ts';

let browser: Browser;
let server: TestServer;
let owner: Person;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  owner = await server.signUp('Olga');
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const NUMBER = '9400111899223197428490';
const LATER = '9400111899223197428491';
const NEVER = '9400111899223197428492';
const LAST = '9400111899223197428493';

test('a service is connected, its deliveries appear as they come, and one is replayed', async () => {
  const project = await emptyProject(server, owner);
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(`/${owner.creatorSlug}/settings/carrier-updates`);
  await page.getByText('Nothing is connected yet').waitFor();
  await page.getByRole('button', { name: 'Add a connection' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the address' }).click();
  await dialog.getByText('anybody could send in its name', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Make one for me' }).click();
  await dialog.getByRole('button', { name: 'Make the address' }).click();
  await dialog.getByText('Paste the address below as the Webhook URL.').waitFor();
  const [address = '', secret = ''] = await dialog.locator('code').allInnerTexts();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('EasyPost · nothing has come in yet').waitFor();
  await page.getByText('The first delivery appears here', { exact: false }).waitFor();

  const connection = { path: new URL(address).pathname };
  const body = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -2 }]);
  expect((await post(server, connection, body, signed.easypost(body, 'forged'))).status).toBe(401);
  expect((await post(server, connection, body, signed.easypost(body, secret))).status).toBe(200);
  const list = page.getByRole('list', { name: 'Deliveries', exact: true });
  await list.getByText('No parcel yet').waitFor();
  await page.getByText('1 delivery refused', { exact: false }).waitFor();
  await page.getByLabel('Body').getByText(`"tracking_code": "${NUMBER}"`, { exact: false }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await addBackers(server, owner, project, [{ pledgeId: 'P1' }, { pledgeId: 'P2' }, { pledgeId: 'P3' }]);
  await addParcels(server, owner, project, [{ pledgeId: 'P1', number: NUMBER }]);
  await list.getByText('Taken in', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('It is worked off again', { exact: false }).waitFor();
  await list.getByText('1 event for 1 parcel').waitFor();

  // What is open stays, and is told of, when its row has left the list.
  const arrives = async (number: string) => {
    const early = easypostEvent(number, [{ status: 'in_transit', hours: -2 }]);
    expect((await post(server, connection, early, signed.easypost(early, secret))).status).toBe(200);
  };
  for (const number of [LATER, NEVER]) await arrives(number);
  await page.getByRole('button', { name: /^No parcel yet/ }).click();
  await list.getByRole('link', { name: new RegExp(NEVER) }).waitFor();
  await list.getByRole('link', { name: new RegExp(LATER) }).click();
  const opened = page.getByRole('article').filter({ hasText: `"tracking_code": "${LATER}"` });
  await opened.getByText('No parcel yet', { exact: true }).waitFor();
  await addParcels(server, owner, project, [{ pledgeId: 'P2', number: LATER }]);
  await list.getByRole('link', { name: new RegExp(LATER) }).waitFor({ state: 'detached' });
  await opened.getByText('Taken in', { exact: true }).waitFor();
  await opened.getByText('2 times in all').waitFor();
  await opened.getByRole('button', { name: 'Replay' }).click();
  await opened.getByText('2 times in all').waitFor({ state: 'detached' });
  await opened.getByText('Taken in', { exact: true }).waitFor();

  // So does what was open because it stood first: when another one arrives, and when no row is left.
  await page.getByRole('button', { name: /^No parcel yet/ }).click();
  const first = page.getByRole('article').filter({ hasText: `"tracking_code": "${NEVER}"` });
  await first.getByText('No parcel yet', { exact: true }).waitFor();
  await arrives(LAST);
  await list.getByRole('link', { name: new RegExp(LAST) }).waitFor();
  await first.getByText('No parcel yet', { exact: true }).waitFor();
  await addParcels(server, owner, project, [
    { pledgeId: 'P3', number: NEVER },
    { pledgeId: 'P3', number: LAST },
  ]);
  await page.getByText('No delivery fits').waitFor();
  await first.getByText('Taken in', { exact: true }).waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('button', { name: 'More about EasyPost' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable EasyPost' }).click();
  await page
    .getByRole('list', { name: 'Disabled connections' })
    .getByText('EasyPost', { exact: true })
    .waitFor();
  expect((await post(server, connection, body, signed.easypost(body, secret))).status).toBe(401);
  expect(troubles).toEqual([]);
});
