import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { apply, counts, csv, emptyProject, importBackers } from '../operations/operations.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
});

/** What a project holds, by backer, in the words a person would use. */
async function holdings(): Promise<Record<string, unknown>[]> {
  return server.asOwner(`
    select b.number, b.pledge_id as pledge, b.name, b.email, b.country, o.status, o.physical,
      (select array_agg(i.quantity || ' ' || i.name || case i.kind when 'DIGITAL' then ' (digital)' else '' end order by i.no) from order_item i where i.backer_id = b.id) as items
    from backer b join orders o on o.backer_id = b.id where b.project_id = ${project} order by b.number nulls last, b.pledge_id, b.email`);
}

async function brought(file: string | Uint8Array<ArrayBuffer>) {
  const planned = await importBackers(server, person, project, file);
  expect(planned.options?.unknownStatuses).toEqual([]);
  expect(planned).toMatchObject({ status: 'PLANNED', canApply: true });
  expect(await holdings()).toEqual([]);
  const done = await apply(server, person, planned.id);
  expect(done.status).toBe('COMPLETED');
  await expectConsistent(server, project);
  return done;
}

const ADDRESS = [
  'Ada L.',
  '1 Main St',
  'Flat 2',
  'Leeds',
  'West Yorkshire',
  'LS1 4AP',
  'United Kingdom',
  'GB',
  '+44 113',
  'Ring twice',
];
const ADDRESS_HEADER =
  'Shipping Name,Shipping Address 1,Shipping Address 2,Shipping City,Shipping State,Shipping Postal Code,Shipping Country Name,Shipping Country Code,Shipping Phone Number,Shipping Delivery Notes';

it('Kickstarter, newest generation, with items in columns and add-ons', async () => {
  const done = await brought(
    csv(
      `Backer Number,Backer UID,Backer Name,Email,Shipping Country,Shipping Amount,Reward Title,Backing Minimum,Reward ID,Bonus Support,Pledge Amount,Pledged At,Fulfillment Status,Pledged Status,Notes,Billing State/Province,Billing Country,Late Pledge,Core Box,[Addon: 12345] Art Book PDF,Survey Response,${ADDRESS_HEADER}`,
      [
        '1',
        '777',
        'Ada',
        'ada@example.org',
        'GB',
        'GBP 5.00',
        'Deluxe',
        'GBP 50.00',
        '9',
        'GBP 0.00',
        'GBP 55.00',
        '2026/03/28, 10:27',
        '',
        'collected',
        'VIP',
        '',
        '',
        '',
        '2',
        '1',
        '2026/04/01, 09:00',
        ...ADDRESS,
      ],
      [
        '2',
        '778',
        'Bo',
        'bo@example.org',
        'DE',
        'GBP 5.00',
        'PDF only',
        'GBP 5.00',
        '8',
        '',
        'GBP 5.00',
        '2026/03/28, 10:28',
        '',
        'collected',
        '',
        '',
        '',
        '',
        '',
        '1',
        'No response',
        ...ADDRESS.map(() => ''),
      ],
      [
        '3',
        '779',
        'Cy',
        'cy@example.org',
        'DE',
        'GBP 5.00',
        'Deluxe',
        'GBP 50.00',
        '9',
        '',
        'GBP 55.00',
        '2026/03/28, 10:29',
        '',
        'dropped',
        '',
        '',
        '',
        '',
        '1',
        '',
        '',
        ...ADDRESS.map(() => ''),
      ],
    ),
  );
  expect(counts(done)).toEqual({ NEW: 3 });
  expect(done.summary.sentence).toBe('Created 3 backers');
  expect(await holdings()).toMatchObject([
    {
      number: 1,
      name: 'Ada L.',
      email: 'ada@example.org',
      country: 'GB',
      status: 'SURVEY_COMPLETED',
      physical: true,
      items: ['2 Core Box', '1 Art Book PDF (digital)'],
    },
    {
      number: 2,
      name: 'Bo',
      status: 'SURVEY_NOT_COMPLETED',
      physical: false,
      items: ['1 Art Book PDF (digital)'],
    },
    { number: 3, name: 'Cy', status: 'CANCELED', physical: true },
  ]);
  const [ada] = await server.asOwner(
    `select line1, line2, city, state, postal_code, phone, notes, reward_title, backer_uid, pledged_at::date::text from backer where project_id = ${project} and number = 1`,
  );
  expect(ada).toEqual({
    line1: '1 Main St',
    line2: 'Flat 2',
    city: 'Leeds',
    state: 'West Yorkshire',
    postal_code: 'LS1 4AP',
    phone: '+44 113',
    notes: 'VIP\nRing twice',
    reward_title: 'Deluxe',
    backer_uid: '777',
    pledged_at: '2026-03-28',
  });
});

it('Kickstarter, the generation before: Reward Minimum and Rewards Sent?', async () => {
  await brought(
    csv(
      'Backer Number,Backer UID,Backer Name,Email,Shipping Country,Shipping Amount,Reward Title,Reward Minimum,Reward ID,Pledge Amount,Pledged At,Rewards Sent?,Pledged Status,Notes,Survey Response',
      [
        '1',
        '777',
        'Ada',
        'ada@example.org',
        'GB',
        'SEK 50.00',
        'Deluxe',
        'SEK 1,000.00',
        '9',
        'SEK 1,050.00',
        '2018/03/28, 10:27',
        'Sent',
        'collected',
        '',
        '2018/04/01, 09:00',
      ],
      [
        '2',
        '778',
        'Bo',
        'bo@example.org',
        'GB',
        'SEK 50.00',
        'Deluxe',
        'SEK 1,000.00',
        '9',
        'SEK 1,050.00',
        '2018/03/28, 10:27',
        '',
        'collected',
        '',
        '2018/04/01, 09:00',
      ],
    ),
  );
  expect(await holdings()).toMatchObject([
    { number: 1, status: 'FULFILLED' },
    { number: 2, status: 'SURVEY_COMPLETED' },
  ]);
});

it('Kickstarter, oldest: Backer Id, and no survey', async () => {
  const planned = await importBackers(
    server,
    person,
    project,
    csv('Backer Id,Backer Name,Email,Reward Minimum,Pledge Amount,Pledged At,Pledged Status,Notes', [
      '12',
      'Ada',
      'ada@example.org',
      '$25.00',
      '$25.00',
      '2012/03/28, 10:27',
      'collected',
      '',
    ]),
    { defaultStatus: 'READY_TO_FULFILL' },
  );
  expect(counts(planned)).toEqual({ NEW: 1 });
  await apply(server, person, planned.id);
  expect(await holdings()).toMatchObject([{ name: 'Ada', status: 'READY_TO_FULFILL' }]);
});

it('one line per SKU folds into one backer with its items', async () => {
  const done = await brought(
    csv(
      'Backer Number,Email,Backer Name,SKU,Item Name,Quantity,Status',
      ['1', 'ada@example.org', 'Ada', 'CORE', 'Core Box', '2', 'Ready to Fulfill'],
      ['1', 'ada@example.org', 'Ada', 'DICE', 'Dice', '1', 'Ready to Fulfill'],
      ['2', 'bo@example.org', 'Bo', 'PDF', 'Rulebook PDF', '1', 'Ready to Fulfill'],
      ['1', 'ada@example.org', 'Ada', 'MAT', 'Playmat', '1', 'Ready to Fulfill'],
    ),
  );
  expect(counts(done)).toEqual({ NEW: 2 });
  expect(await holdings()).toMatchObject([
    { number: 1, items: ['2 Core Box', '1 Dice', '1 Playmat'], physical: true },
    { number: 2, items: ['1 Rulebook PDF (digital)'], physical: false },
  ]);
});

it('BackerKit, with a list of items', async () => {
  await brought(
    csv(
      'Pledge ID,Backer Name,Email,Pledged At,Status,Items,Shipping Address 1,Shipping City,Shipping Country Code',
      [
        '4821',
        'Ada',
        'ada@example.org',
        '2026-03-28',
        'Ready to Fulfill',
        '2x Core Box; Dice (3)',
        '1 Main St',
        'Leeds',
        'GB',
      ],
      ['4822', 'Bo', 'bo@example.org', '2026-03-28', 'Survey Not Completed', '', '', '', ''],
    ),
  );
  expect(await holdings()).toMatchObject([
    { pledge: '4821', status: 'READY_TO_FULFILL', items: ['2 Core Box', '3 Dice'], country: 'GB' },
    { pledge: '4822', status: 'SURVEY_NOT_COMPLETED', items: null },
  ]);
});

it.each([
  [
    'PledgeBox',
    'PBID,Name,Email,Survey Status,Country',
    ['PB-1', 'Ada', 'ada@example.org', 'Completed', 'Germany'],
    { pledge: 'PB-1', country: 'DE' },
  ],
  [
    'Gamefound',
    'Backer number,Backer name,E-mail,Reward title,Bonus support,Pledge amount,Status',
    ['7', 'Ada', 'ada@example.org', 'All-in', '0', '100 EUR', 'Locked'],
    { number: 7, status: 'READY_TO_FULFILL' },
  ],
])('%s', async (_, header, cells, expected) => {
  await brought(csv(header, cells));
  expect(await holdings()).toMatchObject([{ name: 'Ada', email: 'ada@example.org', ...expected }]);
});

it('semicolons, UTF-16 and names of all the world', async () => {
  const text = csv(
    'Backer Number,Name,Email,Status',
    ['1', 'Zoë Müller-Łódź', 'zoe@example.org', 'Ready to Ship'],
    ['2', '山田 太郎', 'taro@example.org', 'Ready to Ship'],
    ['3', 'مريم 👩‍🚀', 'maryam@example.org', 'Ready to Ship'],
  );
  await brought(Uint8Array.from(Buffer.from(`\ufeff${text.replaceAll(',', ';')}`, 'utf16le')));
  expect((await holdings()).map(({ name }) => name)).toEqual(['Zoë Müller-Łódź', '山田 太郎', 'مريم 👩‍🚀']);
});
