import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { BackerLink } from '@waybill/schema/public-pages';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import { axeFindings, openBrowser, openPage, signInToDemo, startWithClient } from './browser.ts';

const PROFILE = '/c/demo';
const PROJECT = '/demo/lanterns-of-lune';

let browser: Browser;
let server: TestServer;
let cookie: string;
/** A backer with parcels, and the way to their own page. */
let backer: string;
let pledge: string;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
  const { page, context } = await openPage(browser, { url: server.url });
  cookie = await signInToDemo(page);
  await context.close();
  const [row] = await server.asOwner(
    `select backer_id::text as id from shipment where tracking_number is not null and voided_at is null order by backer_id limit 1`,
  );
  backer = String(row?.id);
  pledge = await linkOf(backer);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

async function linkOf(id: string): Promise<string> {
  const answer = await server.query(BackerLink, { id }, { cookie });
  return new URL(answer.backer?.publicUrl ?? '').pathname;
}

test.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const)(
  'axe finds nothing on the pages strangers see, %s at %i, and nothing sticks out',
  async (scheme, width) => {
    const { page, context, troubles } = await openPage(browser, { url: server.url, scheme, width });
    const findings: string[] = [];
    for (const path of [PROFILE, pledge]) {
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      await page.getByRole('heading', { level: 1 }).waitFor();
      findings.push(...(await axeFindings(page)).map((finding) => `${path} ${finding}`));
      const wide = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      // The policy lets the style through, or the page would stand on bare white.
      const colored = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      expect(wide).toBe(0);
      expect(colored).toBe(scheme === 'dark' ? 'rgb(15, 17, 21)' : 'rgb(246, 247, 249)');
    }
    expect(findings).toEqual([]);
    expect(troubles).toEqual([]);
    for (const path of ['/c/nobody', '/b/nothing']) {
      await page.goto(path);
      findings.push(...(await axeFindings(page)).map((finding) => `${path} ${finding}`));
    }
    await context.close();
    expect(findings).toEqual([]);
  },
);

test('what may be looked up is said to those who look', async () => {
  const answer = await server.fetch('/robots.txt');
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toMatch(/^User-agent: \*\nDisallow: \/api\/$/m);
});

test('the pages need one request and no script', async () => {
  const { page, context, troubles } = await openPage(browser, { url: server.url });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const path of [PROFILE, pledge]) await page.goto(path, { waitUntil: 'networkidle' });
  expect(asked.filter((path) => path !== '/favicon.svg')).toEqual([PROFILE, pledge]);
  expect(await context.cookies()).toEqual([]);
  await context.close();
  expect(troubles).toEqual([]);
});

test('a switch publishes a project, and takes it off', async () => {
  const { page, context, troubles } = await openPage(browser, { url: server.url, cookie });
  await page.goto(PROJECT);
  const panel = page.getByRole('region', { name: 'Public profile' });
  const sw = panel.getByRole('switch', { name: 'Publish on the profile' });
  await panel.getByRole('link', { name: /See the profile/ }).waitFor();
  expect(await sw.isChecked()).toBe(true);
  await sw.click();
  await panel.getByRole('link', { name: /See the profile/ }).waitFor({ state: 'detached' });
  expect((await server.fetch(PROFILE)).status).toBe(404);

  await panel.getByRole('link', { name: 'Name, words and badge' }).click();
  await page.getByRole('heading', { name: 'Public profile', level: 1 }).waitFor();
  await page.getByRole('switch', { name: 'Publish Tidepools: second printing on the profile' }).click();
  await page.getByRole('switch', { name: 'Publish Lanterns of Lune on the profile' }).click();
  const code = page.locator('code', { hasText: '<a href=' });
  await code.waitFor();
  expect(await code.innerText()).toContain('/c/demo/badge.svg');
  await page.evaluate(`document.querySelector('img[alt="The badge"]').decode()`);

  await page.getByLabel('About').fill('Two people, a cat and <b>too many</b> lanterns.');
  await page.getByRole('button', { name: 'Save name and words' }).click();
  await page.getByText('The profile says so from now on.').waitFor();
  const stranger = await openPage(browser, { url: server.url });
  await stranger.page.goto(PROFILE);
  await stranger.page.getByText('Two people, a cat and <b>too many</b> lanterns.').waitFor();
  expect(await stranger.page.getByRole('article').count()).toBe(2);
  expect(await axeFindings(page)).toEqual([]);
  await context.close();
  await stranger.context.close();
  expect([...troubles, ...stranger.troubles]).toEqual([]);
});

test('a backer’s link is there to be copied, and a new one voids it', async () => {
  const { page, context, troubles } = await openPage(browser, { url: server.url, cookie });
  await page.goto(`${PROJECT}/backers/${backer}`);
  const section = page.getByRole('region', { name: 'Backer’s own page' });
  const before = new URL(await section.locator('code').innerText()).pathname;
  expect(before).toBe(pledge);
  await section.getByRole('button', { name: 'Make a new link' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new link' }).click();
  await page.getByText('The new link is here').waitFor();
  const after = new URL(await section.locator('code').innerText()).pathname;
  expect(after).not.toBe(before);
  await context.close();

  const stranger = await openPage(browser, { url: server.url });
  await stranger.page.goto(after);
  await stranger.page.getByRole('heading', { name: 'Lanterns of Lune', level: 1 }).waitFor();
  await stranger.page.getByRole('heading', { name: 'Backing details' }).waitFor();
  expect(stranger.troubles).toEqual([]);
  await stranger.page.goto(before);
  await stranger.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await stranger.context.close();
  expect(troubles).toEqual([]);
});
