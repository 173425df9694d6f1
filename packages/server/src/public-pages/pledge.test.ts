import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BackerLink, BackerLinkRotate, PublicPledge } from '@waybill/schema/public-pages';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { CODE_SEAL } from '../digital-rewards/sealed-code.ts';
import { loadSecret, makeSecret } from '../lib/secret.ts';
import { emptyProject } from '../operations/operations.fixture.ts';
import { HOSTILE, linkTo, looks, publish, styleHash, visit } from './public-pages.fixture.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp('Ada');
});
afterAll(() => server[Symbol.asyncDispose]());

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

interface Made {
  status?: string;
  title?: string;
  items?: [name: string, quantity: number, kind: 'PHYSICAL' | 'DIGITAL'][];
  parcels?: {
    carrier?: string;
    name?: string;
    number?: string;
    url?: string;
    status?: string;
    voided?: boolean;
  }[];
  codes?: { reward: string; instructions?: string; code: string; revoked?: boolean }[];
  reward?: string;
}

/** A project with one backer, whose every private field is a word that must not be found on the page. */
async function backerWith(made: Made): Promise<{ backer: string; project: string; path: string }> {
  const project = await emptyProject(server, ada, made.title ?? 'Lighthouses');
  const [row] = await server.asOwner(`
    insert into backer (creator_id, project_id, number, pledge_id, backer_uid, order_number, name, email, email_key, line1, line2,
      city, state, postal_code, country, country_name, phone, notes, tags, reward_title)
    values (${ada.creatorId}, ${project}, 1203, 'PRIVATE-PLEDGE', 'PRIVATE-UID', 'PRIVATE-ORDER', 'Grace Hopperprivate',
      'private@example.org', 'private@example.org', '1 Private Street', 'Private floor', 'Privateville', 'PRIV', 'PR1 VAT', 'DE',
      'Privatania', '+1 555 PRIVATE', 'private note', '{private-tag}', ${made.reward === undefined ? 'null' : text(made.reward)})
    returning id::text as id`);
  const backer = String(row?.id);
  const tenant = `${backer}, ${ada.creatorId}, ${project}`;
  await server.asOwner(`insert into orders (backer_id, creator_id, project_id, status, fulfilled_at)
    values (${tenant}, '${made.status ?? 'READY_TO_FULFILL'}', ${made.status === 'FULFILLED' ? 'now()' : 'null'})`);
  await server.asOwner(
    `insert into order_hold (backer_id, creator_id, project_id, reason) values (${tenant}, 'private reason')`,
  );
  for (const [index, [name, quantity, kind]] of (
    made.items ?? [['Base game', 1, 'PHYSICAL'] as const]
  ).entries())
    await server.asOwner(`insert into order_item (backer_id, creator_id, project_id, no, sku, name, quantity, kind)
      values (${tenant}, ${index + 1}, 'PRIVATE-SKU', ${text(name)}, ${quantity}, '${kind}')`);
  for (const parcel of made.parcels ?? [])
    await server.asOwner(`insert into shipment (backer_id, creator_id, project_id, source, carrier, carrier_name, tracking_number,
        tracking_url, tracking_status, shipped_at, voided_at)
      values (${tenant}, 'MANUAL', ${parcel.carrier ? text(parcel.carrier) : 'null'}, ${parcel.name ? text(parcel.name) : 'null'},
        ${parcel.number ? text(parcel.number) : 'null'}, ${parcel.url ? text(parcel.url) : 'null'}, '${parcel.status ?? 'IN_TRANSIT'}',
        '2026-11-03T10:00:00Z', ${parcel.voided ? 'now()' : 'null'})`);
  const secret = loadSecret(undefined, server.dataDir);
  for (const { reward, instructions, code, revoked } of made.codes ?? []) {
    const sealed = secret.seal(CODE_SEAL, code).toString('hex');
    await server.asOwner(`
      with r as (insert into digital_reward (creator_id, project_id, name, kind, instructions)
        values (${ada.creatorId}, ${project}, ${text(reward)}, 'UNIQUE', ${instructions ? text(instructions) : 'null'}) returning id),
      o as (insert into operation (creator_id, project_id, kind, actor_kind, actor_name)
        values (${ada.creatorId}, ${project}, 'DIGITAL_REWARDS', 'USER', 'Ada') returning id)
      insert into digital_code (creator_id, project_id, reward_id, operation_id, position, backer_id, sealed, fingerprint, shared, given_at, revoked_at)
      select ${ada.creatorId}, ${project}, r.id, o.id, 1, ${backer}, '\\x${sealed}', '\\x${randomBytes(8).toString('hex')}', false, now(),
        ${revoked ? 'now()' : 'null'} from r, o`);
  }
  return { backer, project, path: await linkTo(server, backer, ada) };
}

describe('a backer’s own page', () => {
  test('shows what is owed, where the parcels are, and the codes', async () => {
    const { path } = await backerWith({
      status: 'PARTIALLY_FULFILLED',
      reward: 'Deluxe',
      items: [
        ['Base game', 2, 'PHYSICAL'],
        ['Soundtrack', 1, 'DIGITAL'],
      ],
      parcels: [
        { carrier: 'ups', number: '1Z999AA10123456784' },
        { name: 'Bike post', number: 'BP-7', url: 'https://bike.example/?n=7&x=1', status: 'DELIVERED' },
        { carrier: 'ups', number: '1ZVOIDED', voided: true },
      ],
      codes: [
        {
          reward: 'Soundtrack',
          instructions: 'Type it\nat https://shop.example/redeem?a=1&b=2.',
          code: 'SING-1234',
        },
        { reward: 'Art book', code: 'https://files.example/art?k=1&v=2' },
        { reward: 'Mistake', code: 'REVOKED-1', revoked: true },
      ],
    });
    const { status, body } = await visit(server, path);
    expect(status).toBe(200);
    expect(body).toContain('<h1 dir="auto">Lighthouses</h1>');
    expect(body).toContain('Backer 1,203');
    expect(body).toContain('Part of your reward has been sent. The rest is still to come.');
    expect(body).toMatch(/2 &times; <\/span>Base game/);
    expect(body).toContain('Deluxe');
    expect(body).toContain('<dt>Goes to</dt><dd>Germany</dd>');
    expect(body).toMatch(/<h3 dir="auto">UPS<\/h3>.*On its way/);
    expect(body).toMatch(
      /href="https:\/\/[^"]*ups\.com[^"]*1Z999AA10123456784[^"]*" rel="noopener noreferrer nofollow">Follow it at UPS</,
    );
    expect(body).toContain('href="https://bike.example/?n=7&amp;x=1"');
    expect(body).toContain('3 November 2026');
    expect(body).toContain('<code class="code">SING-1234</code>');
    expect(body).toContain(
      'Type it\nat <a href="https://shop.example/redeem?a=1&amp;b=2" rel="noopener noreferrer nofollow">https://shop.example/redeem?a=1&amp;b=2</a>.',
    );
    expect(body).toContain('<a href="https://files.example/art?k=1&amp;v=2"');
    expect(body).not.toMatch(/1ZVOIDED|REVOKED-1|Mistake/);
    expect(body).not.toMatch(/private|Hopper|Grace/i);
  });

  test('tells the parcel’s way, without the carrier’s words and the backer’s own town', async () => {
    const { path, backer } = await backerWith({
      status: 'FULFILLED',
      parcels: [{ carrier: 'ups', number: '1Z1' }],
    });
    const said = (hours: number, status: string, place: string) =>
      server.asOwner(`insert into parcel_event (shipment_id, creator_id, project_id, backer_id, at, status, message, place)
        select id, creator_id, project_id, backer_id, timestamptz '2026-11-05T12:00:00Z' + interval '${hours} hours', '${status}',
          'Handed to PRIVATE NEIGHBOUR', '${place}' from shipment where backer_id = ${backer}`);
    await said(0, 'IN_TRANSIT', 'Hamburg, DE');
    await said(24, 'OUT_FOR_DELIVERY', 'PRIVATEVILLE, DE');
    await said(48, 'DELIVERED', 'somewhere PR1 VAT');
    await server.asOwner(
      `update shipment set estimated_delivery_at = '2026-12-24T12:00:00Z' where backer_id = ${backer}`,
    );
    const { body } = await visit(server, path);
    expect(body).toMatch(/<summary>Delivered<span class="soft">, <time [^>]+>7 November 2026<.*<\/summary>/);
    expect(body).toMatch(/Out for delivery<span class="soft">, <time [^>]+>6 November/);
    expect(body).toMatch(/On its way, <bdi>Hamburg, DE<\/bdi>/);
    expect(body).toContain('>24 December 2026<');
    expect(body).not.toMatch(/private|neighbour|PR1/i);

    await server.asOwner(`update shipment set replaced_at = now() where backer_id = ${backer}`);
    expect((await visit(server, path)).body).not.toContain('1Z1');
  });

  test('is nobody else’s: no cache, no index, no referrer, no script', async () => {
    const { path } = await backerWith({});
    const { headers, body } = await visit(server, path);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src ${styleHash(body)}; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('etag')).toBeNull();
    expect(body).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(body).not.toMatch(/<script| style=|canonical/);
    expect(server.logs()).not.toContain(path.split('/').at(-1));
  });

  test('leads to the profile only where the project is on it', async () => {
    const { path, project } = await backerWith({});
    expect((await visit(server, path)).body).not.toContain('/c/');
    await publish(server, project, ada);
    expect((await visit(server, path)).body).toContain(`href="http://localhost/c/${ada.creatorSlug}"`);
  });

  test.each([
    ['SURVEY_NOT_SENT', 'There is nothing you need to do', 0],
    ['SURVEY_NOT_COMPLETED', 'Your survey is open', 0],
    ['SURVEY_COMPLETED', 'Your answers are in', 1],
    ['READY_TO_FULFILL', 'waits its turn', 2],
    ['FULFILLMENT_PROCESSING', 'being packed', 2],
    ['FULFILLMENT_ERRORED', 'being packed', 2],
    ['PARTIALLY_FULFILLED', 'Part of your reward', 3],
    ['FULFILLED', 'Everything has been sent', 4],
    ['CANCELED', 'This pledge was canceled', 0],
  ])('%s is told in words: %s', async (status, sentence, past) => {
    const { path } = await backerWith({ status });
    const { body } = await visit(server, path);
    expect(body).toContain(sentence);
    expect(body.match(/class="past"/g) ?? []).toHaveLength(past);
    expect(body.match(/aria-current="step"/g) ?? []).toHaveLength(status === 'CANCELED' ? 0 : 1);
  });

  test('a parcel that goes back is said to, and the way ends where it turned round', async () => {
    const back = { carrier: 'ups', number: '1Z1', status: 'RETURN_TO_SENDER' };
    const there = { carrier: 'ups', number: '1Z2', status: 'DELIVERED' };
    const lookOf = async (...given: Parameters<typeof backerWith>) => {
      const { body } = await visit(server, (await backerWith(...given)).path);
      return {
        lead: /<p class="lead">([^<]*)/.exec(body)?.[1],
        now: /aria-current="step">([^<]*)/.exec(body)?.[1],
        past: body.match(/class="past"/g)?.length,
      };
    };
    expect(await lookOf({ status: 'FULFILLED', parcels: [back] })).toEqual({
      lead: 'Your parcel is going back to the sender.',
      now: 'Going back',
      past: 4,
    });
    expect(await lookOf({ status: 'FULFILLED', parcels: [back, there] })).toEqual({
      lead: 'Everything has been sent. One parcel is going back to the sender.',
      now: 'Delivered',
      past: 4,
    });
    expect(await lookOf({ status: 'PARTIALLY_FULFILLED', parcels: [back] })).toEqual({
      lead: 'Part of your reward has been sent. The rest is still to come. Your parcel is going back to the sender.',
      now: 'Sent',
      past: 3,
    });
  });

  test('what is only digital has no way to go', async () => {
    const { path } = await backerWith({ status: 'FULFILLED', items: [['Soundtrack', 1, 'DIGITAL']] });
    const { body } = await visit(server, path);
    expect(body).toContain('Your reward is digital');
    expect(body).not.toContain('class="steps"');
    expect(body).not.toContain('Goes to');
  });

  test.each([
    ['READY_TO_FULFILL', true, 'Your reward is digital: you have it below.'],
    ['READY_TO_FULFILL', false, 'Your reward is digital, and still to come.'],
    ['FULFILLED', false, 'Your reward is digital.'],
    ['SURVEY_NOT_COMPLETED', false, 'Your survey is open.'],
  ])(
    'of a digital reward of an order that is %s it is said by its codes where it is',
    async (status, given, lead) => {
      const { path } = await backerWith({
        status,
        items: [['Soundtrack', 1, 'DIGITAL']],
        codes: [{ reward: 'Soundtrack', code: 'LUNE-1', revoked: !given }],
      });
      const { body } = await visit(server, path);
      expect(/<p class="lead">([^<]*)/.exec(body)?.[1]).toContain(lead);
    },
  );

  test('what goes by post is not said to be everything where something is digital', async () => {
    const { path } = await backerWith({
      status: 'FULFILLED',
      items: [
        ['Base game', 1, 'PHYSICAL'],
        ['Soundtrack', 1, 'DIGITAL'],
      ],
    });
    expect((await visit(server, path)).body).toContain('Everything that goes by post has been sent.');
  });

  test('hostile words stay words', async () => {
    const { path } = await backerWith({
      title: HOSTILE,
      reward: HOSTILE,
      items: [[HOSTILE, 1, 'PHYSICAL']],
      parcels: [
        { name: HOSTILE, number: HOSTILE, url: 'javascript:alert(1)' },
        { carrier: HOSTILE, number: '1', url: `https://x.example/${HOSTILE}` },
      ],
      codes: [
        { reward: HOSTILE, instructions: HOSTILE, code: HOSTILE },
        { reward: 'Link', code: 'javascript:alert(1)' },
      ],
    });
    const { status, body } = await visit(server, path);
    expect(status).toBe(200);
    expect(body).not.toMatch(/<img|<script|onerror=alert\(1\)>|href="javascript/);
    expect(body.match(/<\/title>/g)).toHaveLength(1);
    expect(body.match(/<\/style>/g)).toHaveLength(1);
    expect(body.match(/&lt;script&gt;alert\(/g)?.length).toBeGreaterThanOrEqual(8);
  });
});

describe('links', () => {
  test('every link that does not work is answered alike, and so is the API', async () => {
    const { backer, path } = await backerWith({});
    const token = path.split('/').at(-1) ?? '';
    await server.query(BackerLinkRotate, { backerId: backer }, ada);
    const { path: ofGone, backer: gone } = await backerWith({});
    for (const table of ['order_item', 'order_hold', 'orders'])
      await server.asOwner(`delete from ${table} where backer_id = ${gone}`);
    await server.asOwner(`delete from backer where id = ${gone}`);
    const other = makeSecret('another instance with a secret of its own');
    const wrong = [
      token,
      ofGone.split('/').at(-1) ?? '',
      other.pledgeToken(backer, 1),
      randomBytes(24).toString('base64url'),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.slice(0, -1),
      `${token}x`,
      `${token}/x`,
      'x'.repeat(2_000),
      backer,
      '',
      '%00',
      '..%2f..%2f',
    ];
    const [first, ...others] = await Promise.all(
      wrong.map((one) => visit(server, `/b/${one}`, { 'x-forwarded-for': '192.0.2.1' })),
    );
    expect(first?.status).toBe(404);
    expect(first?.body).toContain('This link does not work');
    for (const answer of others) expect(looks(answer)).toEqual(first && looks(first));
    for (const one of wrong.slice(0, 5))
      expect((await server.query(PublicPledge, { token: one })).publicPledge).toBeNull();
  });

  test('a new link kills the old ones, again and again', async () => {
    const { backer, path } = await backerWith({});
    const paths = [path];
    for (let round = 0; round < 3; round += 1) {
      const { backerLinkRotate } = await server.query(BackerLinkRotate, { backerId: backer }, ada);
      paths.push(new URL(backerLinkRotate.backer?.publicUrl ?? '').pathname);
    }
    expect(new Set(paths).size).toBe(4);
    const answers = await Promise.all(paths.map((one) => visit(server, one)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 200]);
    expect(
      await server.asOwner(`select version, rotated_by from pledge_link where backer_id = ${backer}`),
    ).toEqual([{ version: 3, rotated_by: 'Ada' }]);
    const { publicPledge } = await server.query(PublicPledge, { token: paths[3]?.split('/').at(-1) ?? '' });
    expect(publicPledge).toMatchObject({ projectTitle: 'Lighthouses', backerNumber: 1203, country: 'DE' });
  });

  test('who may only look gets no link, and may make none', async () => {
    const { backer } = await backerWith({});
    const reader = await server.token(ada, 'BACKERS_READ');
    expect((await server.query(BackerLink, { id: backer }, reader)).backer).toEqual({
      id: backer,
      publicUrl: null,
    });
    const shipper = await server.token(ada, 'BACKERS_READ', 'SHIPMENTS_WRITE');
    expect((await server.query(BackerLink, { id: backer }, shipper)).backer?.publicUrl).toMatch(
      /\/b\/[\w-]{32}$/,
    );
    const document = 'mutation($id: ID!) { backerLinkRotate(backerId: $id) { backer { id } } }';
    const refused = await server.ask(document, { id: backer }, shipper);
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  test('whoever guesses is slowed down, by network, before the database is asked', async () => {
    const { path } = await backerWith({});
    const from = (ip: string) => ({ 'x-forwarded-for': ip });
    const guess = (ip: string) => visit(server, `/b/${randomBytes(24).toString('base64url')}`, from(ip));
    const statuses: number[] = [];
    for (let n = 0; n < 40; n += 1) statuses.push((await guess(`2001:db8:1:2::${n}`)).status);
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404));
    expect(statuses.slice(30)).toEqual(Array(10).fill(429));
    const limited = await visit(server, path, from('2001:db8:1:2::ffff'));
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visit(server, path, from('2001:db8:1:3::1'))).status).toBe(200);
    const asked = await server.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...from('2001:db8:1:2::1') },
      body: JSON.stringify({ query: '{ publicPledge(token: "x") { status } }' }),
    });
    expect(asked.status).toBe(429);
    const wholeOffice = await Promise.all(
      Array.from({ length: 200 }, () => visit(server, path, from('192.0.2.7'))),
    );
    expect(new Set(wholeOffice.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test('a backer is read in one tenant, and by no other way than the link', async () => {
    const { backer } = await backerWith({});
    const eve = await server.signUp('Eve');
    expect((await server.query(BackerLink, { id: backer }, eve)).backer).toBeNull();
    const { backerLinkRotate } = await server.query(BackerLinkRotate, { backerId: backer }, eve);
    expect(backerLinkRotate.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
