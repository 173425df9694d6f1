import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { seedDemo } from '../../src/demo/seed.ts';
import { said, tell } from '../../src/shipments/absorb.fixture.ts';
import type { TestServer } from '../test-server.ts';
import {
  axeFindings,
  openBrowser,
  openPage,
  signInToDemo,
  startWithClient,
  type Watched,
} from './browser.ts';

let browser: Browser;
let server: TestServer;
let watched: Watched;
let page: Page;
/** Parcels of the demo of which nothing has been heard. */
let parcels: { number: string; name: string; creator: string; project: string }[];

beforeAll(async () => {
  browser = await openBrowser();
  server = await startWithClient();
  await seedDemo(server.db);
  parcels = (await server.asOwner(
    `select s.tracking_number as number, b.name, s.creator_id::text as creator, s.project_id::text as project
     from shipment s join backer b on b.id = s.backer_id join project p on p.id = s.project_id
     where p.slug = 'lanterns-of-lune' and s.tracking_status = 'UNKNOWN' and s.voided_at is null and b.email <> ''
       order by b.number limit 4`,
  )) as typeof parcels;
  watched = await openPage(browser, { url: server.url });
  ({ page } = watched);
  await signInToDemo(page);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const PROJECT = '/demo/lanterns-of-lune';
const QUEUE = `${PROJECT}/exceptions`;

const parcel = (at: number) => {
  const found = parcels[at];
  if (!found) throw new Error(`The demo has no such parcel: ${at}.`);
  return found;
};
const news = (at: number, ...events: Parameters<typeof tell>[3]) =>
  tell(server, parcel(at).creator, parcel(at).number, events);
const row = (at: number) =>
  page
    .getByRole('list', { name: 'Exceptions', exact: true })
    .getByRole('link', { name: new RegExp(parcel(at).name) });

test('an empty queue says so, and fills by itself as carriers report trouble', async () => {
  await page.goto(QUEUE);
  await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor();
  await page.getByText('Live', { exact: true }).first().waitFor();
  await news(
    0,
    said('IN_TRANSIT', -80, { message: 'Departed facility', place: 'Leipzig, DE' }),
    said('OUT_FOR_DELIVERY', -60),
    said('RETURN_TO_SENDER', -50, { message: 'Unclaimed, returned to sender', place: 'Austin, US' }),
  );
  await row(0).waitFor();
  await page.getByRole('navigation').getByTitle('1 parcel needs a person').first().waitFor();
  const story = page.getByRole('list', { name: 'What the carrier says' });
  expect(await story.getByRole('listitem').allTextContents()).toHaveLength(3);
  await story.getByText('Unclaimed, returned to sender').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  // A scan that changes no count is seen, too.
  await news(0, said('RETURN_TO_SENDER', -40, { message: 'Left for the sender', place: 'Memphis, US' }));
  await story.getByText('Left for the sender').waitFor();

  // Without loading again: the panel that comes after the badge was told is told too.
  await page.getByRole('navigation').getByRole('link', { name: 'Dashboard' }).first().click();
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await attention.getByRole('link', { name: /1 parcel needs a person.*1 returned/ }).click();
  await page.waitForURL(`**${QUEUE}`);
});

test('a parcel is sent again, and that is taken back', async () => {
  await page.goto(QUEUE);
  await page.getByRole('button', { name: 'Send again' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('Asked for the new address');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send 1 parcel again' }).click();
  await page.getByRole('heading', { name: 'Nothing needs you' }).waitFor();
  const statusOf = async () =>
    (
      await server.asOwner(`select o.status from orders o join shipment s on s.backer_id = o.backer_id
        where s.project_id = ${parcel(0).project} and s.tracking_number = '${parcel(0).number}'`)
    )[0]?.status;
  expect(await statusOf()).toBe('READY_TO_FULFILL');

  await page.getByRole('button', { name: 'Ended' }).click();
  await page.getByText('Sent again by').waitFor();
  await page.getByText('Asked for the new address').waitFor();
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByRole('button', { name: /^Needs somebody/ }).click();
  await row(0).waitFor();
  expect(await statusOf()).toBe('FULFILLED');
});

test('many are chosen by the keyboard and resolved at once', async () => {
  for (const at of [1, 2]) await news(at, said('FAILURE', -3 + at, { message: 'Address incomplete' }));
  await row(2).waitFor();
  await page.getByRole('heading', { name: 'Exceptions' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selected exceptions' });
  await bar.getByText('2 exceptions selected').waitFor();
  await bar.getByRole('button', { name: 'Resolve' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('Spoke to the carrier');
  await dialog.getByRole('button', { name: 'Resolve 2 exceptions' }).click();
  await page.getByRole('navigation').getByTitle('1 parcel needs a person').first().waitFor();
  await row(1).waitFor({ state: 'detached' });
});

test('a backer is written to, and the exception waits for the answer', async () => {
  await page.getByRole('button', { name: 'Contact' }).click();
  const dialog = page.getByRole('dialog');
  const letter = await dialog.getByRole('link', { name: 'Open the letter' }).getAttribute('href');
  expect(letter).toMatch(/^mailto:.+@.+\?subject=Your%20parcel%20from/);
  await dialog.getByRole('button', { name: 'Mark 1 exception contacted' }).click();
  await page.getByRole('button', { name: /^Waits for an answer/ }).click();
  await page
    .getByRole('list', { name: 'Exceptions', exact: true })
    .getByText(/^Contacted/)
    .waitFor();
});

test('thresholds bring in what has stood still, and the backer’s page tells the parcel’s story', async () => {
  await news(3, said('IN_TRANSIT', -24 * 8, { message: 'Left the hub', place: 'Cologne, DE' }));
  await page.goto(QUEUE);
  await page.getByRole('button', { name: 'Thresholds' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('No movement abroad').fill('2');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save the thresholds' }).click();
  await row(3).click();
  await page
    .getByRole('region', { name: parcel(3).name })
    .getByRole('link', { name: parcel(3).name })
    .click();
  const sent = page.getByRole('region', { name: 'Sent' });
  await sent.getByText('Left the hub').waitFor();
});

test('what is open follows its parcel, though more of the queue is shown than is read again', async () => {
  const others = (await server.asOwner(
    `select s.tracking_number as number, b.name, s.creator_id::text as creator
     from shipment s join backer b on b.id = s.backer_id join project p on p.id = s.project_id
     where p.slug = 'lanterns-of-lune' and s.tracking_status = 'UNKNOWN' and s.voided_at is null and b.email <> ''
       order by b.number limit 51`,
  )) as typeof parcels;
  for (const { creator, number } of others)
    await tell(server, creator, number, [said('RETURN_TO_SENDER', -50, { message: 'Unclaimed' })]);
  await page.goto(QUEUE);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  const [{ creator, number, name } = parcel(0)] = others;
  await page
    .getByRole('list', { name: 'Exceptions', exact: true })
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click();
  const story = page.getByRole('region', { name }).getByRole('list', { name: 'What the carrier says' });
  await story.getByText('Unclaimed').waitFor();
  await tell(server, creator, number, [said('RETURN_TO_SENDER', -40, { message: 'Left for the sender' })]);
  await story.getByText('Left for the sender').waitFor();
});

test('it works on a phone and in the dark', async () => {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`)[0];
  const phone = await openPage(browser, {
    url: server.url,
    width: 390,
    scheme: 'dark',
    ...(cookie ? { cookie } : {}),
  });
  await phone.page.goto(QUEUE);
  await phone.page.getByRole('list', { name: 'Exceptions', exact: true }).getByRole('link').first().click();
  await phone.page.getByRole('button', { name: 'Back to the queue' }).waitFor();
  await phone.page.getByRole('button', { name: 'Resolve' }).waitFor();
  expect(await axeFindings(phone.page)).toEqual([]);
  expect(
    await phone.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  ).toBe(0);
  expect([...phone.troubles, ...watched.troubles]).toEqual([]);
});
