import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Person, TestServer } from '../test-server.ts';
import { openBrowser, openPage, startWithClient } from './browser.ts';

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

test('an invitation link brings a packer in, with the role it was made for', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(`/${owner.creatorSlug}/settings/members`);
  await page.getByRole('button', { name: 'Invite someone' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Email').fill('packer@example.org');
  await dialog.getByRole('radio', { name: /Fulfiller/ }).check();
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = new URL(await dialog.locator('code').innerText());
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('list', { name: 'Open invitations' }).getByText('packer@example.org').waitFor();

  const packer = await openPage(browser, { url: server.url });
  await packer.page.goto(link.pathname);
  await packer.page.getByRole('heading', { name: 'Join Olga Games' }).waitFor();
  await packer.page.getByLabel('Your name').fill('Pavel');
  await packer.page
    .getByLabel(/password/i)
    .first()
    .fill('boxes tape and paper');
  await packer.page.getByRole('button', { name: 'Join Olga Games' }).click();
  await packer.page.getByRole('heading', { name: 'Projects' }).waitFor();
  await packer.page.goto(`/${owner.creatorSlug}/settings/tokens`);
  await packer.page.getByText('Tokens are for owners and managers').waitFor();

  await page.reload();
  await page.getByRole('list', { name: 'Members' }).getByText('Pavel').waitFor();
  await page.getByText('No invitation is open').waitFor();

  const late = await openPage(browser, { url: server.url });
  await late.page.goto(link.pathname);
  await late.page.getByText('This invitation no longer works').waitFor();
  expect([...troubles, ...packer.troubles, ...late.troubles]).toEqual([]);
});

test('a token works until it is revoked', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(`/${owner.creatorSlug}/settings/tokens`);
  await page.getByText('No token yet').waitFor();
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Warehouse script');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('Copy it now', { exact: false }).waitFor();
  const token = await dialog.locator('code').first().innerText();
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  const asked = '{ viewer { creators { slug } } }';
  const answer = await server.ask(asked, {}, { token });
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toEqual({ viewer: { creators: [{ slug: owner.creatorSlug }] } });

  await page.getByRole('button', { name: 'Revoke Warehouse script' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke Warehouse script' }).click();
  await page.getByRole('list', { name: 'Revoked tokens' }).getByText('Warehouse script').waitFor();
  const refused = await server.ask(asked, {}, { token });
  expect(refused.data).toEqual({ viewer: null });
  const { errors } = await server.ask(`{ creator(slug: "${owner.creatorSlug}") { name } }`, {}, { token });
  expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  expect(troubles).toEqual([]);
});

test('what stands for rows that are read comes after a moment, not at once', async () => {
  const { page, context } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query Tokens')) {
      asked.resolve();
      await answer.promise;
    }
    return route.continue();
  });
  await page.clock.install();
  await page.goto(`/${owner.creatorSlug}/settings/members`);
  await page.getByRole('list', { name: 'Members' }).waitFor();
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByRole('navigation').getByRole('link', { name: 'API tokens' }).first().click();
  await asked.promise;
  await page.getByRole('heading', { name: 'API tokens', level: 1 }).waitFor();
  const rows = page.getByRole('main').getByLabel('Loading');
  expect(await rows.count()).toBe(0);
  await page.clock.runFor(250);
  await rows.waitFor();
  answer.resolve();
  await page.getByRole('list', { name: 'Revoked tokens' }).waitFor();
  await context.close();
});
