import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { ledger } from '../notifications/notifications.fixture.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import { addBackers, addManyBackers, emptyProject } from '../operations/operations.fixture.ts';
import { addItems, addParcels, said, tell, tellAll, type TestParcel } from './absorb.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  person = await server.signUp();
  project = await emptyProject(server, person);
});

async function parcel(number: string) {
  const [row] = await server.asOwner(`
    select tracking_status as status, tracking_at as at, tracking_reason as reason, delivery_attempts as attempts,
      accepted_at as accepted, shipped_at as shipped, delivered_at as delivered, estimated_delivery_at as estimated,
      (select count(*)::int from parcel_event e where e.shipment_id = s.id) as events
    from shipment s where project_id = ${project} and tracking_number = '${number}'`);
  return row as Record<string, string | number | null>;
}

async function status(pledgeId: string): Promise<unknown> {
  const [row] = await server.asOwner(`select o.status from orders o join backer b on b.id = o.backer_id
    where b.project_id = ${project} and b.pledge_id = '${pledgeId}'`);
  return row?.status;
}

const exceptions = async () =>
  (
    await server.asOwner(
      `select kind, resolution, detail from parcel_exception where project_id = ${project} order by id`,
    )
  ).map(({ kind, resolution, detail }) => [kind, resolution, detail]);

const HISTORY = [
  said('PRE_TRANSIT', -90, { message: 'Label created' }),
  said('IN_TRANSIT', -80, { message: 'Picked up', place: 'Hamburg, DE' }),
  said('IN_TRANSIT', -60, { message: 'Arrived at facility' }),
  said('OUT_FOR_DELIVERY', -50),
  said('IN_TRANSIT', -48, { reason: 'DELIVERY_ATTEMPTED', message: 'Nobody home' }),
  said('OUT_FOR_DELIVERY', -26),
  said('DELIVERED', -24, { message: 'Left at door' }),
];

/** A shuffle that is the same every time. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const rest = [...list];
  const out: T[] = [];
  for (let state = seed; rest.length > 0;) {
    state = (state * 48271) % 2147483647;
    out.push(...rest.splice(state % rest.length, 1));
  }
  return out;
}

describe('a carrier’s sayings', () => {
  const end = {
    status: 'DELIVERED',
    at: HISTORY[6]?.at,
    accepted: HISTORY[1]?.at,
    delivered: HISTORY[6]?.at,
    attempts: 1,
    events: 7,
    reason: null,
  };

  it('merge as one history, and again without a trace', async () => {
    await addBackers(server, person, project, [{}]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'X1' }]);
    expect(await tell(server, person.creatorId, ' x1 ', HISTORY)).toBe(1);
    expect(normal(await parcel('X1'))).toMatchObject(normal(end));
    const before = await server.asOwner(`select xmin::text from shipment where project_id = ${project}`);
    expect(await tell(server, person.creatorId, 'X1', HISTORY)).toBe(1);
    expect(await server.asOwner(`select xmin::text from shipment where project_id = ${project}`)).toEqual(
      before,
    );
    expect(await status('P1')).toBe('FULFILLED');
    await expectConsistent(server, project);
  });

  it('lead to the same end in whichever order they come, one by one', async () => {
    const seeds = [1, 7, 42, 1234, 99999];
    await addBackers(
      server,
      person,
      project,
      seeds.map(() => ({})),
    );
    for (const [at, seed] of seeds.entries()) {
      await addParcels(server, person, project, [{ pledgeId: `P${at + 1}`, number: `S${seed}` }]);
      for (const event of shuffled(HISTORY, seed)) await tell(server, person.creatorId, `S${seed}`, [event]);
      expect(normal(await parcel(`S${seed}`))).toMatchObject(normal(end));
    }
    await expectConsistent(server, project);
  });

  it('that come a hundred times at once are one', async () => {
    await addBackers(server, person, project, [{}, {}]);
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'X1' },
      { pledgeId: 'P2', number: 'X2' },
    ]);
    const reports = ['X1', 'X2'].map((trackingNumber) => ({
      trackingNumber,
      carrier: null,
      estimatedDeliveryAt: null,
      events: HISTORY,
    }));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        tellAll(server, person.creatorId, n % 2 ? reports : reports.toReversed()),
      ),
    );
    expect(answers.flat().every((met) => met === 1)).toBe(true);
    for (const number of ['X1', 'X2']) expect(normal(await parcel(number))).toMatchObject(normal(end));
    const events = await server.asOwner(
      `select to_status, source, count(*)::int as n from order_event where project_id = ${project} group by 1, 2`,
    );
    expect(events).toEqual([{ to_status: 'FULFILLED', source: 'POSTAGE', n: 2 }]);
    expect(await exceptions()).toEqual([]);
    await expectConsistent(server, project);
  });

  it.each([
    [
      'delivered before shipped',
      [said('DELIVERED', -2), said('IN_TRANSIT', -20), said('PRE_TRANSIT', -30)],
      'DELIVERED',
    ],
    ['a depot’s scan after the delivery', [said('DELIVERED', -20), said('IN_TRANSIT', -2)], 'DELIVERED'],
    ['a failure after the delivery', [said('DELIVERED', -20), said('FAILURE', -2)], 'DELIVERED'],
    [
      'returned after the delivery',
      [said('DELIVERED', -20), said('RETURN_TO_SENDER', -2)],
      'RETURN_TO_SENDER',
    ],
    ['on its way back', [said('RETURN_TO_SENDER', -20), said('IN_TRANSIT', -2)], 'RETURN_TO_SENDER'],
    ['back to the depot', [said('OUT_FOR_DELIVERY', -20), said('IN_TRANSIT', -2)], 'IN_TRANSIT'],
    ['two at one time', [said('OUT_FOR_DELIVERY', -20), said('IN_TRANSIT', -20)], 'OUT_FOR_DELIVERY'],
    [
      'nothing known any more',
      [said('IN_TRANSIT', -20), said('UNKNOWN', -2), said('ERROR', -1)],
      'IN_TRANSIT',
    ],
    ['a label announced again', [said('IN_TRANSIT', -20), said('PRE_TRANSIT', -2)], 'IN_TRANSIT'],
  ])('%s: never backwards', async (_, events, becomes) => {
    await addBackers(server, person, project, [{}, {}]);
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'X1', source: 'UPLOAD' },
      { pledgeId: 'P2', number: 'X2', source: 'UPLOAD' },
    ]);
    for (const event of events) await tell(server, person.creatorId, 'X1', [event]);
    await tell(server, person.creatorId, 'X2', events.toReversed());
    for (const number of ['X1', 'X2']) {
      const { status: now, delivered } = await parcel(number);
      expect([now, delivered !== null]).toEqual([becomes, becomes === 'DELIVERED']);
    }
    await expectConsistent(server, project);
  });

  it('before any scan leave a parcel unshipped', async () => {
    await addBackers(server, person, project, [{}]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'X1' }]);
    await tell(
      server,
      person.creatorId,
      'X1',
      [said('PRE_TRANSIT', 1), said('CANCELLED', 2), said('ERROR', 3)],
      {
        estimatedDeliveryAt: '2026-12-24T12:00:00Z',
      },
    );
    expect(await parcel('X1')).toMatchObject({ status: 'CANCELLED', accepted: null, shipped: null });
    expect((await parcel('X1')).estimated).not.toBeNull();
    expect(await status('P1')).toBe('READY_TO_FULFILL');
  });
});

describe('which parcels are meant', () => {
  it('is decided by number, carrier and time, never across creators, and never what is voided', async () => {
    const other = await server.signUp('Eve');
    const theirs = await emptyProject(server, other);
    await addBackers(server, other, theirs, [{}]);
    await addParcels(server, other, theirs, [{ pledgeId: 'P1', number: 'X1', carrier: 'ups' }]);
    await addBackers(server, person, project, [{}, {}, {}, {}, {}, {}]);
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'X1', carrier: 'ups' },
      { pledgeId: 'P2', number: 'X1' },
      { pledgeId: 'P3', number: 'X1', carrier: 'fedex' },
      { pledgeId: 'P4', number: 'X1', createdAt: `now() + interval '60 days'` },
      { pledgeId: 'P5', number: 'X1', createdAt: `now() - interval '400 days'` },
      { pledgeId: 'P6', number: 'X1' },
    ]);
    await server.asOwner(`
      update shipment s set tracking_status = 'DELIVERED', delivered_at = now() - interval '390 days', accepted_at = now() - interval '395 days'
      from backer b where b.id = s.backer_id and b.project_id = ${project} and b.pledge_id = 'P5';
      update shipment s set voided_at = now() from backer b where b.id = s.backer_id and b.project_id = ${project} and b.pledge_id = 'P6'`);
    expect(await tell(server, person.creatorId, 'X1', [said('IN_TRANSIT', -1)], { carrier: 'ups' })).toBe(2);
    expect(await tell(server, person.creatorId, 'NOBODYS', [said('IN_TRANSIT', -1)])).toBe(0);
    const moved =
      await server.asOwner(`select b.pledge_id, b.project_id::text as p from shipment s join backer b on b.id = s.backer_id
      where s.tracking_number = 'X1' and s.tracking_status = 'IN_TRANSIT' and s.project_id in (${project}, ${theirs}) order by 1`);
    expect(moved).toEqual([
      { pledge_id: 'P1', p: project },
      { pledge_id: 'P2', p: project },
    ]);
    expect(await server.asOwner(`select 1 from parcel_event where project_id = ${theirs}`)).toEqual([]);
    await expectConsistent(server, project);
  });

  it('leaves out what an earlier parcel of the same number went through', async () => {
    await addBackers(server, person, project, [{}]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'X1' }]);
    const old = [said('IN_TRANSIT', -24 * 300), said('DELIVERED', -24 * 297)];
    expect(await tell(server, person.creatorId, 'X1', old)).toBe(0);
    expect(await tell(server, person.creatorId, 'X1', [...old, said('IN_TRANSIT', -1)])).toBe(1);
    expect(await parcel('X1')).toMatchObject({ status: 'IN_TRANSIT', events: 1 });
  });
});

describe('orders of labels', () => {
  it('are fulfilled by the first scan alone, by quantity, whatever the hold', async () => {
    await addBackers(server, person, project, [
      {},
      { hold: 'Wait' },
      { status: 'CANCELED' },
      {},
      { status: 'FULFILLMENT_PROCESSING' },
    ]);
    await addItems(server, person, project, 'P4', [2, 1]);
    await addItems(server, person, project, 'P4', [5], 'DIGITAL');
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'A1', source: 'UPLOAD' },
      { pledgeId: 'P2', number: 'A2' },
      { pledgeId: 'P3', number: 'A3' },
      { pledgeId: 'P4', number: 'A4', items: { 1: 1 } },
      { pledgeId: 'P4', number: 'B4', items: { 1: 1, 2: 1 } },
      { pledgeId: 'P5', number: 'A5' },
    ]);
    for (const number of ['A1', 'A2', 'A3', 'A4', 'A5'])
      expect(await tell(server, person.creatorId, number, [said('IN_TRANSIT', -1)])).toBe(1);
    expect(await status('P1')).toBe('READY_TO_FULFILL');
    expect(await status('P2')).toBe('FULFILLED');
    expect(await status('P3')).toBe('CANCELED');
    expect(await status('P4')).toBe('PARTIALLY_FULFILLED');
    expect(await status('P5')).toBe('FULFILLED');
    await tell(server, person.creatorId, 'B4', [said('DELIVERED', -1)]);
    expect(await status('P4')).toBe('FULFILLED');
    await expectConsistent(server, project);
  });

  it('come out right when both halves of an order are scanned at once', async () => {
    await addManyBackers(server, person, project, 20);
    const pledges = Array.from({ length: 20 }, (_, n) => `P${n + 1}`);
    for (const pledge of pledges) await addItems(server, person, project, pledge, [1, 1]);
    await addParcels(
      server,
      person,
      project,
      pledges.flatMap((pledgeId): TestParcel[] => [
        { pledgeId, number: `A${pledgeId}`, items: { 1: 1 } },
        { pledgeId, number: `B${pledgeId}`, items: { 2: 1 } },
      ]),
    );
    const half = (prefix: string) =>
      pledges.map((pledge) => ({
        trackingNumber: prefix + pledge,
        carrier: null,
        estimatedDeliveryAt: null,
        events: [said('IN_TRANSIT', -1)],
      }));
    await Promise.all([
      tellAll(server, person.creatorId, half('A')),
      tellAll(server, person.creatorId, half('B').toReversed()),
    ]);
    const statuses = await server.asOwner(`select distinct status from orders where project_id = ${project}`);
    expect(statuses).toEqual([{ status: 'FULFILLED' }]);
    await expectConsistent(server, project);
  });

  it('tell their backers at the first scan, once, where the project wants that', async () => {
    await server.asOwner(
      `insert into mail_settings (project_id, creator_id, on_first_scan) values (${project}, ${person.creatorId}, true)`,
    );
    await addBackers(server, person, project, [{}, {}, { email: 'nobody' }]);
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'X1' },
      { pledgeId: 'P2', number: 'X2' },
      { pledgeId: 'P3', number: 'X3' },
    ]);
    await tell(server, person.creatorId, 'X1', [said('PRE_TRANSIT', -3)]);
    expect(await ledger(server, person, project)).toEqual([]);
    for (const number of ['X1', 'X1', 'X3'])
      await tell(server, person.creatorId, number, [said('IN_TRANSIT', -2)]);
    await tell(server, person.creatorId, 'X2', [said('DELIVERED', -1)]);
    expect((await ledger(server, person, project)).map((mail) => mail.backer.number)).toEqual([1]);
  });

  it('take in thousands of reports in one call', async () => {
    const count = 5000;
    await addManyBackers(server, person, project, count);
    await server.asOwner(`insert into shipment (backer_id, creator_id, project_id, tracking_number, source, tracking_status)
      select id, creator_id, project_id, 'N' || number, 'POSTAGE', 'PRE_TRANSIT' from backer where project_id = ${project}`);
    const reports = Array.from({ length: count }, (_, n) => ({
      trackingNumber: `N${n + 1}`,
      carrier: null,
      estimatedDeliveryAt: null,
      events: HISTORY,
    }));
    const met = await tellAll(server, person.creatorId, reports);
    expect(met).toHaveLength(count);
    expect(met.every((one) => one === 1)).toBe(true);
    await expectConsistent(server, project);
  });
});

describe('exceptions', () => {
  it('open by what a carrier says, once, and close by themselves', async () => {
    await addBackers(server, person, project, [{}]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'X1' }]);
    const attempt = said('IN_TRANSIT', -40, { reason: 'DELIVERY_ATTEMPTED', message: 'Nobody home' });
    await tell(server, person.creatorId, 'X1', [said('IN_TRANSIT', -50), attempt]);
    await tell(server, person.creatorId, 'X1', [attempt, said('IN_TRANSIT', -30, { message: 'At depot' })]);
    expect(await exceptions()).toEqual([['DELIVERY_ATTEMPTED', null, 'Nobody home']]);
    await tell(server, person.creatorId, 'X1', [said('FAILURE', -20, { message: 'Given up' })]);
    expect(await exceptions()).toEqual([
      ['DELIVERY_ATTEMPTED', 'BY_ITSELF', 'Nobody home'],
      ['FAILED', null, 'Given up'],
    ]);
    await tell(server, person.creatorId, 'X1', [said('RETURN_TO_SENDER', -10)]);
    expect((await exceptions()).slice(1)).toEqual([
      ['FAILED', 'BY_ITSELF', 'Given up'],
      ['RETURNED', null, null],
    ]);
    await server.asOwner(
      `update parcel_exception set resolved_at = now(), resolution = 'DONE' where kind = 'RETURNED' and project_id = ${project}`,
    );
    await tell(server, person.creatorId, 'X1', [said('RETURN_TO_SENDER', -5, { message: 'Still' })]);
    expect(await exceptions()).toHaveLength(3);
  });

  it('open for an address the carrier does not take', async () => {
    await addBackers(server, person, project, [{}]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'X1' }]);
    await tell(server, person.creatorId, 'X1', [
      said('FAILURE', -20, { reason: 'ADDRESS_PROBLEM', message: 'No such street' }),
    ]);
    expect(await exceptions()).toEqual([['ADDRESS_REFUSED', null, 'No such street']]);
    await tell(server, person.creatorId, 'X1', [said('DELIVERED', -10)]);
    expect(await exceptions()).toEqual([['ADDRESS_REFUSED', 'BY_ITSELF', 'No such street']]);
  });
});

/** Times as milliseconds: the two clocks write them differently. */
function normal(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      typeof value === 'string' && /^\d{4}-/.test(value) ? Date.parse(value) : value,
    ]),
  );
}
