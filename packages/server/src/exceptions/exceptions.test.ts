import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BackerById } from '@waybill/schema/backers';
import {
  ExceptionContact,
  ExceptionHold,
  ExceptionOverview,
  ExceptionPage,
  ExceptionReopen,
  ExceptionReship,
  ExceptionResolve,
  ExceptionSettingsUpdate,
  ExceptionsUpdated,
  type ExceptionFilter,
  type ExceptionSettingsInput,
} from '@waybill/schema/exceptions';
import type { ResultOf } from '@waybill/schema/graphql';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from '../operations/invariants.fixture.ts';
import {
  addBackers,
  addManyBackers,
  csv,
  emptyProject,
  undo,
  upload,
  usps,
} from '../operations/operations.fixture.ts';
import { addParcels, said, tell } from '../shipments/absorb.fixture.ts';
import { businessDaysBefore } from './business-days.ts';
import { makeStandstillWatch } from './exceptions.task.ts';

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

async function queue(filter: ExceptionFilter = { open: true }) {
  const { project: found } = await server.query(
    ExceptionPage,
    { projectId: project, first: 100, filter, withTotal: true },
    person,
  );
  const list = found?.exceptions.nodes ?? [];
  expect(found?.exceptions.totalCount).toBe(list.length);
  return list;
}
const kinds = async (filter?: ExceptionFilter) => (await queue(filter)).map(({ kind }) => kind);
const counts = async () =>
  (await server.query(ExceptionOverview, { projectId: project }, person)).project?.exceptionCounts;

async function settings(input: ExceptionSettingsInput) {
  const { exceptionSettingsUpdate } = await server.query(
    ExceptionSettingsUpdate,
    { projectId: project, input },
    person,
  );
  await server.runJobs();
  return exceptionSettingsUpdate;
}

async function watch() {
  await makeStandstillWatch(server.db)();
  await server.runJobs();
}

const live = (rows: Record<string, unknown>[]) => rows[0]?.shipments;
const counted = async () =>
  live(await server.asOwner(`select shipments from project_progress where project_id = ${project}`));

async function order(pledgeId: string) {
  const [row] =
    await server.asOwner(`select o.status, b.id::text from orders o join backer b on b.id = o.backer_id
    where b.project_id = ${project} and b.pledge_id = '${pledgeId}'`);
  const { backer } = await server.query(BackerById, { id: String(row?.id) }, person);
  if (!backer) throw new Error('no backer');
  return backer;
}

describe('business days', () => {
  it.each([
    ['2026-11-20T10:00:00Z', 4, '2026-11-16T10:00:00.000Z'],
    ['2026-11-23T10:00:00Z', 1, '2026-11-20T10:00:00.000Z'],
    ['2026-11-21T10:00:00Z', 1, '2026-11-20T00:00:00.000Z'],
    ['2026-11-22T23:00:00Z', 1, '2026-11-20T00:00:00.000Z'],
    ['2026-11-23T00:00:00Z', 5, '2026-11-16T00:00:00.000Z'],
    ['2026-11-18T12:00:00Z', 3, '2026-11-13T12:00:00.000Z'],
  ])('%s less %i', (now, days, before) => {
    expect(businessDaysBefore(new Date(now), days).toISOString()).toBe(before);
  });
});

describe('what has stood still', () => {
  beforeEach(async () => {
    await addBackers(server, person, project, [{}, {}, {}, {}, {}, {}]);
    await server.asOwner(
      `update backer set country = case when number = 3 then 'DE' else 'US' end where project_id = ${project}`,
    );
  });

  it('is found by the project’s thresholds, once, and closes by itself', async () => {
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'LABEL', createdAt: `now() - interval '8 days'` },
      { pledgeId: 'P2', number: 'FRESH' },
      { pledgeId: 'P3', number: 'HOME', createdAt: `now() - interval '20 days'` },
      { pledgeId: 'P4', number: 'ABROAD', createdAt: `now() - interval '20 days'` },
      { pledgeId: 'P5', number: 'NEVER-HEARD', source: 'UPLOAD', createdAt: `now() - interval '20 days'` },
    ]);
    await tell(server, person.creatorId, 'HOME', [said('IN_TRANSIT', -115)]);
    await tell(server, person.creatorId, 'ABROAD', [said('IN_TRANSIT', -115)]);
    // 115 hours hold two business days at least and less than five, on whichever day this runs.
    await settings({ homeCountry: 'de', noMovementDays: 2 });
    expect((await queue()).map(({ kind, shipment }) => [kind, shipment?.trackingNumber])).toEqual([
      ['NO_SCAN', 'LABEL'],
      ['NO_MOVEMENT', 'HOME'],
    ]);
    await watch();
    expect(await queue()).toHaveLength(2);

    await tell(server, person.creatorId, 'LABEL', [said('IN_TRANSIT', -1)]);
    expect(await kinds()).toEqual(['NO_MOVEMENT']);
    await settings({ noMovementDays: 20 });
    expect(await queue()).toEqual([]);
    expect(
      (await queue({ open: false })).map(({ resolution, resolvedBy }) => [resolution, resolvedBy]),
    ).toEqual([
      ['BY_ITSELF', null],
      ['BY_ITSELF', null],
    ]);
    await expectConsistent(server, project);
  });

  it('is not asked about again once somebody has dealt with it, until it stands still anew', async () => {
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'X', createdAt: `now() - interval '40 days'` },
    ]);
    await tell(server, person.creatorId, 'X', [said('IN_TRANSIT', -24 * 30)]);
    await watch();
    const [first] = await queue();
    const { exceptionResolve } = await server.query(
      ExceptionResolve,
      { input: { ids: [first?.id ?? ''], note: ' Carrier is searching ' } },
      person,
    );
    expect(exceptionResolve).toMatchObject({
      userErrors: [],
      leftAlone: 0,
      exceptions: [{ resolution: 'DONE', resolvedBy: 'Ada', note: 'Carrier is searching' }],
    });
    await watch();
    expect(await queue()).toEqual([]);
    await tell(server, person.creatorId, 'X', [said('IN_TRANSIT', -24 * 15)]);
    await watch();
    expect(await kinds()).toEqual(['NO_MOVEMENT']);
  });

  it('refuses thresholds that cannot be meant', async () => {
    expect((await settings({ noScanDays: 0 })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'noScanDays'] },
    ]);
    expect((await settings({ homeCountry: 'Germany' })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'homeCountry'] },
    ]);
  });
});

describe('the queue', () => {
  it('is filtered, counted and live', async () => {
    await addManyBackers(server, person, project, 4);
    await server.asOwner(
      `update backer set country = case when number = 1 then 'DE' else 'US' end where project_id = ${project}`,
    );
    await addParcels(
      server,
      person,
      project,
      [1, 2, 3, 4].map((n) => ({ pledgeId: `P${n}`, number: `X${n}` })),
    );
    const feed = server.subscribe(ExceptionsUpdated, { projectId: project }, person);
    expect((await feed.next()).value).toMatchObject({ exceptionsUpdated: { counts: { open: 0 } } });
    await tell(server, person.creatorId, 'X1', [said('RETURN_TO_SENDER', -24 * 9)]);
    for (const n of [2, 3]) await tell(server, person.creatorId, `X${n}`, [said('FAILURE', -2)]);
    for await (const { exceptionsUpdated } of feed) if (exceptionsUpdated.counts.open === 3) break;
    expect(await counts()).toEqual({
      open: 3,
      contacted: 0,
      byKind: [
        { kind: 'FAILED', count: 2 },
        { kind: 'RETURNED', count: 1 },
      ],
    });
    expect(await kinds()).toEqual(['RETURNED', 'FAILED', 'FAILED']);
    expect(await kinds({ kind: ['FAILED'] })).toHaveLength(2);
    expect(await kinds({ country: ['DE'] })).toEqual(['RETURNED']);
    expect(await kinds({ minDays: 7 })).toEqual(['RETURNED']);
    expect(await kinds({ open: false })).toEqual([]);

    const [first, ...rest] = await queue();
    const { exceptionContact } = await server.query(
      ExceptionContact,
      { input: { ids: [first?.id ?? ''], note: 'Asked for the address' } },
      person,
    );
    expect(exceptionContact.exceptions?.[0]).toMatchObject({
      resolvedAt: null,
      note: 'Asked for the address',
    });
    expect(exceptionContact.exceptions?.[0]?.mailto).toMatch(
      /^mailto:b1@example\.org\?subject=Your%20parcel/,
    );
    expect(await counts()).toMatchObject({ open: 3, contacted: 1 });
    expect(await kinds({ contacted: true })).toEqual(['RETURNED']);

    const pages: string[] = [];
    for (let after: string | null = null; ;) {
      const { project: page }: ResultOf<typeof ExceptionPage> = await server.query(
        ExceptionPage,
        { projectId: project, first: 1, after, filter: { open: true }, withTotal: false },
        person,
      );
      pages.push(...(page?.exceptions.nodes ?? []).map(({ id }) => id));
      after = page?.exceptions.pageInfo.endCursor ?? null;
      if (!page?.exceptions.pageInfo.hasNextPage) break;
    }
    expect(pages).toEqual([first?.id, ...rest.map(({ id }) => id)]);
  });

  it('holds orders that have something to wait for', async () => {
    await addBackers(server, person, project, [
      { status: 'FULFILLMENT_PROCESSING' },
      { status: 'FULFILLED' },
    ]);
    await addParcels(server, person, project, [
      { pledgeId: 'P1', number: 'X1', source: 'UPLOAD' },
      { pledgeId: 'P2', number: 'X2', source: 'UPLOAD' },
    ]);
    for (const n of [1, 2]) await tell(server, person.creatorId, `X${n}`, [said('FAILURE', -2)]);
    const ids = (await queue()).map(({ id }) => id);
    const { exceptionHold } = await server.query(
      ExceptionHold,
      { input: { ids, reason: 'Waits for an address' } },
      person,
    );
    expect(exceptionHold).toMatchObject({
      userErrors: [],
      leftAlone: 1,
      exceptions: [{ resolution: 'HELD' }],
    });
    expect((await order('P1')).order.hold).toMatchObject({ reason: 'Waits for an address' });
    const again = await server.query(ExceptionHold, { input: { ids, reason: 'Again' } }, person);
    expect(again.exceptionHold.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  });

  it('lets go of a parcel that is voided', async () => {
    await addBackers(server, person, project, [{}]);
    const [id] = await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'X1' }]);
    await tell(server, person.creatorId, 'X1', [said('FAILURE', -2)]);
    await server.ask(`mutation { shipmentVoid(id: "${id}") { userErrors { message } } }`, {}, person);
    expect(await queue()).toEqual([]);
    await expectConsistent(server, project);
  });
});

describe('a parcel that is sent again', () => {
  const reship = async (ids: string[], note: string | null = null) =>
    (await server.query(ExceptionReship, { input: { ids, note } }, person)).exceptionReship;
  const first = async () => (await queue())[0]?.id ?? '';

  beforeEach(async () => {
    await addBackers(server, person, project, [{}, {}]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'LOST' }]);
    await tell(server, person.creatorId, 'LOST', [
      said('IN_TRANSIT', -20),
      said('FAILURE', -2, { reason: 'LOST' }),
    ]);
    expect((await order('P1')).order.status).toBe('FULFILLED');
    expect(await counted()).toBe(1);
  });

  it('opens its order again, and the next parcel takes its place without counting twice', async () => {
    const id = await first();
    const reshipped = await reship([id], 'Carrier lost it');
    expect(reshipped).toMatchObject({
      userErrors: [],
      leftAlone: 0,
      exceptions: [{ id, resolution: 'RESHIPPED', note: 'Carrier lost it', replacement: null }],
    });
    const opened = await order('P1');
    expect(opened.order.status).toBe('READY_TO_FULFILL');
    expect(opened.history[0]).toMatchObject({
      source: 'MANUAL',
      reason: 'To be sent again: Carrier lost it',
    });
    expect(await counted()).toBe(0);
    await expectConsistent(server, project);

    const sent = await upload(
      server,
      person,
      project,
      csv('Pledge ID,Tracking Number', ['P1', usps(1)], ['P2', usps(2)]),
      { autoApply: true, existingTracking: 'ADD' },
    );
    expect(sent.status).toBe('COMPLETED');
    expect(await counted()).toBe(2);
    await expectConsistent(server, project);
    const [ended] = await queue({ open: false });
    expect(ended?.replacement?.trackingNumber).toBe(usps(1));
    const others = (await order('P2')).shipments.map(({ replacesId }) => replacesId);
    expect(others).toEqual([null]);

    // The carrier finds the first after all: it is told of, and changes nothing that counts.
    await tell(server, person.creatorId, 'LOST', [said('DELIVERED', -1)]);
    expect(await counted()).toBe(2);
    await expectConsistent(server, project);

    await undo(server, person, sent.id);
    expect((await order('P1')).order.status).toBe('READY_TO_FULFILL');
    expect(await counted()).toBe(0);
    await expectConsistent(server, project);
  });

  it('may be thought better of, as long as nothing was sent', async () => {
    const id = await first();
    await reship([id]);
    const { exceptionReopen } = await server.query(ExceptionReopen, { ids: [id] }, person);
    expect(exceptionReopen).toMatchObject({
      userErrors: [],
      exceptions: [{ id, resolvedAt: null, resolution: null }],
    });
    expect((await order('P1')).order.status).toBe('FULFILLED');
    expect(await counted()).toBe(1);
    await expectConsistent(server, project);

    await reship([id]);
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'SECOND' }]);
    const late = await server.query(ExceptionReopen, { ids: [id] }, person);
    expect(late.exceptionReopen.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    await tell(server, person.creatorId, 'SECOND', [said('IN_TRANSIT', -1)]);
    expect((await order('P1')).order.status).toBe('FULFILLED');
    await expectConsistent(server, project);
  });

  it('is decided once, by many at once', async () => {
    const id = await first();
    const answers = await Promise.all(Array.from({ length: 8 }, () => reship([id])));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect((await order('P1')).history.filter(({ to }) => to === 'READY_TO_FULFILL')).toHaveLength(1);
    await expectConsistent(server, project);
  });

  it('leaves the order partly sent where another parcel is on its way', async () => {
    await addParcels(server, person, project, [{ pledgeId: 'P1', number: 'OTHER', source: 'UPLOAD' }]);
    await reship([await first()]);
    expect((await order('P1')).order.status).toBe('PARTIALLY_FULFILLED');
    await expectConsistent(server, project);
  });
});
