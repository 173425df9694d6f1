import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { startSink, type Sink } from '../smtp-sink.ts';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, signInToDemo, startWithClient, type Watched } from './browser.ts';
import { readyBacker } from './demo.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { lookAfterMail } from '../../src/notifications/mail.task.ts';

let browser: Browser;
let sink: Sink;
let server: TestServer;
let watched: Watched;

beforeAll(async () => {
  browser = await openBrowser();
  sink = await startSink();
  server = await startWithClient({ smtpUrl: sink.url });
  await seedDemo(server.db);
  watched = await openPage(browser, { url: server.url });
  await signInToDemo(watched.page);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});

const PROJECT = '/demo/lanterns-of-lune';

test('a mail server that is away is said with since when and what to do, until it is back', async () => {
  const { page } = watched;
  await sink.close();
  await page.goto(`${PROJECT}/notifications`);
  await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
  const backer = await readyBacker(server, `b.email <> ''`);
  const other = await watched.context.newPage();
  await other.goto(`${PROJECT}/backers/${backer.id}`);
  await other.getByRole('button', { name: 'Mark as Fulfilled', exact: true }).click();
  const dialog = other.getByRole('dialog');
  await dialog.getByLabel('Tracking number').fill('1Z999AA10123456784');
  await dialog.getByLabel('Queue the tracking mail').check();
  await dialog.getByRole('button', { name: 'Mark as Fulfilled, add 1 shipment' }).click();
  await dialog.waitFor({ state: 'detached' });

  // The page that was open all along.
  const note = page.getByRole('alert').filter({ hasText: 'No mail goes out, since' });
  await note.getByText(/ECONNREFUSED/).waitFor();
  await note.getByText(/1 mail waits, and nothing is lost/).waitFor();
  await note.getByText('SMTP_URL').waitFor();
  await other.goto(PROJECT);
  await other.getByRole('link', { name: /The mail server cannot be reached/ }).waitFor();

  await sink.open();
  await server.asOwner('update mail_pace set retry_at = now()');
  await lookAfterMail(server.db);
  await note.waitFor({ state: 'detached' });
  await other.getByRole('link', { name: /The mail server cannot be reached/ }).waitFor({ state: 'detached' });
  expect(sink.taken).toHaveLength(1);
  await other.close();
});

test('a failure that was seen is put aside, and no longer asks for anybody', async () => {
  const { page } = watched;
  await server.asOwner(
    `insert into operation (creator_id, project_id, kind, status, actor_kind, actor_name, settled_at, failure)
     select creator_id, id, 'TRACKING_UPLOAD', 'FAILED', 'USER', 'Somebody', now(),
       '{"code":"BROKEN_OFF","message":"The file broke off."}' from project where slug = 'lanterns-of-lune'`,
  );
  await page.goto(PROJECT);
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await attention.getByText('The file broke off.').waitFor();
  await page.goto(`${PROJECT}/operations`);
  const line = page.getByRole('listitem').filter({ hasText: 'The file broke off.' });
  await line.getByRole('button', { name: 'Put aside' }).click();
  await line.getByText(/put aside/).waitFor();
  await line.getByRole('button', { name: 'Put aside' }).waitFor({ state: 'detached' });
  await page.goto(PROJECT);
  await attention.getByRole('heading').waitFor();
  await expect.poll(() => attention.getByText('The file broke off.').count()).toBe(0);
  expect(watched.troubles).toEqual([]);
});
