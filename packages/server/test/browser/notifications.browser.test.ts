import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import { openBrowser, openPage, signInToDemo, startWithClient, type Watched } from './browser.ts';
import { readyBacker } from './demo.ts';

let browser: Browser;
let server: TestServer;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
  watched = await openPage(browser, { url: server.url });
  ({ page } = watched);
  await signInToDemo(page);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const PROJECT = '/demo/lanterns-of-lune';
const MAIL = `${PROJECT}/notifications`;
/** Those the tests before took are not ready any more. */
const someone = () => readyBacker(server, `b.email <> ''`);

/** Marks an order with a number on the backer's own page; the box about the mail is ticked or not. */
async function mark(id: string, number: string, tell: boolean) {
  await page.goto(`${PROJECT}/backers/${id}`);
  await page.getByRole('button', { name: 'Mark as Fulfilled', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tracking number').fill(number);
  if (tell) await dialog.getByLabel('Queue the tracking mail').check();
  await dialog.getByRole('button', { name: 'Mark as Fulfilled, add 1 shipment' }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('who is not told gets one mail, which the mailbox shows as the backer would see it', async () => {
  const backer = await someone();
  await mark(backer.id, '1Z999AA10123456784', false);
  await page.getByRole('region', { name: 'Mails' }).getByText('Nothing has been written').waitFor();

  await page.goto(MAIL);
  const untold = page.getByRole('region', { name: 'Not told yet' });
  await untold.getByRole('heading', { name: /have not been told of/ }).waitFor();
  await untold.getByRole('button', { name: 'Send tracking notifications' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'See who gets a mail' }).click();

  await page.getByText('What will happen').waitFor();
  await page.getByText('Will be written to').first().waitFor();
  expect(await server.asOwner('select id from notification'), 'a preview sends nothing').toEqual([]);
  await page.getByRole('button', { name: /^Write to [\d,]+ backers?/ }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  await page
    .getByRole('region', { name: 'Mail of this operation' })
    .getByText('None is left to send')
    .waitFor();

  await page.goto(`${MAIL}/ledger?q=${encodeURIComponent(backer.email)}`);
  const line = page
    .getByRole('list', { name: 'Mails', exact: true })
    .getByRole('button', { name: new RegExp(backer.email) });
  await line.click();
  await page
    .getByText(/no mail server is set up/)
    .first()
    .waitFor();

  await page.goto(`${MAIL}/mailbox`);
  await page.getByText(/Nothing leaves this machine/).waitFor();
  await page
    .getByRole('list', { name: 'Mailbox' })
    .getByRole('link', { name: new RegExp(backer.email) })
    .click();
  const mail = page.frameLocator('iframe[title^="Mail to"]');
  await mail.getByText('1Z999AA10123456784').first().waitFor();
  expect(await page.locator('iframe[title^="Mail to"]').getAttribute('sandbox')).not.toContain(
    'allow-scripts',
  );
  await page.getByText('As text', { exact: true }).click();
  await page
    .getByLabel(/as text$/)
    .getByText(/1Z999AA10123456784/)
    .waitFor();

  await page.goto(`${PROJECT}/backers/${backer.id}`);
  await page.getByRole('region', { name: 'Mails' }).getByText('Sent', { exact: true }).waitFor();
  await page.goto(MAIL);
  await untold.getByRole('heading', { name: 'Every backer with a parcel has been told' }).waitFor();
});

test('one order is marked and its mail queued in the same step', async () => {
  const backer = await someone();
  await mark(backer.id, '1Z999AA10123456700', true);
  await page.getByRole('region', { name: 'Mails' }).getByText('Sent', { exact: true }).waitFor();
});

test('an upload that replaces a told number offers one mail that corrects it, and its undo another', async () => {
  const backer = await someone();
  await mark(backer.id, '1Z999AA10123456791', true);
  await page.getByRole('region', { name: 'Mails' }).getByText('Sent', { exact: true }).waitFor();
  await page.goto(`${PROJECT}/upload`);
  await page.locator('input[type=file]').setInputFiles({
    name: 'replaced.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Backer Number,Tracking Number\n${backer.number},1Z999AA10123456792\n`),
  });
  await page.getByRole('button', { name: /replace 1 tracking number/ }).click();
  const offer = page.getByRole('region', { name: 'Tell the backers' });
  await offer.getByText(/^1 backer was told a number that no longer holds/).waitFor();
  const uploaded = page.url();
  await offer.getByRole('button', { name: 'Send notifications and corrections' }).click();
  await page.getByText('Will get a correction').first().waitFor();
  await page.getByRole('button', { name: 'Write to 1 backer with a correction' }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();

  await page.goto(uploaded);
  await page.getByRole('region', { name: 'Mail of this operation' }).getByText('None is left').waitFor();
  expect(await offer.count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Undo/ }).click();
  await offer.getByText(/^1 backer was told a number that no longer holds/).waitFor();
});

test('a template is written with its variables and seen as a backer would get it, before it is saved', async () => {
  await page.goto(`${MAIL}/templates`);
  const text = page.getByLabel('Text', { exact: true });
  const seen = page.frameLocator('iframe[title="The mail as the backer sees it"]');
  await seen.getByText(/Thank you for backing us/).waitFor();
  const before = await text.inputValue();

  await text.fill('Ahoy !');
  await text.press('ArrowLeft');
  await page.getByRole('button', { name: /^Insert \{\{first_name\}\}/ }).click();
  await expect.poll(() => text.inputValue()).toBe('Ahoy {{first_name}}!');
  await text.press('End');
  await page.keyboard.type('\n\n{{parcels}}');
  expect(await text.inputValue()).toBe('Ahoy {{first_name}}!\n\n{{parcels}}');
  await seen.getByText(/^Ahoy \w+!/).waitFor();

  await text.fill('Ahoy {{frist_name}}!\n\n{{parcels}}');
  await page.getByText(/In line 1, .*no variable/).waitFor();
  await text.fill('Ahoy {{first_name}}!\n\n{{parcels}}');
  await page.getByText(/In line 1/).waitFor({ state: 'detached' });

  await page.getByRole('link', { name: 'Mailbox' }).click();
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await page.getByRole('button', { name: 'Save the template' }).click();
  await page.getByText('Tracking mails say this from now on').waitFor();
  await page.getByRole('button', { name: 'Send me a test' }).click();
  await page.getByText(/A test mail is on its way/).waitFor();
  await page.getByRole('link', { name: 'Mailbox' }).click();
  await page
    .frameLocator('iframe[title^="Mail to"]')
    .getByText(/^Ahoy /)
    .waitFor();

  await page.goto(`${MAIL}/templates`);
  await page.getByRole('button', { name: 'Back to the default' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take the default text' }).click();
  await expect.poll(() => text.inputValue()).toBe(before);
});

test('every tab is in sight on a phone, and who may only look is told whom the mailbox is for', async () => {
  const tabs = page.getByRole('navigation', { name: 'Notifications' }).getByRole('link');
  const wide = page.viewportSize();
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(MAIL);
    await tabs.first().waitFor();
    const boxes = await Promise.all((await tabs.all()).map((tab) => tab.boundingBox()));
    expect(boxes).toHaveLength(5);
    for (const box of boxes) expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  }
  if (wide) await page.setViewportSize(wide);

  await server.asOwner(`update member set role = 'VIEWER'`);
  await page.goto(`${MAIL}/mailbox`);
  await page.getByText('The mailbox is for who ships').waitFor();
  await server.asOwner(`update member set role = 'OWNER'`);
});

test('a wrong setting is named beside its field, and an uncertain mail is decided about', async () => {
  await page.goto(`${MAIL}/settings`);
  await page.getByLabel('Replies go to').fill('not an address');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await page.getByLabel('Replies go to').and(page.locator('[aria-invalid=true]')).waitFor();
  await page.getByLabel('Replies go to').fill('hello@lune.example');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await page.getByText('The mail settings are saved').waitFor();
  const scan = page.getByLabel('At the carrier’s first scan');
  await scan.check();
  await page.getByLabel('Never by itself, and do not ask').check();
  expect([await scan.isDisabled(), await scan.isChecked()]).toEqual([true, false]);

  // What a cut connection leaves behind; the mail server's side of it is tested where the sender is.
  await server.asOwner(
    `update notification set status = 'UNKNOWN', response = 'The connection ended before the answer.'
     where id = (select max(id) from notification)`,
  );
  await page.goto(PROJECT);
  await page.getByRole('link', { name: /1 mail uncertain/ }).click();
  await page.getByRole('checkbox', { name: /^Select the mail to/ }).check();
  const bar = page.getByRole('region', { name: 'Selected mails' });
  await bar.getByRole('button', { name: 'It arrived' }).click();
  await page.getByText('1 mail counts as sent').waitFor();
  await page.getByText('No mail fits').waitFor();
  expect(watched.troubles).toEqual([]);
});
