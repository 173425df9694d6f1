import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { OrderMarkFulfilled } from '@waybill/schema/shipments';
import { seedDemo } from '../../src/demo/seed.ts';
import { addBackers, emptyProject } from '../../src/operations/operations.fixture.ts';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, signInToDemo, startWithClient } from './browser.ts';
import { readyBacker } from './demo.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('a page that was offline says so, and catches up with what it missed', async () => {
  const { page, context, troubles } = await openPage(browser, { url: server.url });
  const cookie = await signInToDemo(page);
  await page.goto('/demo/lanterns-of-lune');
  await page.getByText(/143 more until Fulfilled/).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();

  await context.setOffline(true);
  await page.getByText(/^Offline since/).waitFor();
  const { id } = await readyBacker(server);
  const { orderMarkFulfilled } = await server.query(
    OrderMarkFulfilled,
    {
      backerId: id,
      input: { trackingNumber: 'TBA100000000001', carrier: 'Amazon' },
    },
    { cookie },
  );
  expect(orderMarkFulfilled.userErrors).toEqual([]);
  expect(await page.getByText(/143 more until Fulfilled/).isVisible()).toBe(true);

  await context.setOffline(false);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByText(/142 more until Fulfilled/).waitFor();
  // Requests that fail while there is no network are Chromium's to report; what the page itself threw is ours.
  expect(troubles.filter((trouble) => !trouble.includes('net::ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});

/** Names of the subscriptions a page opens from now on. */
function opened(page: Page): string[] {
  const names: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const name = /"type":"subscribe".*?subscription (\w+)/.exec(String(payload))?.[1];
      if (name) names.push(name);
    }),
  );
  return names;
}

test('the walk from backer to backer hears of their changes by one subscription', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url });
  await signInToDemo(page);
  const names = opened(page);
  const changes = () => names.filter((name) => name === 'BackersChanged').length;
  await page.goto('/demo/lanterns-of-lune/backers');
  await page.getByRole('row').nth(2).getByRole('gridcell').nth(2).click();
  const aside = page.getByRole('complementary', { name: 'Open backer' });
  const shown = aside.getByRole('heading', { level: 2 }).first();
  await aside.getByRole('heading', { name: 'Digital rewards' }).waitFor();
  // The list's, and one for all that shows something of the backer.
  await expect.poll(changes).toBe(2);
  for (let step = 0; step < 5; step += 1) {
    const before = await shown.innerText();
    await page.keyboard.press('j');
    await expect.poll(() => shown.innerText()).not.toBe(before);
    await aside.getByRole('heading', { name: 'Digital rewards' }).waitFor();
  }
  expect(changes()).toBe(2);
  expect(troubles).toEqual([]);
});

test('of more projects than a socket may listen to each is kept current', async () => {
  const owner = await server.signUp('Olga');
  const projects = new Map<string, string>();
  for (let n = 1; n <= 24; n += 1) {
    const title = `Lighthouse ${n}`;
    projects.set(title, await emptyProject(server, owner, title));
  }
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  const refusals: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"type":"error"')) refusals.push(String(payload));
    }),
  );
  await page.goto('/');
  await page.getByText('Live', { exact: true }).waitFor();
  for (const [title, project] of projects) {
    const card = page.getByRole('article', { name: title, exact: true });
    await card.getByText('No backers yet', { exact: false }).waitFor();
    await addBackers(server, owner, project, [{}]);
  }
  for (const title of projects.keys())
    await page.getByRole('article', { name: title, exact: true }).getByText('of 1 fulfilled').waitFor();
  expect(refusals).toEqual([]);
  expect(troubles).toEqual([]);
});
