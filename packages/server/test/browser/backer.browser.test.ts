import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import type { TestServer } from '../test-server.ts';
import { axeFindings, openBrowser, openPage, signInToDemo, startWithClient } from './browser.ts';

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
/** Ready to ship, and said something. */
const NUMBER = 970;
const PLEDGE = String(48_210_000 + NUMBER * 3);

/** As the guide has it: the search on top of the project's page, then the name. */
async function openBySearch(page: Page, words: string, expected: string): Promise<void> {
  await page.getByRole('button', { name: /Search backers/ }).click();
  await page.getByPlaceholder(/Name, email, notes, pledge ID/).fill(words);
  await page
    .getByRole('dialog')
    .getByText(new RegExp(`#${NUMBER}$`))
    .waitFor();
  await page.getByRole('dialog').getByText(expected).first().waitFor();
  await page
    .getByRole('dialog')
    .getByText(new RegExp(`#${NUMBER}$`))
    .click();
  await page.getByText(`number ${NUMBER}`).waitFor();
}

const history = (page: Page) => page.getByRole('region', { name: 'History' });

test('a backer is found by what is known of them, put right, held, released and marked as Fulfilled', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url });
  const cookie = await signInToDemo(page);
  await page.goto(PROJECT);
  await openBySearch(page, PLEDGE, `pledge ${PLEDGE}`);

  const edit = async (change: Record<string, string>) => {
    await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    for (const [label, value] of Object.entries(change)) await dialog.getByLabel(label).fill(value);
    await page.keyboard.press('Tab');
    return dialog;
  };
  let dialog = await edit({ City: 'Harbour', Phone: '+49 30 1', Country: 'Portugal' });
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save backer' }).click();
  await history(page).getByText('Address changed, now version 2').waitFor();
  await history(page)
    .getByText(/^City: .* → Harbour$/)
    .waitFor();
  await history(page)
    .getByText(/→ Portugal$/)
    .waitFor();
  await page.getByText('Portugal', { exact: true }).first().waitFor();

  dialog = await edit({ Email: 'elif@example' });
  await dialog.getByRole('button', { name: 'Save backer' }).click();
  await dialog.getByText(/is no email address/).waitFor();
  await page.keyboard.press('Escape');

  const taken = await server.fetch(
    `/api/projects/${await projectId()}/template?target=${Buffer.from(JSON.stringify({ backerNumbers: [NUMBER] })).toString('base64url')}`,
    {},
    { cookie },
  );
  expect(await taken.text()).toContain('Harbour');
  await page.reload();
  await page.getByText(/Went out in the export of/).waitFor();
  dialog = await edit({ City: 'Village' });
  await dialog.getByText('Your packer has another address').waitFor();
  await dialog.getByRole('button', { name: 'Save backer' }).click();
  await page.getByText(/The former address went out in the export of .*; tell your packer/).waitFor();
  await page.getByText(/Version 2 went out in the export of .*; this is version 3/).waitFor();
  await page.getByRole('button', { name: 'All 3 versions' }).click();
  await page.getByRole('dialog').getByText('Version 1', { exact: true }).waitFor();
  await page
    .getByRole('dialog')
    .getByText(/Went out in the export of/)
    .waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByLabel('Notes', { exact: true }).fill('Left with the neighbour of 4711');
  await page.getByLabel('Notes', { exact: true }).blur();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: 'Tags' }).fill('call first');
  await page.getByRole('combobox', { name: 'Tags' }).press('Enter');
  await history(page).getByText('Tagged “call first”').waitFor();

  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/^Reason/)
    .fill('Waits for the sleeve');
  await page.getByRole('dialog').getByRole('button', { name: 'Put 1 order on hold' }).click();
  await page.getByText('On hold', { exact: true }).first().waitFor();
  await history(page).getByText('“Waits for the sleeve”').waitFor();
  await page.getByRole('button', { name: 'Release', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Release/ })
    .click();
  await history(page).getByText('Hold ended').waitFor();

  await page.goto(PROJECT);
  await openBySearch(page, 'neighbour 4711', '“Left with the neighbour of 4711”');
  await page.getByRole('button', { name: 'Mark as Fulfilled' }).click();
  dialog = page.getByRole('dialog');
  await dialog.getByLabel('Tracking number').fill('1Z999AA10123456784');
  await dialog.getByLabel('Carrier').fill('UPS');
  await dialog.getByLabel('Tracking URL').fill('https://example.org/track/1');
  await dialog.getByRole('button', { name: 'Mark as Fulfilled, add 1 shipment' }).click();
  await history(page).getByText('Ready to fulfill → Fulfilled').waitFor();
  const link = page.getByRole('link', { name: /1Z999AA10123456784/ });
  expect(await link.getAttribute('href')).toBe('https://example.org/track/1');
  expect(await axeFindings(page)).toEqual([]);

  const sent = page.getByRole('region', { name: 'Sent' });
  await sent.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog.getByLabel(/^Tracking number/).fill('1Z999AA10123456793');
  await dialog.getByRole('button', { name: 'Save shipment' }).click();
  await history(page).getByText('Tracking number: 1Z999AA10123456784 → 1Z999AA10123456793').waitFor();
  await sent.getByRole('button', { name: 'Void', exact: true }).click();
  await dialog.getByRole('button', { name: 'Void 1Z999AA10123456793' }).click();
  await history(page).getByText('Shipment 1Z999AA10123456793 voided').waitFor();
  await server.asOwner(`
    insert into shipment (backer_id, creator_id, project_id, tracking_number, source)
    select backer_id, creator_id, project_id, 'COMBINED-1', 'MANUAL' from orders
    where project_id = ${await projectId()} and status = 'FULFILLED'
      and backer_id <> (select id from backer where project_id = ${await projectId()} and number = ${NUMBER}) limit 1`);
  await sent.getByRole('button', { name: 'Add a tracking number…' }).click();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel(/^Tracking number/).fill('combined-1');
  await dialog.getByRole('button', { name: 'Add 1 shipment' }).click();
  await history(page).getByText('Shipment COMBINED-1 added').waitFor();
  await page.getByRole('alert').getByText('Same number on another order').waitFor();
  expect(troubles).toEqual([]);
});

test('a row leads to its page in a tab of its own, and a phone scrolls its menu, where an address is locked', async () => {
  const [early] = await server.asOwner(`
    select b.id, b.name, b.number from backer b join orders o on o.backer_id = b.id left join order_hold h on h.backer_id = b.id
    where b.project_id = ${await projectId()} and o.status = 'SURVEY_COMPLETED' and h.backer_id is null order by b.id limit 1`);
  const name = String(early?.['name']);
  const { page, context, troubles } = await openPage(browser, { url: server.url });
  await signInToDemo(page);
  await page.goto(`${PROJECT}/backers?status=SURVEY_COMPLETED&sort=NUMBER`);
  const link = page.getByRole('link', { name, exact: true }).first();
  const opened = context.waitForEvent('page');
  await link.click({ modifiers: ['ControlOrMeta'] });
  const tab = await opened;
  await tab.getByText(`number ${String(early?.['number'])}`).waitFor();
  expect(new URL(page.url()).searchParams.has('backer')).toBe(false);
  await link.click();
  await page.getByRole('button', { name: 'Close the backer' }).waitFor();
  expect(new URL(page.url()).searchParams.has('backer')).toBe(true);
  await page.getByRole('button', { name: 'Close the backer' }).click();

  await page.setViewportSize({ width: 390, height: 844 });
  await page
    .getByRole('button', { name: `Actions for ${name}` })
    .first()
    .click();
  const menu = page.getByRole('menu');
  const bottom = async () => {
    const box = await menu.boundingBox();
    return box ? box.y + box.height : NaN;
  };
  await expect.poll(bottom).toBeLessThanOrEqual(844);
  expect(await axeFindings(page)).toEqual([]);
  await menu.getByRole('menuitem', { name: 'Copy email' }).scrollIntoViewIfNeeded();
  await menu.getByRole('menuitem', { name: 'Lock the address…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Lock the address of 1 order' }).click();
  const status = async () => {
    const [order] = await server.asOwner(
      `select status from orders where backer_id = ${String(early?.['id'])}`,
    );
    return order?.['status'];
  };
  await expect.poll(status).toBe('READY_TO_FULFILL');
  expect(troubles).toEqual([]);
});

test('a failed operation is put aside from what needs attention', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url });
  await signInToDemo(page);
  await server.asOwner(`
    insert into operation (creator_id, project_id, kind, status, actor_kind, actor_name, failure, settled_at)
    select creator_id, id, 'TRACKING_UPLOAD', 'FAILED', 'USER', 'Sam', '{"code": "INTERNAL", "message": "The disk was full."}', now()
    from project where id = ${await projectId()}`);
  await page.goto(PROJECT);
  const matters = page.getByRole('region', { name: 'Needs attention' });
  await matters.getByText('The disk was full.').waitFor();
  await matters.getByRole('button', { name: /^Put aside/ }).click();
  await matters.getByText('The disk was full.').waitFor({ state: 'detached' });
  await page.reload();
  await matters.getByRole('heading').waitFor();
  await page.getByRole('region', { name: 'Operations' }).getByText('The disk was full.').waitFor();
  expect(await matters.getByText('The disk was full.').count()).toBe(0);
  expect(troubles).toEqual([]);
});

async function projectId(): Promise<string> {
  const [row] = await server.asOwner(`select id from project where slug = 'lanterns-of-lune'`);
  return String(row?.['id']);
}
