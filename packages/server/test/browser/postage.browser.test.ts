import { afterAll, beforeAll, expect, test } from 'vitest';
import { PDFDocument } from 'pdf-lib';
import type { Browser } from 'playwright-core';
import { addBackers, emptyProject } from '../../src/operations/operations.fixture.ts';
import { startStand, type Stand } from '../../src/simulator/simulator.fixture.ts';
import type { Person, TestServer } from '../test-server.ts';
import { axeFindings, axeInEveryLook, openBrowser, openPage, startWithClient } from './browser.ts';

let browser: Browser;
let stand: Stand;
let server: TestServer;
let owner: Person;
let project: string;
let at: string;

beforeAll(async () => {
  browser = await openBrowser();
  stand = await startStand();
  server = await startWithClient({ simulatorUrl: stand.simulator.url });
  stand.simulator.redirect('http://localhost', server.url);
  owner = await server.signUp('Olga');
  project = await emptyProject(server, owner, 'Lighthouses');
  await addBackers(server, owner, project, [
    { name: 'Ada Lovelace' },
    { name: 'Bo Diddley' },
    { name: 'Cy Twombly' },
    { name: 'Di Prince', hold: 'Asked us to wait' },
  ]);
  await server.asOwner(`
    update backer set line1 = number || ' Townsend St', city = 'San Francisco', state = 'CA', postal_code = '94107', country = 'US'
      where project_id = ${project};
    insert into order_item (backer_id, no, creator_id, project_id, sku, name, quantity, kind)
      select id, 10, creator_id, project_id, 'GAME', 'The game', 1, 'PHYSICAL' from backer where project_id = ${project}
      on conflict do nothing`);
  await server.asOwner(`
    insert into segment (creator_id, project_id, name, filter) select creator_id, id, 'First wave',
      '{"op":"AND","nodes":[{"field":"number","operator":"BETWEEN","value":[1,4]}]}' from project where id = ${project}`);
  at = `/${owner.creatorSlug}/lighthouses`;
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await stand[Symbol.asyncDispose]();
});

test('a project is switched to Postage, set up, bought for, printed, and shipped by its carriers’ scans', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(at);
  await page.getByRole('button', { name: 'Change how it ships' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Postage bought here' }).check();
  await dialog.getByText('Parcels under way keep theirs', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Ship by: Postage bought here' }).click();

  await page.getByRole('heading', { name: 'Two things before the first label' }).waitFor();
  await page.getByRole('button', { name: 'Enter the address' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Olga');
  await dialog.getByLabel('Street and number').fill('179 N Harbor Dr');
  await dialog.getByLabel('City').fill('Redondo Beach');
  await dialog.getByLabel('Postal code').fill('90277');
  await dialog.getByLabel('State or province').fill('CA');
  await dialog.getByRole('combobox', { name: 'Country' }).fill('United States');
  await page.getByRole('option', { name: 'United States', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save the address' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Add a box' }).click();
  await dialog.getByLabel('Name').fill('Game box');
  await dialog.getByLabel('Length').fill('30');
  await dialog.getByLabel('Width').fill('20');
  await dialog.getByLabel('Height').fill('8');
  await dialog.getByLabel('Weight, packed').fill('900');
  await dialog.getByRole('button', { name: 'Add the box' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.goto(`${at}/segments`);
  await page.getByRole('link', { name: 'First wave' }).first().click();
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Buy labels…' }).click();
  await dialog.getByText('For 4 backers.', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Ask for prices' }).click();

  await page.getByText('for 3 labels. Nothing is paid until you confirm it below.').waitFor();
  await page.getByText('On hold').first().waitFor();
  const [priced] = await server.asOwner(
    `select summary -> 'postage' -> 'totalCents' as cents from operation where project_id = ${project} and kind = 'LABEL_PURCHASE'`,
  );
  const total = `$${(Number(priced?.['cents']) / 100).toFixed(2)}`;
  expect(await axeFindings(page)).toEqual([]);
  expect(stand.simulator.counts().bought, 'a price is no purchase').toBe(0);
  await page.getByRole('button', { name: `Buy 3 labels for ${total}`, exact: true }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();
  expect(stand.simulator.counts().bought).toBe(3);

  await page.getByRole('button', { name: 'Print the labels' }).click();
  const link = await page.getByRole('menuitem', { name: '4 × 6 in' }).getAttribute('href');
  const answer = await server.fetch(link ?? '', {}, owner);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const pages = (await PDFDocument.load(await answer.arrayBuffer())).getPages();
  expect(pages.slice(-3).map((one) => Object.values(one.getSize()).map(Math.round))).toEqual(
    Array(3).fill([288, 432]),
  );
  expect(pages.length, 'a pick list in front').toBeGreaterThan(3);
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'See the labels' }).click();
  const labels = page.getByRole('list', { name: 'Labels', exact: true });
  await labels.getByText('#1 Ada Lovelace').waitFor();
  await labels.getByText('Printed', { exact: true }).first().waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await page.goto(`${at}/backers`);
  const row = page.getByRole('row', { name: /Ada Lovelace/ });
  await row.waitFor();
  expect(await row.getByText('Fulfilled', { exact: true }).count(), 'not before a scan').toBe(0);
  await stand.simulator.advance(3_600_000);
  await row.getByText('Fulfilled', { exact: true }).waitFor();
  const fulfilled = () =>
    server
      .asOwner(`select count(*)::int as n from orders where project_id = ${project} and status = 'FULFILLED'`)
      .then(([found]) => Number(found?.['n']));
  await expect.poll(fulfilled).toBeGreaterThan(0);
  expect(troubles).toEqual([]);
});

test('a label that no carrier has is voided, one that a carrier has is not', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await addBackers(server, owner, project, [{ number: 11, pledgeId: 'P11', name: 'Eve Online' }]);
  await server.asOwner(`
    update backer set line1 = '1 Townsend St', city = 'San Francisco', state = 'CA', postal_code = '94107', country = 'US'
      where project_id = ${project} and number = 11`);
  await page.goto(`${at}/backers?from=11&to=11`);
  await page.getByRole('button', { name: 'Actions for Eve Online' }).click();
  await page.getByRole('menuitem', { name: 'Buy a label…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for prices' }).click();
  await page.getByRole('button', { name: /^Buy 1 label for \$/ }).click();
  await page.getByRole('heading', { name: 'Done' }).waitFor();

  await page.goto(`${at}/postage`);
  await page.getByRole('checkbox', { name: 'Select the label of #11 Eve Online' }).check();
  await page.getByRole('checkbox', { name: 'Select the label of #1 Ada Lovelace' }).check();
  const bar = page.getByRole('region', { name: 'Selected labels' });
  await bar.getByText('2 labels selected').waitFor();
  await bar.getByRole('button', { name: 'Void…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('the carrier has the parcel', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: /^Void 1 label for \$/ }).click();
  await dialog.waitFor({ state: 'detached' });
  const eve = page.getByRole('listitem').filter({ hasText: 'Eve Online' });
  await eve
    .getByText(/Refund asked for|Voided/)
    .first()
    .waitFor();
  await expect.poll(() => stand.simulator.counts().refunded).toBe(1);
  expect(troubles).toEqual([]);
});

test('of more labels than one PDF holds the first are printed, and the screen says how many remain', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await server.asOwner(`
    insert into label (creator_id, project_id, backer_id, operation_id, reference, status, provider, label_url, bought_at)
      select b.creator_id, b.project_id, b.id, -i, 'wb-many-' || i, 'BOUGHT', 'SIMULATOR', 'http://localhost/none.pdf', now()
      from backer b, generate_series(1, 2500) i where b.project_id = ${project} and b.number = 1`);
  await page.goto(`${at}/postage`);
  await page.getByRole('button', { name: /^Print the first 2,000 labels not printed yet/ }).waitFor();
  await page.getByText(/^One PDF holds 2,000; 50\d labels remain for the next\.$/).waitFor();
  await server.asOwner(`delete from label where project_id = ${project} and operation_id < 0`);
  expect(troubles).toEqual([]);
});

test('of a large purchase what is not printed yet is printed alone, and then the oldest prints again', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  const [large] = await server.asOwner(`
    update operation set summary = jsonb_set(summary, '{postage,labels}', '2003')
      where id = (select min(id) from operation where project_id = ${project} and kind = 'LABEL_PURCHASE') returning id`);
  const print = (when: string) =>
    server.asOwner(`
      update label set printed_at = ${when} where id = (select min(id) from label where operation_id = ${String(large?.['id'])})`);
  await print('null');
  await page.goto(`${at}/operations/${String(large?.['id'])}`);
  await page.getByRole('button', { name: 'Print 1 label not printed yet' }).click();
  const link = await page.getByRole('menuitem', { name: '4 × 6 in' }).getAttribute('href');
  expect(link).toMatch(new RegExp(`operation=${String(large?.['id'])}&.*unprinted=1`));
  await page.keyboard.press('Escape');
  await print('now()');
  await page.getByRole('button', { name: 'Print them again' }).waitFor();
  await page.getByText('One PDF holds 2,000: those whose print is the oldest.').waitFor();
  expect(troubles).toEqual([]);
});

test('what customs miss is filled in where it is marked', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(`${at}/postage/customs`);
  const row = page.getByRole('row', { name: /GAME/ });
  await row.getByText('Missing').first().waitFor();
  await row.getByLabel('HS code of The game').fill('9504.90');
  await row.getByRole('combobox', { name: 'Where The game was made' }).fill('Germany');
  await page.getByRole('option', { name: 'Germany' }).click();
  await row.getByLabel('Value of one The game in USD').fill('49.5');
  await row.getByLabel('Weight of one The game in grams').fill('800');
  await row.getByRole('button', { name: 'Save The game' }).click();
  await row.getByText('Missing').first().waitFor({ state: 'detached' });
  const kept = () =>
    server.asOwner(
      `select hs_code, origin_country, value_cents, weight_g from customs_item where project_id = ${project} and sku = 'GAME'`,
    );
  await expect
    .poll(kept)
    .toEqual([{ hs_code: '950490', origin_country: 'DE', value_cents: 4950, weight_g: 800 }]);
  expect(troubles).toEqual([]);
});

test('fresh prices are asked for the box and the service that were chosen', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await addBackers(server, owner, project, [{ number: 12, pledgeId: 'P12', name: 'Flo Jo' }]);
  await server.asOwner(`
    update backer set line1 = '2 Townsend St', city = 'San Francisco', state = 'CA', postal_code = '94107', country = 'US'
      where project_id = ${project} and number = 12`);
  await page.goto(`${at}/backers?from=12&to=12`);
  await page.getByRole('button', { name: 'Actions for Flo Jo' }).click();
  await page.getByRole('menuitem', { name: 'Buy a label…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Box' }).click();
  await page.getByRole('option', { name: /^Game box/ }).click();
  await dialog.getByRole('combobox', { name: 'Service' }).click();
  await page.getByRole('option', { name: 'The fastest for each parcel' }).click();
  await dialog.getByRole('button', { name: 'Ask for prices' }).click();

  await page.getByRole('button', { name: /^Buy 1 label for \$/ }).waitFor();
  const others = page.getByRole('button', { name: 'Another box or service, or fresh prices' });
  await others.click();
  expect(await page.getByRole('combobox', { name: 'Box' }).inputValue()).toMatch(/^Game box/);
  const service = page.getByRole('combobox', { name: 'Service' });
  await service.click();
  await page.getByRole('option', { name: 'The cheapest for each parcel' }).click();
  await page.getByRole('button', { name: 'Keep it as it is' }).click();
  await others.click();
  expect(await service.inputValue(), 'what was given up').toBe('The fastest for each parcel');
  await page.getByRole('button', { name: 'Ask for prices again' }).click();
  const asked = () =>
    server
      .asOwner(
        `select options -> 'service' ->> 'preference' as preference, options ->> 'presetId' is not null as named
         from operation where project_id = ${project} and options ? 'plannedAgain' and status = 'PLANNED'`,
      )
      .then(([found]) => found);
  await expect.poll(asked).toEqual({ preference: 'FASTEST', named: true });
  expect(troubles).toEqual([]);
});

test('where the connection for scans was disabled, the settings say so and set up another', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await server.asOwner(`
    update vendor_connection set disabled_at = now()
      where id = (select webhook_connection_id from postage_settings where project_id = ${project})`);
  await page.goto(`${at}/postage/settings`);
  await page.getByText('Waybill does not hear of scans', { exact: false }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Set it up now' }).click();
  await page.getByText('The provider tells Waybill of every scan', { exact: false }).waitFor();
  expect(troubles).toEqual([]);
});

test('a key that was typed and not saved stays typed', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await server.asOwner(`update postage_settings set provider = 'EASYPOST' where project_id = ${project}`);
  await page.goto(`${at}/postage/settings`);
  const key = page.getByLabel('API key');
  await key.fill('EZTK0123456789');
  await page.getByRole('radio', { name: 'Simulator' }).check();
  await page.getByRole('button', { name: 'Save the provider' }).click();
  await page.getByText('The provider is saved').waitFor();
  await page.getByRole('radio', { name: 'EasyPost' }).check();
  expect(await key.inputValue()).toBe('EZTK0123456789');
  expect(troubles).toEqual([]);
});

test('axe finds nothing, light and dark, wide and narrow', async () => {
  const { page, context } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  const findings: string[] = [];
  const look = async () => findings.push(...(await axeInEveryLook(page)));
  await page.goto(`${at}/postage`);
  await page.getByRole('list', { name: 'Labels', exact: true }).waitFor();
  await page.getByRole('checkbox').first().check();
  await look();
  for (const [tab, shown] of [
    ['boxes', 'Boxes'],
    ['customs', 'On every declaration'],
    ['settings', 'Where labels are bought'],
  ] as const) {
    await page.goto(`${at}/postage/${tab}`);
    await page.getByRole('heading', { name: shown }).waitFor();
    await look();
  }
  await page.goto(`${at}/postage?open=buy`);
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for prices' }).waitFor();
  await look();
  await context.close();
  expect(findings).toEqual([]);
});
