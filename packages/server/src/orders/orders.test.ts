import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackerById, BackerPage, BackerUpdate } from '@waybill/schema/backers';
import {
  OrderMarkFulfilled,
  OrderRevert,
  ShipmentCreate,
  ShipmentUpdate,
  ShipmentVoid,
  type OrderMarkFulfilledInput,
} from '@waybill/schema/shipments';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { projectOf } from '../backers/backers.fixture.ts';

/** A number with a true check digit. */
const USPS = '9400111899223100000009';

let server: TestServer;
let ada: Person;
let projectId: string;
/** Backer ids by the number in their pledge ID. */
let ids: Map<number, string>;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  projectId = await projectOf(server, ada, 200);
  const rows = await server.asOwner(
    `select id, substr(pledge_id, 2)::int as i from backer where project_id = ${projectId}`,
  );
  ids = new Map(rows.map(({ id, i }) => [i as number, String(id)]));
});
afterAll(() => server[Symbol.asyncDispose]());

const idOf = (i: number) => ids.get(i) as string;

async function mark(i: number, input: Partial<OrderMarkFulfilledInput> = {}, as: As = ada) {
  const { orderMarkFulfilled } = await server.query(
    OrderMarkFulfilled,
    { backerId: idOf(i), input: { force: false, notify: false, ...input } },
    as,
  );
  return orderMarkFulfilled;
}
const revert = async (i: number, reason: string | null = null) =>
  (await server.query(OrderRevert, { backerId: idOf(i), input: { reason } }, ada)).orderRevert;

/** Live counts against a recount. */
async function countsHold() {
  const live = await server.ask<{ project: { progress: object } }>(
    `{ project(id: "${projectId}") { progress { fulfilled shipments } } }`,
    {},
    ada,
  );
  const [recount] = await server.asOwner(`select
    (select count(*)::int from orders where project_id = ${projectId} and status = 'FULFILLED' and physical) as fulfilled,
    (select count(*)::int from shipment where project_id = ${projectId} and voided_at is null) as shipments`);
  expect(live.data?.project.progress).toEqual(recount);
}

describe('one order', () => {
  it('is marked with a number, told in the history, counted, and taken back', async () => {
    const marked = await mark(22, { trackingNumber: ' 9400 1118 9922 3100 0000 09 ' });
    expect(marked).toMatchObject({
      userErrors: [],
      backer: {
        order: { status: 'FULFILLED', bucket: 'SHIPPED', fulfilledBy: 'MANUAL', nextStatuses: [] },
        shipments: [{ trackingNumber: USPS, carrier: { id: 'usps' }, source: 'MANUAL', voidedAt: null }],
        history: [
          {
            from: 'READY_TO_FULFILL',
            to: 'FULFILLED',
            source: 'MANUAL',
            actor: { kind: 'USER', name: 'Ada' },
            operation: null,
          },
        ],
      },
    });
    expect(marked.backer?.order.fulfilledAt).not.toBeNull();
    await countsHold();

    const reverted = await revert(22, 'Wrong  shelf');
    expect(reverted).toMatchObject({
      userErrors: [],
      backer: {
        order: { status: 'READY_TO_FULFILL', fulfilledAt: null, fulfilledBy: null },
        history: [{ source: 'REVERT', reason: 'Wrong shelf' }, {}],
      },
    });
    expect(reverted.backer?.shipments[0]?.voidedAt).not.toBeNull();
    await countsHold();

    const again = await mark(22);
    expect(again.backer?.history.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'READY_TO_FULFILL FULFILLED',
      'FULFILLED READY_TO_FULFILL',
      'READY_TO_FULFILL FULFILLED',
    ]);
    expect((await revert(22)).backer?.order.status).toBe('READY_TO_FULFILL');
  });

  it.each<[string, number, Partial<OrderMarkFulfilledInput>, string, RegExp]>([
    ['canceled', 2, { force: true, reason: 'x' }, 'INVALID_TRANSITION', /Canceled.*cannot/],
    ['fulfilled', 10, {}, 'INVALID_TRANSITION', /already.*Revert/],
    ['on hold', 4, {}, 'INVALID_TRANSITION', /on hold: Address\?.*force/],
    ['not ready', 11, {}, 'INVALID_TRANSITION', /Survey completed.*Lock its address.*force/],
    ['forced without a reason', 11, { force: true, reason: '  ' }, 'BLANK', /why/],
    ['a carrier without a number', 12, { carrier: 'UPS' }, 'BLANK', /number too/],
    ['a number cut by Excel', 12, { trackingNumber: '9.40011E+21' }, 'INVALID', /spreadsheet/],
    ['several numbers', 12, { trackingNumber: 'A1; B2' }, 'INVALID', /One tracking number/],
    ['a placeholder', 12, { trackingNumber: 'n/a' }, 'INVALID', /“n\/a” is no tracking number.*empty/],
    ['a mere sign', 12, { trackingNumber: '-', notify: true }, 'INVALID', /“-” is no tracking number/],
    ['an error of a spreadsheet', 12, { trackingNumber: '#REF!' }, 'INVALID', /“#REF!” is no tracking/],
    ['a link', 12, { trackingNumber: 'https://example.com/t/1' }, 'INVALID', /field of its own/],
    [
      'a script as link',
      12,
      { trackingNumber: USPS, trackingUrl: 'javascript:alert(1)' },
      'INVALID',
      /https/,
    ],
  ])('refuses what is %s and changes nothing', async (_, i, input, code, words) => {
    const before = await server.query(BackerById, { id: idOf(i) }, ada);
    const { userErrors, backer } = await mark(i, input);
    expect(backer).toBeNull();
    expect(userErrors).toEqual([
      { code, field: userErrors[0]?.field, message: expect.stringMatching(words) as string },
    ]);
    expect(await server.query(BackerById, { id: idOf(i) }, ada)).toEqual(before);
  });

  it('is forced from a hold or too early, with the reason in the history', async () => {
    expect(await mark(4, { force: true, reason: 'Handed over' })).toMatchObject({
      backer: {
        order: { status: 'FULFILLED', hold: { reason: 'Address?' } },
        history: [{ source: 'FORCE', reason: 'Handed over' }],
      },
    });
    expect((await mark(11, { force: true, reason: 'At the fair' })).backer?.history[0]).toMatchObject({
      from: 'SURVEY_COMPLETED',
      source: 'FORCE',
    });
    expect((await revert(11)).backer?.order.status).toBe('SURVEY_COMPLETED');
    expect((await mark(14, { force: true, reason: 'Not needed' })).backer?.history[0]).toMatchObject({
      source: 'MANUAL',
    });
    await countsHold();
  });

  it('is marked by a script as such, and is forbidden to a token without the scope', async () => {
    const script = await server.token(ada, 'SHIPMENTS_WRITE', 'BACKERS_READ');
    expect(
      (await mark(15, { trackingNumber: 'X-1', carrier: 'Bike Couriers' }, script)).backer,
    ).toMatchObject({
      order: { fulfilledBy: 'API' },
      shipments: [{ carrier: null, carrierName: 'Bike Couriers', trackingUrl: null, source: 'API' }],
      history: [{ source: 'API', actor: { kind: 'TOKEN', name: 'test' } }],
    });
    const reader = await server.token(ada, 'BACKERS_READ');
    await expect(mark(16, {}, reader)).rejects.toThrow('FORBIDDEN');
    const writer = await server.token(ada, 'SHIPMENTS_WRITE');
    const blind = await server.ask<{ orderMarkFulfilled: { order: object; backer: null } }>(
      `mutation { orderMarkFulfilled(backerId: "${idOf(16)}", input: {}) { order { status } backer { email } userErrors { code } } }`,
      {},
      writer,
    );
    expect(blind.errors).toBeUndefined();
    expect(blind.data?.orderMarkFulfilled).toMatchObject({ order: { status: 'FULFILLED' }, backer: null });
  });

  it('changes once when two mark it at the same time', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => mark(17, { trackingNumber: USPS })));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    const { backer } = await server.query(BackerById, { id: idOf(17) }, ada);
    expect(backer?.shipments).toHaveLength(1);
    expect(backer?.history).toHaveLength(1);
  });

  it('that came here Fulfilled goes back to Ready, and what was never marked cannot be taken back', async () => {
    await server.asOwner(`delete from order_event where backer_id = ${idOf(20)}`);
    expect((await revert(20)).backer?.order.status).toBe('READY_TO_FULFILL');
    expect((await revert(20)).userErrors).toMatchObject([
      { code: 'INVALID_TRANSITION', message: expect.stringContaining('Ready to fulfill') as string },
    ]);
  });

  it('is nobody else’s to change', async () => {
    const eve = await server.signUp('Eve');
    const missing = { code: 'NOT_FOUND' };
    expect((await mark(24, {}, eve)).userErrors).toMatchObject([missing]);
    expect(
      (await server.query(BackerUpdate, { id: idOf(24), input: { name: 'Eve' } }, eve)).backerUpdate
        .userErrors,
    ).toMatchObject([missing]);
    expect(
      (await server.query(ShipmentVoid, { id: await parcelOf(30) }, eve)).shipmentVoid.userErrors,
    ).toMatchObject([missing]);
    expect(
      (await server.query(OrderRevert, { backerId: '99999999', input: null }, eve)).orderRevert.userErrors,
    ).toMatchObject([missing]);
  });
});

describe('one parcel', () => {
  it('is changed: the old link goes with the old number', async () => {
    const { backer } = await mark(32, { trackingNumber: USPS, trackingUrl: 'https://example.com/t/1' });
    const id = backer?.shipments[0]?.id ?? '';
    expect(backer?.shipments[0]?.trackingUrl).toBe('https://example.com/t/1');
    const update = async (input: object) =>
      (await server.query(ShipmentUpdate, { id, input }, ada)).shipmentUpdate;
    expect((await update({ trackingUrl: 'https://example.com/t/2' })).shipment).toMatchObject({
      trackingNumber: USPS,
      trackingUrl: 'https://example.com/t/2',
    });
    expect((await update({ trackingNumber: '1Z999AA10123456784', carrier: null })).shipment).toMatchObject({
      carrier: { id: 'ups' },
      trackingUrl: expect.stringContaining('ups.com') as string,
      backer: { shipments: [{ trackingNumber: '1Z999AA10123456784' }] },
    });
    expect((await update({ trackingNumber: '' })).userErrors).toMatchObject([
      { code: 'BLANK', message: expect.stringContaining('void') as string },
    ]);
    const doubted = await server.ask<{ shipmentUpdate: object }>(
      `mutation { shipmentUpdate(id: "${id}", input: { trackingNumber: "1Z999AA10123456785" }) { shipment { trackingNumber } warnings } }`,
      {},
      ada,
    );
    expect(doubted.data?.shipmentUpdate).toEqual({
      shipment: { trackingNumber: '1Z999AA10123456785' },
      warnings: ['BAD_CHECK_DIGIT'],
    });
  });

  it('is told in the history when it is changed or voided, with the number it had and who did it', async () => {
    const { backer } = await mark(66, { trackingNumber: 'WAS-66', carrier: 'Bike Couriers' });
    const id = backer?.shipments[0]?.id ?? '';
    await server.query(ShipmentUpdate, { id, input: { trackingNumber: 'IS-66', carrier: 'FedEx' } }, ada);
    await server.query(ShipmentUpdate, { id, input: { trackingUrl: 'https://example.com/66' } }, ada);
    await server.query(ShipmentUpdate, { id, input: { trackingNumber: ' IS-66 ' } }, ada);
    const script = await server.token(ada, 'SHIPMENTS_WRITE');
    expect(
      (await server.ask(`mutation { shipmentVoid(id: "${id}") { userErrors { code } } }`, {}, script)).errors,
    ).toBeUndefined();
    expect(await events(66)).toEqual([
      [
        'SHIPMENT_VOIDED',
        'IS-66',
        'TOKEN test',
        'trackingNumber: IS-66 → null',
        'carrier: FedEx → null',
        'trackingUrl: https://example.com/66 → null',
      ],
      ['SHIPMENT_CHANGED', 'IS-66', 'USER Ada', 'trackingUrl: null → https://example.com/66'],
      [
        'SHIPMENT_CHANGED',
        'WAS-66',
        'USER Ada',
        'trackingNumber: WAS-66 → IS-66',
        'carrier: Bike Couriers → FedEx',
      ],
    ]);
  });

  it('is added to an order that was fulfilled without one, or whose parcel was voided', async () => {
    await mark(67);
    const first = await add(67, { trackingNumber: ' 9400 1118 9922 3100 0000 09 ' });
    expect(first).toMatchObject({
      userErrors: [],
      shipment: {
        trackingNumber: USPS,
        carrier: { id: 'usps' },
        source: 'MANUAL',
        backer: { order: { status: 'FULFILLED', fulfilledBy: 'MANUAL' } },
      },
    });
    expect(first.shipment?.shippedAt).not.toBeNull();
    await server.query(ShipmentVoid, { id: first.shipment?.id ?? '' }, ada);
    expect((await add(67, { trackingNumber: USPS })).userErrors).toEqual([]);
    expect((await add(67, { trackingNumber: 'SECOND-67' })).userErrors).toEqual([]);
    const added = ['SHIPMENT_ADDED', USPS, 'USER Ada', `trackingNumber: null → ${USPS}`];
    expect((await events(67)).map((event) => event.slice(0, 4))).toEqual([
      ['SHIPMENT_ADDED', 'SECOND-67', 'USER Ada', 'trackingNumber: null → SECOND-67'],
      added,
      ['SHIPMENT_VOIDED', USPS, 'USER Ada', `trackingNumber: ${USPS} → null`],
      added,
    ]);
    const { backer } = await server.query(BackerById, { id: idOf(67) }, ada);
    expect(backer?.shipments.filter(({ voidedAt }) => voidedAt === null)).toHaveLength(2);
    expect(backer?.history).toHaveLength(1);
    await countsHold();
  });

  it.each<[string, number, string, string, RegExp]>([
    ['of a canceled order', 2, 'NEW-2', 'INVALID_TRANSITION', /Canceled.*no parcel/],
    ['of an order that is still to be sent', 62, 'NEW-62', 'INVALID_TRANSITION', /Mark it as Fulfilled/],
    ['without a number', 70, ' ', 'BLANK', /number/],
    ['with a number the order has', 70, 'TRACK000070', 'INVALID', /TRACK000070 already/],
    ['that a spreadsheet has cut', 70, '9.40011E+21', 'INVALID', /spreadsheet/],
  ])('%s is not added', async (_, i, trackingNumber, code, words) => {
    const before = await server.query(BackerById, { id: idOf(i) }, ada);
    expect(await add(i, { trackingNumber })).toMatchObject({
      shipment: null,
      userErrors: [{ code, message: expect.stringMatching(words) as string }],
    });
    expect(await server.query(BackerById, { id: idOf(i) }, ada)).toEqual(before);
  });

  it('is added to what is Partially Fulfilled', async () => {
    await server.asOwner(`update orders set status = 'PARTIALLY_FULFILLED' where backer_id = ${idOf(68)}`);
    expect((await add(68, { trackingNumber: 'REST-68' })).shipment?.backer?.order.status).toBe(
      'PARTIALLY_FULFILLED',
    );
  });

  it('is added once when two send it at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => add(80, { trackingNumber: 'TWICE-80' })));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  it('is doubted when another order has its number, however it is entered', async () => {
    const doubt = ['TRACKING_ON_OTHER_ORDER'];
    await mark(63, { trackingNumber: 'SHARED-63' });
    const marked = await mark(64, { trackingNumber: 'shared-63' });
    expect(marked).toMatchObject({ userErrors: [], warnings: doubt });
    const added = await add(63, { trackingNumber: 'ONLY-63' });
    expect(added.warnings).toEqual([]);
    expect((await add(70, { trackingNumber: 'ONLY-63' })).warnings).toEqual(doubt);
    const id = marked.backer?.shipments[0]?.id ?? '';
    const change = async (trackingNumber: string) =>
      (await server.query(ShipmentUpdate, { id, input: { trackingNumber } }, ada)).shipmentUpdate.warnings;
    expect(await change('OWN-64')).toEqual([]);
    expect(await change('ONLY-63')).toEqual(doubt);
  });

  it('is voided once; the order stays, the count goes down', async () => {
    const id = await parcelOf(40);
    const { shipmentVoid } = await server.query(ShipmentVoid, { id }, ada);
    expect(shipmentVoid.shipment).toMatchObject({ backer: { order: { status: 'FULFILLED' } } });
    expect(shipmentVoid.shipment?.voidedAt).not.toBeNull();
    await countsHold();
    expect((await server.query(ShipmentVoid, { id }, ada)).shipmentVoid.userErrors).toMatchObject([
      { code: 'INVALID_TRANSITION' },
    ]);
    expect(
      (await server.query(ShipmentUpdate, { id, input: { carrier: 'ups' } }, ada)).shipmentUpdate.userErrors,
    ).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
  });

  it('is listed with its project, by number, carrier and state', async () => {
    const list = async (filter: string, more = '') => {
      const answer = await server.ask<{ project: { shipments: List } }>(
        `{ project(id: "${projectId}") { shipments(first: 7, filter: ${filter} ${more}) { nodes { trackingNumber backer { pledgeId } } totalCount pageInfo { hasNextPage endCursor } } } }`,
        {},
        ada,
      );
      expect(answer.errors).toBeUndefined();
      return answer.data?.project.shipments as List;
    };
    expect(await list('{ trackingNumber: "track 00019" }')).toMatchObject({
      nodes: [{ trackingNumber: 'TRACK000190', backer: { pledgeId: 'P190' } }],
      totalCount: 1,
    });
    const [counted] = await server.asOwner(
      `select count(*)::int as n from shipment where project_id = ${projectId} and voided_at is null`,
    );
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page: List = await list('{ voided: false }', after);
      expect(page.totalCount).toBe(counted?.['n']);
      seen.push(...page.nodes.map(({ trackingNumber }) => trackingNumber));
      if (!page.pageInfo.hasNextPage) break;
      after = `, after: "${page.pageInfo.endCursor}"`;
    }
    expect(seen).toHaveLength(counted?.['n'] as number);
    expect(
      (await list('{ carrier: ["usps"], trackingStatus: [UNKNOWN], voided: true }')).totalCount,
    ).toBeGreaterThan(0);
    expect((await list('{ carrier: [] }')).nodes).toEqual([]);
  });
});

describe('one backer', () => {
  const update = async (i: number, input: object) =>
    (await server.query(BackerUpdate, { id: idOf(i), input }, ada)).backerUpdate;

  it('is changed field by field, found by it at once, and no longer the import’s', async () => {
    await server.asOwner(`update backer set operation_id = 7 where id = ${idOf(50)}`);
    expect(
      await update(50, {
        name: '  Grace Hopper ',
        email: 'Grace.Hopper@Example.org',
        notes: '',
        tags: ['vip', ' vip', 'navy'],
        address: { line2: 'c/o Vassar', country: 'Deutschland' },
      }),
    ).toMatchObject({
      userErrors: [],
      backer: {
        name: 'Grace Hopper',
        email: 'Grace.Hopper@Example.org',
        notes: null,
        tags: ['vip', 'navy'],
        address: { line1: '50 Main Street', line2: 'c/o Vassar', country: 'DE', countryName: 'Germany' },
      },
    });
    const [row] = await server.asOwner(
      `select operation_id, address_version, email_key, updated_at > created_at as later from backer where id = ${idOf(50)}`,
    );
    expect(row).toEqual({
      operation_id: null,
      address_version: 2,
      email_key: 'grace.hopper@example.org',
      later: true,
    });
    const { project } = await server.query(
      BackerPage,
      { projectId, first: 5, search: 'hopper', withTotal: true },
      ada,
    );
    expect(project?.backers.nodes.map(({ id }) => id)).toEqual([idOf(50)]);
    await update(50, { address: { line2: 'c/o Vassar' }, notes: 'Same place' });
    expect((await server.asOwner(`select address_version from backer where id = ${idOf(50)}`))[0]).toEqual({
      address_version: 2,
    });
  });

  it.each([
    [{ email: 'a@example.org, b@example.org' }, ['input', 'email']],
    [{ email: 'a@example.org\nBcc: all@example.org' }, ['input', 'email']],
    [{ name: '  ' }, ['input', 'name']],
    [{ name: 'A\0B' }, ['input', 'name']],
    [{ notes: 'x'.repeat(10_001) }, ['input', 'notes']],
    [{ address: { country: 'Atlantis' } }, ['input', 'address', 'country']],
    [{ tags: ['x'.repeat(61)] }, ['input', 'tags']],
  ])('refuses %j', async (input, field) => {
    const { backer, userErrors } = await update(51, input);
    expect(backer).toBeNull();
    expect(userErrors.map((error) => error.field)).toEqual([field]);
  });

  it('says everything that is wrong at once', async () => {
    expect((await update(51, { name: '', email: 'x', address: { country: '??' } })).userErrors).toHaveLength(
      3,
    );
  });
});

interface List {
  nodes: { trackingNumber: string; backer: { pledgeId: string } }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

async function add(i: number, input: { trackingNumber: string }) {
  const variables = { backerId: idOf(i), input: { notify: false, ...input } };
  return (await server.query(ShipmentCreate, variables, ada)).shipmentCreate;
}

/** A backer's events, newest first: kind, number, who, and what changed. */
async function events(i: number): Promise<string[][]> {
  const { backer } = await server.query(BackerById, { id: idOf(i) }, ada);
  return (backer?.events ?? []).map(({ kind, trackingNumber, actor, changes }) => [
    kind,
    String(trackingNumber),
    `${actor.kind} ${actor.name}`,
    ...changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`),
  ]);
}

async function parcelOf(i: number): Promise<string> {
  const { backer } = await server.query(BackerById, { id: idOf(i) }, ada);
  return backer?.shipments[0]?.id ?? '';
}
