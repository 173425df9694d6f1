import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { addBackers, emptyProject } from '../../src/operations/operations.fixture.ts';
import type { Person, TestServer } from '../test-server.ts';
import { axeInEveryLook, openBrowser, openPage, startWithClient } from './browser.ts';

let browser: Browser;
let server: TestServer;
let owner: Person;
let project: string;
let at: string;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  owner = await server.signUp('Olga');
  project = await emptyProject(server, owner, 'Lighthouses');
  await addBackers(server, owner, project, [{ name: 'Ada' }, { name: 'Bo' }, { name: 'Cy' }]);
  at = `/${owner.creatorSlug}/lighthouses`;
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/** Applies the preview that is open, and waits for its end. */
async function applyPreview(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
}

test('codes that do not match are told of, those that do reach their backers, and one is revoked', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  await page.goto(`${at}/digital-rewards`);
  await page.getByText('No digital reward yet').waitFor();
  await page.getByRole('button', { name: 'Send a digital reward' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Artbook');
  await dialog.getByLabel('Instructions').fill('Open the shop and enter the code.');
  await dialog.getByRole('button', { name: 'Next' }).click();

  await dialog.getByRole('radio', { name: 'Every backer of the project' }).check();
  await dialog.getByLabel('Codes').fill('AA-1, AA-2');
  await dialog.getByText('1 is missing. Add 1 code, or choose 1 backer fewer.').waitFor();
  expect(await dialog.getByRole('button', { name: /^Preview/ }).isDisabled()).toBe(true);
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'codes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Code\r\nAA-1\r\nAA-2\r\nAA-3\r\n'),
  });
  await dialog.getByText('3 codes for 3 recipients', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Preview for 3 recipients' }).click();
  await applyPreview(page, 'Give “Artbook” to 3 backers and write to them');

  const [ada] = await server.asOwner(`select id from backer where project_id = ${project} and number = 1`);
  await page.goto(`${at}/backers/${String(ada?.id)}`);
  const gifts = page.getByRole('region', { name: 'Digital rewards' });
  await gifts.getByRole('button', { name: 'Show the code of Artbook' }).click();
  await gifts.getByText('AA-1', { exact: true }).waitFor();
  await gifts.getByRole('button', { name: 'Revoke Artbook' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke this code' }).click();
  await gifts.getByText(/revoked .* by Olga/).waitFor();

  await gifts.getByRole('button', { name: 'Send one' }).click();
  await dialog.getByLabel('Name').fill('Album');
  await dialog.getByRole('radio', { name: /One code or link for all/ }).check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Code or link').fill('javascript:alert(1)');
  await dialog.getByText(/not http or https/).waitFor();
  await dialog.getByLabel('Code or link').fill('https://example.com/album');
  await dialog.getByText('One link for 1 recipient').waitFor();
  await dialog.getByRole('button', { name: 'Give it to this backer' }).click();
  await gifts.getByRole('button', { name: 'Show the link of Album' }).waitFor();

  await page.goto(`${at}/digital-rewards`);
  const list = page.getByRole('list', { name: 'Digital rewards' });
  await list.getByText('2 backers have it').waitFor();
  await list.getByText('1 revoked').waitFor();
  expect(troubles).toEqual([]);
});

test('a file gives a certain code to a certain backer, and what fits nobody is shown', async () => {
  const { page, troubles } = await openPage(browser, { url: server.url, cookie: owner.cookie, width: 390 });
  await page.goto(`${at}/digital-rewards?send=new`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Poster');
  await dialog.getByRole('radio', { name: /A certain code to a certain backer/ }).check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Who gets which code').fill('Backer Number,Code\n3,P-3\n99,P-99');
  await dialog.getByText(/2 rows: backers by “Backer Number”, codes from “Code”/).waitFor();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await page.getByText('Nobody found').first().waitFor();
  await applyPreview(page, 'Give “Poster” to 1 backer and write to them, leave 1 to mend');
  expect(troubles).toEqual([]);
});

test('segments that are not known are not said to be none', async () => {
  const { page, context } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  const answer = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('query ProjectSegments')) return route.continue();
    await answer.promise;
    return route.fulfill({ json: { errors: [{ message: 'Not now.' }] } });
  });
  await page.goto(`${at}/digital-rewards?send=new`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Postcard');
  await dialog.getByRole('button', { name: 'Next' }).click();
  expect(await dialog.getByRole('radio', { name: 'The backers of a segment' }).isDisabled()).toBe(true);
  const none = dialog.getByText('This project has no segment yet.');
  expect(await none.count()).toBe(0);
  answer.resolve();
  await dialog.getByText('The segments could not be read.').waitFor();
  expect(await none.count()).toBe(0);

  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await dialog.getByLabel('Name').fill('Postcard');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await none.waitFor();
  await context.close();
});

test('axe finds nothing, light and dark, wide and narrow', async () => {
  const { page, context } = await openPage(browser, { url: server.url, cookie: owner.cookie });
  const findings: string[] = [];
  const look = async () => findings.push(...(await axeInEveryLook(page)));
  await page.goto(`${at}/digital-rewards`);
  await page.getByRole('list', { name: 'Digital rewards' }).waitFor();
  await look();
  await page.goto(`${at}/digital-rewards?send=new`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Another');
  await look();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByLabel('Codes').fill('X, X');
  await dialog.getByText(/position 2 is the same as position 1/).waitFor();
  await look();
  const [ada] = await server.asOwner(`select id from backer where project_id = ${project} and number = 1`);
  await page.goto(`${at}/backers/${String(ada?.id)}`);
  await page.getByRole('region', { name: 'Digital rewards' }).getByText('Album').waitFor();
  await look();
  await context.close();
  expect(findings).toEqual([]);
});
