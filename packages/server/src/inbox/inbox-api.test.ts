import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  InboxDeliveries,
  InboxDelivery,
  InboxReplay,
  InboxUpdated,
  VendorConnectionCreate,
  VendorConnectionDisable,
  VendorConnections,
  VendorConnectionUpdate,
} from '@waybill/schema/inbox';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { addParcels } from '../shipments/absorb.fixture.ts';
import { deliveries, post, work } from './inbox.fixture.ts';
import { easypostEvent, SECRET, signed } from './signing.fixture.ts';

const NUMBER = '9400111899223197428490';

let server: TestServer;
let person: Person;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await server.signUp();
});

type CreateInput = Parameters<typeof create>[0];

async function create(input: {
  vendor: 'EASYPOST' | 'SHIPPO' | 'SHIPSTATION_V1' | 'SHIPSTATION_V2' | 'AFTERSHIP' | 'SHIPBOB' | 'SHOPIFY';
  name?: string;
  secret?: string;
  apiKey?: string;
  keySetUrl?: string;
}) {
  const { vendorConnectionCreate } = await server.query(
    VendorConnectionCreate,
    { creatorId: person.creatorId, input: { name: 'Mine', ...input } },
    person,
  );
  return vendorConnectionCreate;
}

async function connected() {
  const { connection } = await create({ vendor: 'EASYPOST', secret: SECRET });
  if (!connection?.url) throw new Error('no connection was made');
  return { ...connection, path: new URL(connection.url).pathname };
}

async function page(variables: object = {}) {
  const { creator } = await server.query(
    InboxDeliveries,
    { slug: person.creatorSlug, first: 50, ...variables },
    person,
  );
  return creator!.inboxDeliveries;
}

describe('a connection', () => {
  it('shows its address as often as it is asked, and its secret never', async () => {
    const made = await connected();
    expect(made).toMatchObject({
      vendor: 'EASYPOST',
      name: 'Mine',
      hasSecret: true,
      hasApiKey: false,
      createdBy: 'Ada',
    });
    expect(made.path).toMatch(/^\/hooks\/easypost\/[\w-]{43}$/);
    const { creator } = await server.query(VendorConnections, { slug: person.creatorSlug }, person);
    expect(creator?.vendorConnections).toMatchObject([{ id: made.id, url: made.url }]);
    const [row] = await server.asOwner(
      `select t::text as all from vendor_connection t where id = ${made.id}`,
    );
    expect(row?.all).not.toContain(SECRET);
    expect(row?.all).not.toContain(made.path.split('/').at(-1));
    expect(server.logs()).not.toContain(made.path.split('/').at(-1));
  });

  it.each<[CreateInput, string, RegExp]>([
    [{ vendor: 'EASYPOST' }, 'secret', /anybody could send/],
    [{ vendor: 'AFTERSHIP', secret: '  ' }, 'secret', /anybody could send/],
    [{ vendor: 'SHIPSTATION_V2', secret: 'x' }, 'secret', /no secret/],
    [{ vendor: 'SHIPSTATION_V1' }, 'apiKey', /key:secret/],
    [{ vendor: 'SHIPSTATION_V1', apiKey: 'no colon' }, 'apiKey', /colon/],
    [{ vendor: 'SHIPPO', apiKey: 'a:b' }, 'apiKey', /no API key/],
    [{ vendor: 'SHIPBOB', secret: 'whsec_x' }, 'secret', /whsec_/],
    [{ vendor: 'SHIPPO', name: ' ' }, 'name', /a name/],
    [{ vendor: 'SHIPSTATION_V2', keySetUrl: 'http://169.254.169.254/jwks' }, 'keySetUrl', /only/],
    [
      { vendor: 'SHIPSTATION_V2', keySetUrl: 'https://api.shipengine.com.evil.example/jwks' },
      'keySetUrl',
      /only/,
    ],
    [{ vendor: 'EASYPOST', secret: 'x', keySetUrl: 'https://api.shipengine.com/jwks' }, 'keySetUrl', /only/],
  ])('%j is refused at %s', async (input, field, message) => {
    const { connection, userErrors } = await create(input);
    expect(connection).toBeNull();
    expect(userErrors).toMatchObject([
      { field: ['input', field], message: expect.stringMatching(message) as string },
    ]);
  });

  it('works with another secret as soon as that is set', async () => {
    const made = await connected();
    const body = () => easypostEvent(NUMBER, [{ status: 'in_transit', hours: -1 }]);
    const send = async (secret: string) => {
      const text = body();
      return (await post(server, made, text, signed.easypost(text, secret))).status;
    };
    expect(await send(SECRET)).toBe(200);
    const { vendorConnectionUpdate } = await server.query(
      VendorConnectionUpdate,
      { id: made.id, input: { name: 'Renamed', secret: 'another' } },
      person,
    );
    expect(vendorConnectionUpdate.connection).toMatchObject({ name: 'Renamed', url: made.url });
    expect(await send(SECRET)).toBe(401);
    expect(await send('another')).toBe(200);
    const { vendorConnectionUpdate: refused } = await server.query(
      VendorConnectionUpdate,
      { id: made.id, input: { secret: '' } },
      person,
    );
    expect(refused.userErrors).toMatchObject([{ field: ['input', 'secret'] }]);
    await server.query(VendorConnectionDisable, { id: made.id }, person);
    expect(await send('another')).toBe(401);
  });

  it('is for those who manage', async () => {
    const made = await connected();
    const token = await server.token(person, 'SHIPMENTS_WRITE', 'PROJECTS_WRITE', 'BACKERS_READ');
    for (const as of [token, await server.signUp('Bob')]) {
      const answer = await server.ask(
        `query($id: ID!) { vendorConnectionDisable: inboxDelivery(id: $id) { id } }`,
        { id: made.id },
        as,
      );
      expect(answer.data?.vendorConnectionDisable ?? null).toBeNull();
      const list = await server.ask<{ creator: { vendorConnections: unknown } | null }>(
        `query($slug: String!) { creator(slug: $slug) { vendorConnections { id url } } }`,
        { slug: person.creatorSlug },
        as,
      );
      expect(list.data?.creator?.vendorConnections ?? null).toBeNull();
    }
  });
});

describe('the inbox', () => {
  it('is read page by page, by vendor and by what became of it', async () => {
    const made = await connected();
    const shippo = (await create({ vendor: 'SHIPPO' })).connection!;
    for (let n = 0; n < 5; n += 1) {
      const body = easypostEvent(`940011189922319742849${n}`, [{ status: 'in_transit', hours: -1 }]);
      await post(server, made, body, signed.easypost(body));
    }
    await post(server, { path: new URL(shippo.url ?? '').pathname }, '{"event":"batch_created"}');
    await work(server, person);

    const first = await page({ first: 4 });
    expect(first.nodes.map(({ status }) => status)).toEqual([
      'IGNORED',
      'UNMATCHED',
      'UNMATCHED',
      'UNMATCHED',
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page({ first: 4, after: first.pageInfo.endCursor });
    expect(second.nodes).toHaveLength(2);
    expect(second.pageInfo.hasNextPage).toBe(false);
    expect((await page({ vendor: ['SHIPPO'] })).nodes).toHaveLength(1);
    expect((await page({ status: ['UNMATCHED'] })).nodes).toHaveLength(5);
    expect((await page({ status: ['DONE', 'IGNORED'] })).nodes).toHaveLength(1);
    const total = await server.ask<{ creator: { inboxDeliveries: { totalCount: number } } }>(
      `query($slug: String!) { creator(slug: $slug) { inboxDeliveries(status: [UNMATCHED]) { totalCount } } }`,
      { slug: person.creatorSlug },
      person,
    );
    expect(total.data?.creator.inboxDeliveries.totalCount).toBe(5);
  });

  it('shows a delivery as it came', async () => {
    const made = await connected();
    const body = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -1 }]);
    await post(server, made, body, { ...signed.easypost(body), authorization: 'Bearer nobody' });
    const [node] = (await page()).nodes;
    const { inboxDelivery } = await server.query(InboxDelivery, { id: node!.id }, person);
    expect(inboxDelivery).toMatchObject({ body, connection: { id: made.id, name: 'Mine' } });
    const names = inboxDelivery?.headers.map(({ name }) => name);
    expect(names).toContain('x-hmac-signature');
    expect(names).not.toContain('authorization');
    expect((await server.query(InboxDelivery, { id: '999999' }, person)).inboxDelivery).toBeNull();
  });

  it('replays, and what was taken in already changes nothing', async () => {
    const project = await emptyProject(server, person);
    await addBackers(server, person, project, [{ pledgeId: 'P1' }]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: NUMBER }]);
    const made = await connected();
    const body = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -1 }]);
    await post(server, made, body, signed.easypost(body));
    await work(server, person);
    const [node] = (await page()).nodes;
    const { inboxReplay } = await server.query(InboxReplay, { ids: [node!.id, '1', 'x'] }, person);
    expect(inboxReplay.deliveries).toMatchObject([{ id: node!.id, status: 'RECEIVED' }]);
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE', events: 1, matched: 1 }]);
    const [counted] = await server.asOwner(
      `select count(*)::int as n from parcel_event where creator_id = ${person.creatorId}`,
    );
    expect(counted?.n).toBe(1);
  });

  it('refuses to replay what is not there, is another’s, or is too much', async () => {
    const bob = await server.signUp('Bob');
    const made = await connected();
    await post(server, made, 'x', signed.easypost('x'));
    const [node] = (await page()).nodes;
    const errors = async (ids: string[], as = person) =>
      (await server.query(InboxReplay, { ids }, as)).inboxReplay.userErrors.map(({ code }) => code);
    expect(await errors([])).toEqual(['NOT_FOUND']);
    expect(await errors(['999999'])).toEqual(['NOT_FOUND']);
    expect(await errors([node!.id], bob)).toEqual(['NOT_FOUND']);
    expect(await errors(Array.from({ length: 1001 }, () => node!.id))).toEqual(['LIMIT_EXCEEDED']);
  });

  it('tells screens how it stands', async () => {
    const made = await connected();
    const feed = server.subscribe(InboxUpdated, { creatorId: person.creatorId }, person);
    const next = async (
      fits: (value: { unmatched: number; failed: number; newestId: string | null }) => boolean,
    ) => {
      for (;;) {
        const heard = await feed.next();
        if (heard.done) throw new Error('The subscription ended.');
        if (fits(heard.value.inboxUpdated)) return heard.value.inboxUpdated;
      }
    };
    expect(await next(() => true)).toMatchObject({ waiting: 0, unmatched: 0, failed: 0, newestId: null });
    const body = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -1 }]);
    await post(server, made, body, signed.easypost(body));
    await post(server, made, 'no json', signed.easypost('no json'));
    await work(server, person);
    const last = await next(({ unmatched, failed }) => unmatched === 1 && failed === 1);
    expect(last).toMatchObject({ waiting: 0, connections: [{ id: made.id }] });
    await feed.return?.();
  });
});
