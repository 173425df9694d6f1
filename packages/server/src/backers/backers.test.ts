import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  BackerById,
  BackerPage,
  BackerTargetCounts,
  type BackerFilter,
  type BackerSort,
} from '@waybill/schema/backers';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { projectOf } from './backers.fixture.ts';

let server: TestServer;
let ada: Person;
let projectId: string;
const COUNT = 420;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  projectId = await projectOf(server, ada, COUNT);
});
afterAll(() => server[Symbol.asyncDispose]());

interface Ask {
  filter?: BackerFilter;
  search?: string;
  sort?: BackerSort;
}

async function page(ask: Ask, first = 100, after: string | null = null, as: As = ada) {
  const { project } = await server.query(
    BackerPage,
    { projectId, first, after, ...ask, withTotal: true },
    as,
  );
  if (!project) throw new Error('no project');
  return project.backers;
}

/** The numbers in the pledge IDs of everyone who matches, and the total that was said. */
async function all(ask: Ask): Promise<{ found: number[]; total: number }> {
  const found: number[] = [];
  let after: string | null = null;
  for (;;) {
    const { nodes, pageInfo, totalCount } = await page(ask, 37, after);
    found.push(...nodes.map(({ pledgeId }) => Number(pledgeId?.slice(1))));
    if (!pageInfo.hasNextPage) return { found, total: totalCount ?? -1 };
    after = pageInfo.endCursor;
  }
}

let accented: string | undefined;

/** A project of people whose names are often typed otherwise than they are written. */
async function accentedNames(): Promise<string> {
  const project = await emptyProject(server, ada, 'Accents');
  const names = [
    'Søren Haddad',
    'García Núñez',
    'Jürgen Müller',
    'Łukasz Weiß',
    'İlkay İstanbullu',
    'Jeanne d’Arc',
    'Þórunn Æsir',
    'Lopez 100%＼',
    'Γιώργος',
    '田中 がく',
  ];
  await addBackers(
    server,
    ada,
    project,
    names.map((name) => ({ name })),
  );
  return project;
}

const everyone = Array.from({ length: COUNT }, (_, index) => index + 1);

describe('the list of backers', () => {
  it.each<[string, BackerSort]>(
    (['NUMBER', 'NAME', 'EMAIL', 'COUNTRY', 'FULFILLED_AT'] as const).flatMap((field) =>
      (['ASC', 'DESC'] as const).map((direction): [string, BackerSort] => [
        `${field} ${direction}`,
        { field, direction },
      ]),
    ),
  )('walks everyone once by %s, forwards and backwards alike', async (_, sort) => {
    const { found, total } = await all({ sort });
    expect(total).toBe(COUNT);
    expect(found.toSorted((a, b) => a - b)).toEqual(everyone);

    const back: number[] = [];
    let before: string | null = null;
    for (;;) {
      const answer: { data?: { project: { backers: Backwards } } | null } = await server.ask(
        `query Back($id: ID!, $before: String, $sort: BackerSort) { project(id: $id) { backers(last: 41, before: $before, sort: $sort) {
           edges { cursor node { pledgeId } } pageInfo { hasPreviousPage startCursor } } } }`,
        { id: projectId, before, sort },
        ada,
      );
      const { edges, pageInfo } = answer.data?.project.backers as Backwards;
      back.unshift(...edges.map(({ node }) => Number(node.pledgeId.slice(1))));
      if (!pageInfo.hasPreviousPage) break;
      before = pageInfo.startCursor;
    }
    expect(back).toEqual(found);

    const key = (i: number) =>
      ({
        NUMBER: i % 7 > 0 ? i : null,
        NAME: (i * 37) % COUNT,
        EMAIL: i % 11 > 0 ? `b${i}@` : null,
        COUNTRY: [null, 'DE', 'US', 'US', 'US'][i % 5] ?? null,
        FULFILLED_AT: i % 10 === 0 ? Math.floor(i / 20) : null,
      })[sort.field];
    const keys = found.map(key);
    const present = keys.filter((one) => one !== null);
    expect(keys.slice(0, present.length)).toEqual(present);
    const sorted = present.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(present).toEqual(sort.direction === 'DESC' ? sorted.toReversed() : sorted);
  });

  it.each<[string, Ask, (i: number) => boolean]>([
    ['one status', { filter: { status: ['CANCELED'] } }, (i) => i % 100 === 2],
    ['a bucket', { filter: { bucket: ['START_SHIPPING'] } }, (i) => i % 10 > 1 && i % 100 !== 2],
    ['a status outside the bucket', { filter: { bucket: ['SHIPPED'], status: ['CANCELED'] } }, () => false],
    ['no status at all', { filter: { status: [] } }, () => false],
    ['a country', { filter: { country: ['de'] } }, (i) => i % 5 === 1],
    ['no known country', { filter: { country: [''] } }, (i) => i % 5 === 0],
    ['a tag', { filter: { tag: ['vip', 'nobody'] } }, (i) => i % 9 === 0],
    ['a SKU', { filter: { sku: ['DICE'] } }, (i) => i % 4 === 0],
    ['a tracking number', { filter: { hasTracking: true } }, (i) => i % 10 === 0 && i % 200 > 0],
    ['no tracking number', { filter: { hasTracking: false } }, (i) => !(i % 10 === 0 && i % 200 > 0)],
    ['on hold', { filter: { onHold: true } }, (i) => i % 40 === 4],
    [
      'not on hold, in a bucket',
      { filter: { onHold: false, bucket: ['START_SHIPPING'] } },
      (i) => i % 40 !== 4 && i % 10 > 1 && i % 100 !== 2,
    ],
    ['digital only', { filter: { digitalOnly: true } }, (i) => i % 13 === 0],
    ['numbers', { filter: { numberFrom: 20, numberTo: 40 } }, (i) => i >= 20 && i <= 40 && i % 7 > 0],
    ['nobody by id', { filter: { ids: [] } }, () => false],
    ['ids that never were', { filter: { ids: ['1e9', '999999999999', '-1'] } }, () => false],
    ['a word of the notes', { search: 'recycled_paper' }, (i) => i % 50 === 0],
    ['signs that mean something to LIKE', { search: '100%' }, (i) => i % 50 === 0],
    ['two words in any order', { search: 'recycled 100%' }, (i) => i % 50 === 0],
    ['an email', { search: 'B123@EXAMPLE.org' }, (i) => i === 123],
    ['a pledge ID', { search: 'p77' }, (i) => i === 77],
    ['an order number', { search: '#5123' }, (i) => i === 123],
    ['the beginning of a tracking number', { search: 'track 00012' }, (i) => i === 120],
    ['a search and a filter', { search: 'example', filter: { country: ['DE'] } }, (i) => i % 5 === 1],
    ['quotes and backslashes', { search: `'"\\` }, () => false],
    ['spaces', { search: '   ' }, () => true],
  ])('finds by %s, and counts the same', async (_, ask, matches) => {
    const { found, total } = await all(ask);
    expect(found.toSorted((a, b) => a - b)).toEqual(everyone.filter(matches));
    expect(total).toBe(found.length);
  });

  it.each([
    ['soren haddad', 'Søren Haddad'],
    ['SØREN', 'Søren Haddad'],
    ['garcia', 'García Núñez'],
    ['García nunez', 'García Núñez'],
    ['muller', 'Jürgen Müller'],
    ['jurgen Müller', 'Jürgen Müller'],
    ['ju\u0308rgen', 'Jürgen Müller'],
    ['lukasz', 'Łukasz Weiß'],
    ['Łukasz WEISS', 'Łukasz Weiß'],
    ['weiß', 'Łukasz Weiß'],
    ['istanbullu', 'İlkay İstanbullu'],
    ["d'arc", 'Jeanne d’Arc'],
    ['thorunn aesir', 'Þórunn Æsir'],
    ['ｌｏｐｅｚ', 'Lopez 100%＼'],
    ['lopez 100％＼', 'Lopez 100%＼'],
    ['ΓΙΩΡΓΟΣ', 'Γιώργος'],
    ['田中', '田中 がく'],
    ['がく', '田中 がく'],
    ['øø', null],
    ['müllerin', null],
  ])('finds %s with its accents or without', async (search, name) => {
    const project = (accented ??= await accentedNames());
    const { project: found } = await server.query(
      BackerPage,
      { projectId: project, first: 100, search, withTotal: true },
      ada,
    );
    expect(found?.backers.nodes.map((node) => node.name)).toEqual(name === null ? [] : [name]);
    expect(found?.backers.totalCount).toBe(name === null ? 0 : 1);
  });

  it('reads items and parcels of a page together, with the order in the row', async () => {
    const { nodes } = await page({ filter: { numberFrom: 120, numberTo: 120 } });
    expect(nodes[0]).toMatchObject({
      pledgeId: 'P120',
      name: 'Backer 000240',
      order: {
        status: 'FULFILLED',
        bucket: 'SHIPPED',
        nextStatuses: [],
        hold: null,
        items: [
          { sku: 'CORE', name: 'Core Box', quantity: 2, kind: 'PHYSICAL' },
          { sku: 'DICE', name: 'Dice; red', quantity: 1 },
        ],
      },
      shipments: [
        { trackingNumber: 'TRACK000120', carrier: { id: 'usps', name: 'USPS' }, carrierName: 'USPS' },
      ],
    });
    expect(nodes[0]?.shipments[0]?.trackingUrl).toMatch(/^https:.*TRACK000120/);
  });

  it('asks for a hundred rows with items, parcels and orders in a fixed number of statements', async () => {
    const read = vi.spyOn(server.db, 'read');
    await page({}, 100);
    const hundred = read.mock.calls.length;
    await page({}, 5);
    expect(read.mock.calls.length - hundred).toBe(hundred);
    expect(hundred).toBeLessThan(8);
    read.mockRestore();
  });

  it('tells one backer with history', async () => {
    const [row] = (await page({ filter: { numberFrom: 10, numberTo: 10 } })).nodes;
    const { backer } = await server.query(BackerById, { id: row?.id ?? '' }, ada);
    expect(backer).toMatchObject({
      pledgeId: 'P10',
      address: { line1: '10 Main Street', postalCode: '010', country: null },
      order: { fulfilledAt: '2026-01-01T00:00:00.123Z', fulfilledBy: 'MANUAL' },
      history: [
        {
          from: 'READY_TO_FULFILL',
          to: 'FULFILLED',
          source: 'MANUAL',
          actor: { name: 'Waybill', kind: 'SYSTEM' },
        },
      ],
    });
  });

  it('counts what an action would change without reading a row', async () => {
    const { project } = await server.query(
      BackerTargetCounts,
      {
        projectId,
        ready: { bucket: ['START_SHIPPING'], onHold: false },
        held: { onHold: true },
        fulfilled: { bucket: ['SHIPPED'] },
        canceled: { ids: [] },
      },
      ada,
    );
    expect(project).toMatchObject({
      held: { totalCount: 11 },
      fulfilled: { totalCount: 42 },
      canceled: { totalCount: 0 },
    });
  });

  it('refuses a page, a cursor or a search it cannot mean', async () => {
    const ask = (args: string) =>
      server.ask(`{ project(id: "${projectId}") { backers(${args}) { nodes { id } } } }`, {}, ada);
    for (const [args, words] of [
      ['first: 101', /to 100/],
      ['first: 0', /1 to 100/],
      ['first: 5, last: 5', /either/],
      ['first: 5, after: "nonsense"', /cursor/],
      [`first: 5, after: "${Buffer.from('["x","1"]').toString('base64url')}"`, /another order/],
      [`first: 5, search: "${'x'.repeat(201)}"`, /200/],
    ] as const) {
      const answer = await ask(args);
      expect(answer.errors?.[0]?.message, args).toMatch(words);
    }
  });

  it('shows nobody to another creator, and no list to a token without the scope', async () => {
    const eve = await server.signUp('Eve');
    const [row] = (await page({})).nodes;
    expect((await server.query(BackerById, { id: row?.id ?? '' }, eve)).backer).toBeNull();
    expect(
      (await server.query(BackerPage, { projectId, first: 5, withTotal: true }, eve)).project,
    ).toBeNull();
    const foreign = await projectOf(server, eve, 1, 'Eve');
    const answer = await server.query(
      BackerPage,
      { projectId: foreign, first: 5, filter: { ids: [row?.id ?? ''] }, withTotal: true },
      eve,
    );
    expect(answer.project?.backers).toMatchObject({ nodes: [], totalCount: 0 });
    const token = await server.token(ada, 'SHIPMENTS_WRITE');
    const refused = await server.ask(
      `{ project(id: "${projectId}") { id backers(first: 1) { totalCount } } }`,
      {},
      token,
    );
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

interface Backwards {
  edges: { cursor: string; node: { pledgeId: string } }[];
  pageInfo: { hasPreviousPage: boolean; startCursor: string };
}
