import {
  FulfillmentRequestAccept,
  FulfillmentRequestReject,
  FulfillmentRequests,
} from '@waybill/schema/partners';
import { ShipmentsRecord } from '@waybill/schema/tracking-uploads';
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

let browser: Browser;
let server: TestServer;
let watched: Watched;
let page: Page;
let token: string;
let projectId: string;

const PROJECT = '/demo/lanterns-of-lune';

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
  const [project] = await server.asOwner(`select id::text from project where slug = 'lanterns-of-lune'`);
  projectId = String(project?.id);
  watched = await openPage(browser, { url: server.url });
  ({ page } = watched);
  await signInToDemo(page);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const requests = async () =>
  (await server.query(FulfillmentRequests, { first: 3 }, { token })).fulfillmentRequests;
const chip = (name: RegExp) =>
  page.getByRole('list', { name: 'Requests by how far they have come' }).getByRole('button', { name });

test('a partner is added, and gets a token that is shown once', async () => {
  await page.goto(`${PROJECT}/partners`);
  await page.getByRole('heading', { name: 'No partner yet' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add a partner' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Nordlager');
  await page.getByRole('button', { name: 'Add the partner' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tokens of Nordlager' });
  await dialog.getByLabel('New token for').fill('Warehouse system');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('Copy it now', { exact: false }).waitFor();
  token = await dialog
    .locator('code')
    .filter({ hasText: /^\S{30,}$/ })
    .innerText();
  expect(await axeFindings(page)).toEqual([]);
  expect((await requests()).totalCount).toBe(0);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await dialog.getByText('Warehouse system', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

test('orders are pushed after a preview, and the partner sees them', async () => {
  await page.getByRole('heading', { name: 'Nothing has been pushed yet' }).waitFor();
  await page.getByRole('button', { name: 'Push orders' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Push to a partner' });
  await dialog.getByRole('radio', { name: /Everyone in Start Shipping/ }).check();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Preview the push' }).click();
  await page.waitForURL(/operations\/\d+/);
  const apply = page.getByRole('button', { name: /^\D*[\d,]+ orders?/ });
  await apply.click();
  await page.getByText('Completed').first().waitFor();
  expect((await requests()).totalCount).toBeGreaterThan(10);
});

test('what the partner answers and ships is seen as it happens', async () => {
  await page.goto(`${PROJECT}/partners`);
  const { totalCount, nodes } = await requests();
  const [ships, rejects] = nodes;
  if (!ships || !rejects) throw new Error('The partner was sent too little.');
  await chip(new RegExp(`^Sent ${totalCount.toLocaleString('en-US')}$`)).waitFor();

  await server.query(FulfillmentRequestAccept, { input: { ids: [ships.id] } }, { token });
  await chip(/^In hand 1$/).waitFor();
  await server.query(
    FulfillmentRequestReject,
    { input: { ids: [rejects.id], reason: 'The street is missing' } },
    { token },
  );
  await chip(/^Rejected 1$/).waitFor();
  await server.query(
    ShipmentsRecord,
    {
      projectId,
      input: {
        rows: [{ requestId: ships.id, trackingNumber: '9400111899223197428490', carrier: 'USPS' }],
      },
    },
    { token },
  );
  await chip(/^Shipped 1$/).waitFor();

  await chip(/^Rejected/).click();
  await page.getByText('The street is missing').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: /^Send again, the order of/ }).click();
  await chip(/^Rejected 0$/).waitFor();

  await chip(/^Sent/).click();
  await page
    .getByRole('button', { name: /^Take back, the order of/ })
    .first()
    .click();
  await chip(new RegExp(`^Sent ${(totalCount - 2).toLocaleString('en-US')}$`)).waitFor();
  expect(watched.troubles).toEqual([]);
});

test('what a partner has of an order that ended otherwise is shown with its reason, and taken back', async () => {
  const [sent] = await server.asOwner(
    `select r.id::text, r.backer_id::text as backer, b.name from fulfillment_request r join backer b on b.id = r.backer_id
     where r.project_id = ${projectId} and r.status = 'SENT' order by r.id desc limit 1`,
  );
  await server.query(FulfillmentRequestAccept, { input: { ids: [String(sent?.id)] } }, { token });
  await server.asOwner(`
    update orders set status = 'CANCELED' where backer_id = ${String(sent?.backer)};
    update fulfillment_request set trouble = 'No answer' where id = ${String(sent?.id)}`);
  await page.goto(`${PROJECT}/partners?state=STILL`);
  await page.getByText('take it back, or it may be shipped twice', { exact: false }).waitFor();
  await page.getByRole('button', { name: `Take back, the order of ${String(sent?.name)}` }).click();
  await page.getByText(`Nordlager is told not to ship the order of ${String(sent?.name)}.`).waitFor();
  await page.getByRole('heading', { name: 'No request fits' }).waitFor();
  expect(watched.troubles).toEqual([]);
});

test('the backer’s page says who has the order, and follows it', async () => {
  await page.goto(`${PROJECT}/partners`);
  await chip(/^Shipped/).click();
  // Until those that are shipped are there, the rows of the former choice stay.
  const rows = page.getByRole('list', { name: 'Requests', exact: true });
  await rows.getByText('9400111899223197428490').waitFor();
  await rows.getByRole('link').first().click();
  await page.getByText('Nordlager: Shipped').waitFor();
  await page.getByText('9400111899223197428490').first().waitFor();

  const [sent] = await server.asOwner(
    `select id::text, backer_id::text as backer from fulfillment_request
     where project_id = ${projectId} and status = 'SENT' limit 1`,
  );
  await page.goto(`${PROJECT}/backers/${String(sent?.backer)}`);
  await page.getByText('Nordlager: Sent, not answered yet').waitFor();
  await server.query(
    FulfillmentRequestReject,
    { input: { ids: [String(sent?.id)], reason: 'Out of boxes' } },
    { token },
  );
  await page.getByText('Nordlager: Rejected').waitFor();
});

test('the backer’s page says so where what partners have could not be read', async () => {
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query BackerRequests')
      ? route.fulfill({ json: { errors: [{ message: 'Out of order' }] } })
      : route.continue(),
  );
  await page.reload();
  await page.getByText('What partners were sent could not be read.').waitFor();
  await page.unroute('**/graphql');
  await page.reload();
  await page.getByText('Nordlager: Rejected').waitFor();
});
