import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, startWithClient } from './browser.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const BACKERS = 2_000;

test('a new account goes from nothing to a Fulfilled project with two files', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url });
  await page.goto('/sign-up');
  await page.getByLabel('Creator').fill('Moth & Moon');
  await page.getByLabel('Your name').fill('Mara');
  await page.getByLabel('Email').fill('mara@example.org');
  await page
    .getByLabel(/^Password/)
    .first()
    .fill('four words in a row');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.getByText('No project yet').waitFor();
  await page.getByRole('button', { name: 'New project' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Emberfall');
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name: 'Import backers' }).waitFor();
  const project = new URL(page.url()).pathname.replace(/\/import$/, '');
  expect(project).toBe('/moth-moon/emberfall');

  await page.locator('input[type=file]').setInputFiles({
    name: 'kickstarter.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(kickstarterReport()),
  });
  await page.getByText('What will happen').waitFor();
  const apply = page.getByRole('region', { name: 'Apply' }).getByRole('button').last();
  const means = page.getByLabel('“Survey answered” means').first();
  expect(await means.inputValue()).toBe('Survey completed');
  await means.click();
  await page.getByRole('option', { name: 'Ready to fulfill' }).click();
  await page.getByRole('button', { name: 'Use these answers' }).click();
  await expect
    .poll(async () => [await means.inputValue().catch(() => null), await apply.isEnabled()])
    .toEqual(['Ready to fulfill', true]);
  await apply.click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();

  await page.getByRole('link', { name: 'Backers', exact: true }).first().click();
  await expect
    .poll(() => page.getByRole('grid', { name: 'Backers' }).getAttribute('aria-rowcount'))
    .toBe(String(BACKERS + 1));
  await page.getByRole('row', { name: /Backer 1 Moth/ }).waitFor();

  await page.goto(`${project}/export`);
  await page.getByText(/2,000 orders in Start Shipping/).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^emberfall-tracking-template-[\d-]+\.csv$/);
  const [header, first, ...rest] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  expect(header).toMatch(/^\ufeff?Pledge ID,Backer Number,Name,.*,Tracking Number,Carrier,Tracking URL\r?$/);
  expect(first).toMatch(/,1,Backer 1 Moth,backer\.1@example\.com,Lindenweg 2,.*,04109,.*Playmat,,,\r?$/);
  expect(rest).toHaveLength(BACKERS - 1);
  await page.goto(`${project}/upload`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'packed.csv', mimeType: 'text/csv', buffer: Buffer.from(packedFile()) });
  await page.getByText('What will happen').waitFor();
  await page.getByRole('button', { name: /^Mark 2,000 orders fulfilled/ }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  await page.goto(project);
  await page.getByText('Everything is fulfilled').waitFor();
  await page.getByText('Fulfilled', { exact: true }).first().waitFor();
  expect(troubles).toEqual([]);
});

/** The backer report as Kickstarter exports it after the survey: one row for each backer, items as columns. */
function kickstarterReport(): string {
  const lines = [
    'Backer Number,Backer UID,Backer Name,Email,Shipping Country,Reward Title,Pledge Amount,Pledged At,Fulfillment Status,Pledged Status,Notes,Playmat,Survey Response,Shipping Name,Shipping Address 1,Shipping City,Shipping Postal Code,Shipping Country Name,Shipping Country Code',
  ];
  for (let number = 1; number <= BACKERS; number += 1)
    lines.push(
      `${number},${910_000_000 + number * 17},Backer ${number} Moth,backer.${number}@example.com,DE,Deluxe,$59.00,"2026/03/28, 10:27",,collected,,1,"2026/05/02, 09:00",Backer ${number} Moth,Lindenweg ${1 + (number % 90)},Leipzig,04109,Germany,DE`,
    );
  return lines.join('\r\n');
}

/** A number and a carrier for every backer. */
function packedFile(): string {
  const lines = ['Backer Number,Tracking Number,Carrier'];
  for (let number = 1; number <= BACKERS; number += 1)
    lines.push(`${number},TBA${100_000_000_000 + number},Amazon`);
  return lines.join('\r\n');
}
