import { afterAll, beforeAll, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import type { Browser } from 'playwright-core';
import { csv, addBackers, emptyProject, upload, usps } from '../../src/operations/operations.fixture.ts';
import type { Person, TestServer } from '../test-server.ts';
import { answering, startWebhookSink, taken, type WebhookSink } from '../webhook-sink.ts';
import { axeFindings, openBrowser, openPage, startWithClient } from './browser.ts';

let browser: Browser;
let server: TestServer;
let sink: WebhookSink;
let owner: Person;

beforeAll(async () => {
  browser = await openBrowser();
  sink = await startWebhookSink();
  server = await startWithClient();
  owner = await server.signUp('Olga');
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

test('an endpoint is made, tested, told of an upload, and replayed when it works again', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(`/${owner.creatorSlug}/settings/webhooks`);
  await page.getByText('No endpoint yet').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'New endpoint' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('ftp://example.org/');
  await dialog.getByRole('checkbox', { name: 'shipment.created' }).check();
  await dialog.getByRole('button', { name: 'Make the endpoint' }).click();
  await dialog.getByText('Give a whole address that begins with https://.').waitFor();
  await dialog.getByLabel('Address').fill(`${sink.url}hook`);
  await dialog.getByLabel('What it is').fill('Shop');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make the endpoint' }).click();
  await dialog.getByText('Copy it now', { exact: false }).waitFor();
  const secret = await dialog.locator('code').first().innerText();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  await page.getByRole('link', { name: /Shop/ }).click();
  await page.getByRole('heading', { name: 'Shop' }).waitFor();
  await page.getByRole('button', { name: 'Send a test' }).click();
  const log = page.getByRole('list', { name: 'Deliveries', exact: true });
  await log.getByText('Delivered').waitFor();
  expect(sink.received[0]?.event.type).toBe('ping');

  sink.answer = answering(500, {}, 'out of paper');
  const project = await emptyProject(server, owner);
  await addBackers(server, owner, project, [{}]);
  const before = sink.received.length;
  await upload(server, owner, project, csv('Backer Number,Tracking Number', ['1', usps(1)]), {
    autoApply: true,
  });
  await sink.reached(before + 2);
  await page.getByText('Failing').waitFor();
  await log.getByRole('link', { name: /shipment.created/ }).click();
  await log.getByText('out of paper').first().waitFor();
  await log.getByLabel('Body').getByText(usps(1)).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  sink.answer = taken;
  await log.getByRole('button', { name: 'Try it now' }).click();
  await log.getByRole('link', { name: /shipment.created.*Delivered/ }).waitFor();
  const told = sink.received.findLast(({ event }) => event.type === 'shipment.created');
  expect(() =>
    new Webhook(secret).verify(told?.body ?? '', told?.headers as Record<string, string>),
  ).not.toThrow();

  await page.getByRole('button', { name: 'More for this endpoint' }).click();
  await page.getByRole('menuitem', { name: 'Rotate the secret' }).click();
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  await page.getByRole('dialog').getByText('For a day', { exact: false }).waitFor();
  const fresh = await page.getByRole('dialog').locator('code').first().innerText();
  expect(fresh).not.toBe(secret);
  await page.getByRole('button', { name: 'I have copied it' }).click();

  await page.getByRole('button', { name: 'More for this endpoint' }).click();
  await page.getByRole('menuitem', { name: 'Replay a range of time' }).click();
  await page.getByRole('radio', { name: 'Everything it asks for' }).check();
  const known = sink.received.length;
  await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
  await page.getByText('1 event is sent again.').waitFor();
  await sink.reached(known + 1);
  const again = sink.received.at(-1);
  for (const one of [secret, fresh])
    expect(() =>
      new Webhook(one).verify(again?.body ?? '', again?.headers as Record<string, string>),
    ).not.toThrow();
  expect(troubles).toEqual([]);
});

test('an endpoint that is gone is turned off, and every page says so until somebody decides', async () => {
  const { page, troubles } = await openPage(browser, {
    url: server.url,
    cookie: owner.cookie,
    width: 390,
    scheme: 'dark',
  });
  await page.goto(`/${owner.creatorSlug}/settings/webhooks`);
  await page.getByRole('link', { name: /Shop/ }).click();
  sink.answer = answering(410);
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Waybill turned this endpoint off').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.goto(`/${owner.creatorSlug}/settings/members`);
  await page.getByText('A webhook endpoint was turned off').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Leave it off' }).click();
  await page.getByText('A webhook endpoint was turned off').waitFor({ state: 'detached' });
  await page.goto(`/${owner.creatorSlug}/settings/webhooks`);
  await page.getByRole('link', { name: /Shop.*Off/ }).click();
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await page.getByRole('button', { name: 'Send a test' }).waitFor();
  expect(troubles).toEqual([]);
});
