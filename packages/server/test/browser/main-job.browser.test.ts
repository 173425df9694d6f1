import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, signInToDemo, startWithClient } from './browser.ts';

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

const PROJECT = '/demo/lanterns-of-lune';

test('a file of tracking numbers makes the project Fulfilled on another screen, and undo takes it back', async () => {
  const { page: packer, troubles } = await openPage(browser, { url: server.url });
  await signInToDemo(packer);

  const watching = await openPage(browser, { url: server.url });
  await watching.context.addCookies(await packer.context().cookies());
  const watcher = watching.page;
  await watcher.goto(PROJECT);
  await watcher.getByText(/143 more until Fulfilled/).waitFor();
  await watcher.getByText('Live', { exact: true }).waitFor();

  await packer.goto(`${PROJECT}/upload`);
  await packer
    .locator('input[type=file]')
    .setInputFiles({ name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from(file()) });
  await packer.getByText('What will happen').waitFor();
  await packer.getByText(/A spreadsheet damaged one number/).waitFor();
  await packer.getByText('Nobody found').waitFor();

  expect(
    await packer.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    'a wide file is scrolled in its sheet, not with the page',
  ).toBe(0);

  const apply = packer.getByRole('button', { name: /^Mark \d+ orders fulfilled/ });
  expect(await apply.isDisabled(), 'rows without a number are asked about first').toBe(true);
  await packer
    .getByRole('radio', { name: /Skip them/ })
    .first()
    .check();
  await expect.poll(() => apply.isEnabled()).toBe(true);
  await packer.reload();
  await expect.poll(() => apply.isEnabled()).toBe(true);
  expect(
    await packer
      .getByRole('radio', { name: /Skip them/ })
      .first()
      .isChecked(),
  ).toBe(true);
  const address = packer.url();
  await apply.click();

  await watcher.getByText('Fulfilled', { exact: true }).first().waitFor();
  await packer.getByRole('button', { name: 'Undo' }).waitFor();
  await packer.goto(PROJECT);
  await packer.goto(address);
  await packer.getByRole('button', { name: 'Undo' }).click();
  await packer.getByRole('dialog').getByRole('button', { name: /^Undo/ }).click();
  await packer.getByText('Undone', { exact: true }).first().waitFor();
  await packer.getByText('Marked Fulfilled, then undone').waitFor();
  await watcher.getByText(/143 more until Fulfilled/).waitFor();

  expect([...troubles, ...watching.troubles]).toEqual([]);
});

/** 240 good rows, one damaged by a spreadsheet, one that names nobody, one without a number: the first, far to the right. */
function file(): string {
  const notes = Array.from({ length: 14 }, (_, at) => `Note ${at + 1}`);
  const lines = [
    ['Pledge ID', 'Tracking Number', 'Carrier'],
    ['48213912', '', ''],
  ];
  for (let number = 901; number <= 1200; number += 1)
    lines.push([String(48_210_000 + number * 3), `TBA${String(100_000_000_000 + number)}`, 'Amazon']);
  lines.push(['48213906', '9.25082E+11', 'UPS'], ['99', '1Z999AA10123456784', 'UPS']);
  return lines
    .map(([pledge, ...parcel], line) =>
      [pledge, ...(line ? notes.map(() => 'x') : notes), ...parcel].join(','),
    )
    .join('\n');
}
