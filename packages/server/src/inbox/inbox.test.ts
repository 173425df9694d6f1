import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';
import { addParcels } from '../shipments/absorb.fixture.ts';
import { makeInboxSweep } from './inbox.task.ts';
import { connect, deliveries, post, work, type TestConnection } from './inbox.fixture.ts';
import { easypostEvent, SECRET, signed } from './signing.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let easypost: TestConnection;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await server.signUp();
  project = await emptyProject(server, person);
  easypost = await connect(server, person, { vendor: 'EASYPOST', secret: SECRET });
});

const NUMBER = '9400111899223197428490';

const send = (body: string | Buffer, headers = signed.easypost(body)) =>
  post(server, easypost, body, headers);

async function parcel(number = NUMBER) {
  const [row] = await server.asOwner(`
    select tracking_status as status, accepted_at is not null as accepted, delivered_at is not null as delivered,
      (select count(*)::int from parcel_event e where e.shipment_id = s.id) as events
    from shipment s where project_id = ${project} and tracking_number = '${number}'`);
  return row;
}

async function ship(...numbers: string[]) {
  const backers = numbers.map((_, index) => ({ pledgeId: `P${index}` }));
  await addBackers(server, person, project, backers);
  await addParcels(
    server,
    person,
    project,
    numbers.map((number, index) => ({ pledgeId: `P${index}`, number, carrier: 'usps' })),
  );
}

describe('a delivery', () => {
  it('is in the database when it is answered, and moves its parcel when the jobs run', async () => {
    await ship(NUMBER);
    const body = easypostEvent(NUMBER, [
      { status: 'pre_transit', hours: -5 },
      { status: 'in_transit', hours: -3 },
    ]);
    expect(await send(body)).toEqual({ status: 200, text: '{"received":true}' });
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'RECEIVED', type: 'tracker.updated', copies: 0, attempts: 0 },
    ]);
    const [kept] = await server.asOwner(
      `select convert_from(body, 'utf8') as body, headers from inbox_delivery where creator_id = ${person.creatorId}`,
    );
    expect(kept?.body).toBe(body);
    expect(kept?.headers).toMatchObject({ 'x-hmac-signature': signed.easypost(body)['x-hmac-signature'] });

    await work(server, person);
    expect(await parcel()).toEqual({ status: 'IN_TRANSIT', accepted: true, delivered: false, events: 2 });
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'DONE', events: 2, matched: 1, problem: null },
    ]);
    const [connection] = await server.asOwner(
      `select last_received_at is not null as seen from vendor_connection where id = ${easypost.id}`,
    );
    expect(connection?.seen).toBe(true);
  });

  it('that is sent a hundred times at once is one', async () => {
    await ship(NUMBER);
    const body = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]);
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await work(server, person);
    expect(await send(body)).toMatchObject({ status: 200 });
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE', copies: 100, attempts: 1 }]);
    expect(await parcel()).toMatchObject({ events: 1 });
  });

  it('is told from others by its id, and not by its bytes', async () => {
    const bodies = [1, 2].map((minute) =>
      easypostEvent(NUMBER, [{ status: 'in_transit', hours: -minute }], { id: 'evt_same' }),
    );
    for (const body of bodies) expect((await send(body)).status).toBe(200);
    expect(await deliveries(server, person)).toMatchObject([{ copies: 1 }]);
  });

  it('of another creator’s connection is another, whatever its id', async () => {
    const other = await server.signUp('Bob');
    const theirs = await connect(server, other, { vendor: 'EASYPOST', secret: SECRET });
    await ship(NUMBER);
    const body = easypostEvent(NUMBER, [{ status: 'delivered', hours: -3 }]);
    expect((await post(server, theirs, body, signed.easypost(body))).status).toBe(200);
    await work(server, other);
    expect(await deliveries(server, other)).toMatchObject([{ status: 'UNMATCHED' }]);
    expect(await deliveries(server, person)).toEqual([]);
    expect(await parcel()).toMatchObject({ status: 'PRE_TRANSIT', events: 0 });
  });

  it('says the same in whatever order it comes, delivered before shipped included', async () => {
    await ship(NUMBER);
    const history = [
      { status: 'pre_transit', hours: -50 },
      { status: 'in_transit', hours: -40 },
      { status: 'out_for_delivery', hours: -30 },
      { status: 'delivered', hours: -20 },
    ];
    for (const step of [3, 0, 2, 1, 3]) {
      const detail = history[step]!;
      await send(easypostEvent(NUMBER, [detail]));
      await work(server, person);
      expect(await parcel()).toMatchObject({ status: 'DELIVERED', delivered: true });
    }
    await send(easypostEvent(NUMBER, history));
    await work(server, person);
    expect(await parcel()).toEqual({ status: 'DELIVERED', accepted: true, delivered: true, events: 4 });
  });

  it('whose job was lost with the process is found by the sweep', async () => {
    await ship(NUMBER);
    await send(easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]));
    await server.asOwner(`delete from graphile_worker._private_jobs`);
    await server.runJobs();
    expect(await deliveries(server, person)).toMatchObject([{ status: 'RECEIVED' }]);
    await makeInboxSweep(server.db, 90)();
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE' }]);
  });
});

describe('a number that nobody has', () => {
  it('waits, and is taken in when a parcel comes', async () => {
    await send(easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]));
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'UNMATCHED', problem: expect.stringContaining(NUMBER) as string },
    ]);
    await ship(NUMBER);
    await server.runJobs();
    expect(await parcel()).toMatchObject({ status: 'IN_TRANSIT', accepted: true });
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE', problem: null }]);
    expect(
      await server.asOwner(`select from inbox_unmatched where creator_id = ${person.creatorId}`),
    ).toEqual([]);
  });

  it('is taken in when a parcel gets it', async () => {
    await ship('1Z999AA10123456784');
    await send(easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]));
    await work(server, person);
    await server.asOwner(
      `update shipment set tracking_number = '${NUMBER}', edited_at = now() where project_id = ${project}`,
    );
    await server.runJobs();
    expect(await parcel()).toMatchObject({ status: 'IN_TRANSIT' });
  });

  it('that crossed its parcel is found by the sweep', async () => {
    await send(easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]));
    await work(server, person);
    await ship(NUMBER);
    await server.asOwner(`delete from graphile_worker._private_jobs`);
    await makeInboxSweep(server.db, 90)();
    await work(server, person);
    expect(await deliveries(server, person)).toMatchObject([{ status: 'DONE' }]);
  });

  it('asks for no job when parcels of others come', async () => {
    const other = await server.signUp('Bob');
    const theirs = await connect(server, other, { vendor: 'EASYPOST', secret: SECRET });
    const body = easypostEvent('9400111899223197428491', [{ status: 'in_transit', hours: -3 }]);
    await post(server, theirs, body, signed.easypost(body));
    await work(server, other);
    await ship(NUMBER);
    const jobs = await server.asOwner(
      `select key from graphile_worker._private_jobs where key like 'inbox-match:%'`,
    );
    expect(jobs).toEqual([]);
  });
});

describe('what is refused', () => {
  const REFUSED = {
    status: 401,
    text: '{"code":"UNAUTHENTICATED","message":"This delivery is not accepted."}',
  };
  const body = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]);

  it('is answered in the same words whatever is wrong', async () => {
    const right = signed.easypost(body);
    const disabled = await connect(server, person, { vendor: 'EASYPOST', secret: SECRET });
    await server.asOwner(`update vendor_connection set disabled_at = now() where id = ${disabled.id}`);
    const key = easypost.path.split('/').at(-1) ?? '';
    const nowhere = [
      { path: easypost.path.slice(0, -1) + (easypost.path.endsWith('A') ? 'B' : 'A') },
      { path: easypost.path.slice(0, -1) },
      { path: `/hooks/aftership/${key}` },
      { path: `/hooks/nobody/${key}` },
      { path: '/hooks/easypost/x' },
      disabled,
    ];
    for (const connection of nowhere) expect(await post(server, connection, body, right)).toEqual(REFUSED);
    for (const headers of [{}, signed.easypost(body, 'another'), { 'x-hmac-signature': 'x' }])
      expect(await post(server, easypost, body, headers as Record<string, string>)).toEqual(REFUSED);
    expect(await post(server, easypost, `${body} `, right)).toEqual(REFUSED);
    expect(await deliveries(server, person)).toEqual([]);
  });

  it('is counted for the owner, and not kept', async () => {
    await Promise.all(Array.from({ length: 20 }, () => post(server, easypost, body, {})));
    for (;;) {
      const [row] = await server.asOwner(
        `select refused, last_refusal, last_refused_at is not null as at from vendor_connection where id = ${easypost.id}`,
      );
      if (row?.refused !== 20) continue;
      expect(row).toMatchObject({ last_refusal: 'The header X-Hmac-Signature is missing.', at: true });
      break;
    }
    expect(await deliveries(server, person)).toEqual([]);
  });

  it('is whatever the address was before it was closed', async () => {
    expect((await send(body)).status).toBe(200);
    const answer = await server.ask(
      `mutation($id: ID!) { vendorConnectionDisable(id: $id) { connection { disabledAt } userErrors { message } } }`,
      { id: easypost.id },
      person,
    );
    expect(answer.errors).toBeUndefined();
    expect(await send(easypostEvent(NUMBER, []))).toEqual(REFUSED);
  });
});

describe('a body that is not what vendors send', () => {
  async function taken(body: string | Buffer) {
    await ship(NUMBER);
    expect((await send(body)).status).toBe(200);
    const good = easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]);
    expect((await send(good)).status).toBe(200);
    await work(server, person);
    expect(await parcel()).toMatchObject({ status: 'IN_TRANSIT', events: 1 });
    const [first] = await deliveries(server, person);
    return first;
  }

  it.each([
    ['no JSON', 'Hello', /This is no JSON/],
    ['nothing', '', /This is no JSON.*empty/],
    ['no object', '[]', /no event of EasyPost/],
    ['a number', '1', /no event of EasyPost/],
    ['null', 'null', /no event of EasyPost/],
    ['no tracker', '{"description":"tracker.updated"}', /no tracking_code/],
    [
      'an object where a number should be',
      '{"description":"tracker.updated","result":{"tracking_code":{}}}',
      /no tracking_code/,
    ],
  ])('%s fails with a sentence, and keeps nothing else', async (_, body, problem) => {
    expect(await taken(body)).toMatchObject({
      status: 'FAILED',
      problem: expect.stringMatching(problem) as string,
    });
  });

  it('cannot reach beyond itself by its names', async () => {
    const body = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"description":"tracker.updated","result":{"__proto__":{"tracking_code":"${NUMBER}"}}}`;
    expect(await taken(body)).toMatchObject({ status: 'FAILED' });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is read however deep it is', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(await taken(`{"id":${deep},"description":"tracker.updated","result":${deep}}`)).toMatchObject({
      status: 'FAILED',
    });
  });

  it('may hold bytes and characters that no text holds', async () => {
    expect(await taken(Buffer.from([0xff, 0xfe, 0x00, 0x7b]))).toMatchObject({ status: 'FAILED' });
    const nul = `{"id":"evt_\\u0000","description":"tracker.updated\\u0000","result":{"tracking_code":"${NUMBER}\\ud800"}}`;
    expect((await send(nul)).status).toBe(200);
    await work(server, person);
  });

  it('with times and words that cannot be meant moves nothing', async () => {
    const body = JSON.stringify({
      id: 'evt_odd',
      description: 'tracker.updated',
      result: {
        tracking_code: NUMBER,
        est_delivery_date: '99999-01-01T00:00:00Z',
        tracking_details: [
          { status: 'delivered', datetime: '0001-01-01T00:00:00Z', message: 'x'.repeat(10_000) },
          { status: { $ne: null }, datetime: 'tomorrow' },
          null,
          7,
        ],
      },
    });
    await ship(NUMBER);
    expect((await send(body)).status).toBe(200);
    await work(server, person);
    expect(await parcel()).toMatchObject({ status: 'PRE_TRANSIT', delivered: false });
  });

  it('is refused beyond a megabyte, without being read to its end', async () => {
    const answer = await post(server, easypost, Buffer.alloc(1024 * 1024 + 1, 'x'), {}).catch(() => ({
      status: 413,
    }));
    expect(answer.status).toBe(413);
    expect(await deliveries(server, person)).toEqual([]);
  });

  it('that the database does not take keeps none of the others from it', async () => {
    await ship(NUMBER, '9400111899223197428491');
    // A rule of the database that one of them breaks.
    await server.asOwner(`create function refuse_unlucky() returns trigger language plpgsql as $$
      begin if new.message = 'unlucky' then raise exception 'unlucky'; end if; return new; end $$`);
    await server.asOwner(
      `create trigger unlucky before insert on parcel_event for each row execute function refuse_unlucky()`,
    );
    try {
      await send(easypostEvent(NUMBER, [{ status: 'in_transit', hours: -3 }]));
      await send(easypostEvent(NUMBER, [{ status: 'in_transit', hours: -2, message: 'unlucky' }]));
      await send(easypostEvent('9400111899223197428491', [{ status: 'delivered', hours: -1 }]));
      await work(server, person);
    } finally {
      await server.asOwner(`drop trigger unlucky on parcel_event`);
      await server.asOwner(`drop function refuse_unlucky`);
    }
    expect(await deliveries(server, person)).toMatchObject([
      { status: 'DONE' },
      { status: 'FAILED', problem: expect.stringContaining('log') as string },
      { status: 'DONE' },
    ]);
    expect(await parcel()).toMatchObject({ events: 1 });
    expect(await parcel('9400111899223197428491')).toMatchObject({ status: 'DELIVERED' });
  });
});
