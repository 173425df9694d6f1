import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  FulfillmentRequestAccept,
  FulfillmentRequestAddressConfirm,
  FulfillmentRequestById,
  FulfillmentRequestsUpdated,
  PartnerViewer,
} from '@waybill/schema/partners';
import { PartnerArchive, PartnerCreate, PartnerUpdate } from '@waybill/schema/project-partners';
import { RequestRetry } from '@waybill/schema/reconciliation';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { accept, partnerProject, push, reject, report, requestsOf, statusesOf } from './partners.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let partner: { id: string; token: string };
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  ({ project, partner } = await partnerProject(server, person));
});

const backer = (n: number) => `(select id from backer where project_id = ${project} and number = ${n})`;

async function exceptions(kind: string) {
  return server.asOwner(
    `select b.number, x.detail, x.resolved_at is not null as resolved from parcel_exception x join backer b on b.id = x.backer_id
     where x.project_id = ${project} and x.kind = '${kind}' order by x.id`,
  );
}

describe('a partner', () => {
  it('is told who it is', async () => {
    const { viewer } = await server.query(PartnerViewer, {}, partner);
    expect(viewer).toMatchObject({
      partner: {
        id: partner.id,
        name: 'Packers',
        projectId: project,
        projectTitle: 'Lighthouses',
        creatorName: 'Ada Games',
      },
    });
  });

  it('accepts by key or reference, twice without harm, and hears of each that it cannot', async () => {
    await push(server, person, project, partner.id);
    const [one, two] = await requestsOf(server, partner);
    const { fulfillmentRequestAccept: first } = await server.query(
      FulfillmentRequestAccept,
      { input: { references: ['P1', 'P2', 'nobody'], externalIds: ['A-1', 'A-2', 'A-3'] } },
      partner,
    );
    expect(first.requests.map(({ id, status, externalId }) => [id, status, externalId])).toEqual([
      [one?.id, 'ACCEPTED', 'A-1'],
      [two?.id, 'ACCEPTED', 'A-2'],
    ]);
    expect(first.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'references', '2'] }]);
    const { fulfillmentRequestAccept: again } = await accept(server, partner, [one?.id ?? '', '999', 'x']);
    expect(again).toMatchObject({
      requests: [{ id: one?.id, change: first.requests[0]?.change }],
      userErrors: [
        { code: 'NOT_FOUND', field: ['input', 'ids', '1'] },
        { code: 'NOT_FOUND', field: ['input', 'ids', '2'] },
      ],
    });
  });

  it('rejects with a reason: errored, a task for the creator, and sent again with what holds then', async () => {
    await push(server, person, project, partner.id);
    const [one] = await requestsOf(server, partner);
    const id = one?.id ?? '';
    const { fulfillmentRequestReject: rejected } = await reject(server, partner, [id]);
    expect(rejected.requests).toMatchObject([{ status: 'REJECTED', rejection: 'Out of stock' }]);
    expect((await statusesOf(server, project))[0]).toBe('FULFILLMENT_ERRORED');
    expect(await exceptions('PARTNER_REJECTED')).toEqual([
      { number: 1, detail: 'Out of stock', resolved: false },
    ]);
    expect((await accept(server, partner, [id])).fulfillmentRequestAccept.userErrors).toMatchObject([
      { code: 'INVALID_TRANSITION' },
    ]);
    await server.asOwner(
      `update backer set line1 = 'Elsewhere', address_version = 2 where id = ${backer(1)}`,
    );
    const { requestRetry } = await server.query(RequestRetry, { ids: [id] }, person);
    expect(requestRetry).toMatchObject({ changed: 1, leftAlone: 0, userErrors: [] });
    expect((await requestsOf(server, partner))[0]).toMatchObject({
      id,
      status: 'SENT',
      attempt: 2,
      rejection: null,
      addressVersion: 2,
      address: { line1: 'Elsewhere' },
      addressChanged: false,
    });
    expect((await statusesOf(server, project))[0]).toBe('FULFILLMENT_PROCESSING');
    expect(await exceptions('PARTNER_REJECTED')).toMatchObject([{ resolved: true }]);
    expect((await server.query(RequestRetry, { ids: [id] }, person)).requestRetry).toMatchObject({
      changed: 0,
      leftAlone: 1,
    });
  });

  it('polls what has changed, each change once and in order', async () => {
    await push(server, person, project, partner.id);
    const all = await requestsOf(server, partner, { changedAfter: '0' });
    expect(all.map(({ reference }) => reference)).toEqual(['P1', 'P2', 'P3', 'P4']);
    const last = all.at(-1)?.change ?? '';
    expect(await requestsOf(server, partner, { changedAfter: last })).toEqual([]);
    await accept(server, partner, [all[2]?.id ?? '', all[0]?.id ?? '']);
    const changed = await requestsOf(server, partner, { changedAfter: last });
    expect(changed.map(({ reference, status }) => `${reference} ${status}`).sort()).toEqual([
      'P1 ACCEPTED',
      'P3 ACCEPTED',
    ]);
  });

  it('is told live of what is new and what has changed', async () => {
    let pushed = false;
    for await (const { fulfillmentRequestsUpdated: seen } of server.subscribe(
      FulfillmentRequestsUpdated,
      {},
      partner,
    )) {
      if (!pushed) {
        expect(seen).toMatchObject({ requests: [], lastChange: '0', hasMore: false });
        await push(server, person, project, partner.id);
        pushed = true;
      } else if (seen.requests.length === 4) {
        expect(seen.requests.map(({ status }) => status)).toEqual(['SENT', 'SENT', 'SENT', 'SENT']);
        break;
      }
    }
  });
});

describe('an address that changes after it was sent', () => {
  const CHANGE = `mutation($id: ID!, $line1: String) { backerUpdate(id: $id, input: { address: { line1: $line1 } }) { userErrors { message } } }`;
  const move = async (n: number, line1: string) => {
    const [row] = await server.asOwner(`select ${backer(n)}::text as id`);
    expect((await server.ask(CHANGE, { id: row?.id, line1 }, person)).errors).toBeUndefined();
  };

  it('is offered to the partner until it confirms it, and is a task for the creator', async () => {
    await push(server, person, project, partner.id);
    const [one] = await requestsOf(server, partner);
    await accept(server, partner, [one?.id ?? '']);
    await move(1, '9 New Road');
    expect((await requestsOf(server, partner))[0]).toMatchObject({
      addressChanged: true,
      address: { line1: '1 Quay Street' },
      addressVersion: 1,
      currentAddress: { line1: '9 New Road', name: 'Backer 1' },
    });
    expect(await exceptions('ADDRESS_CHANGED')).toEqual([
      { number: 1, detail: 'Sent to Packers with the former address', resolved: false },
    ]);
    const confirmed = await server.query(
      FulfillmentRequestAddressConfirm,
      { input: { ids: [one?.id ?? ''] } },
      partner,
    );
    expect(confirmed.fulfillmentRequestAddressConfirm.userErrors).toEqual([]);
    const { fulfillmentRequest } = await server.query(FulfillmentRequestById, { id: one?.id ?? '' }, partner);
    expect(fulfillmentRequest).toMatchObject({
      addressChanged: false,
      address: { line1: '9 New Road' },
      addressVersion: 2,
      currentAddress: null,
    });
    expect(await exceptions('ADDRESS_CHANGED')).toMatchObject([{ resolved: true }]);
  });

  it('is nothing to tell once it is changed back, or after it has shipped', async () => {
    await push(server, person, project, partner.id);
    await move(1, '9 New Road');
    await move(1, '1 Quay Street');
    await report(server, partner, project, [{ reference: 'P2', trackingNumber: 'T-2' }]);
    await move(2, '9 New Road');
    await move(3, '9 New Road');
    await report(server, partner, project, [{ reference: 'P3', trackingNumber: 'T-3' }]);
    expect((await requestsOf(server, partner)).map(({ addressChanged }) => addressChanged)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(await exceptions('ADDRESS_CHANGED')).toMatchObject([
      { number: 1, resolved: true },
      { number: 3, resolved: false },
    ]);
  });
});

it('is archived with what it has in hand taken back, and its tokens end', async () => {
  await push(server, person, project, partner.id);
  const [one] = await requestsOf(server, partner);
  await accept(server, partner, [one?.id ?? '']);
  const archive = (what: { cancelOpen?: boolean; cancelInHand?: boolean }) =>
    server.query(PartnerArchive, { id: partner.id, ...what }, person);
  for (const what of [{}, { cancelOpen: true }])
    expect((await archive(what)).partnerArchive.userErrors).toMatchObject([
      { code: 'CONFLICT', field: ['cancelInHand'] },
    ]);
  expect((await requestsOf(server, partner)).map(({ status }) => status)).toEqual([
    'ACCEPTED',
    'SENT',
    'SENT',
    'SENT',
  ]);
  const done = await archive({ cancelInHand: true });
  expect(done.partnerArchive.partner?.archivedAt).not.toBeNull();
  expect(await statusesOf(server, project)).toEqual(Array.from({ length: 4 }, () => 'READY_TO_FULFILL'));
  const after = await server.ask('{ fulfillmentRequests { totalCount } }', {}, partner);
  expect(after.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('is archived with what it has not answered taken back, where that is agreed to', async () => {
  await push(server, person, project, partner.id, { target: { backerNumbers: [1, 2] } });
  const archive = async (what: { cancelOpen?: boolean }) =>
    (await server.query(PartnerArchive, { id: partner.id, ...what }, person)).partnerArchive;
  expect(await archive({})).toMatchObject({
    partner: null,
    userErrors: [{ code: 'CONFLICT', field: ['cancelOpen'] }],
  });
  expect((await requestsOf(server, partner)).map(({ status }) => status)).toEqual(['SENT', 'SENT']);
  const done = await archive({ cancelOpen: true });
  expect(done.userErrors).toEqual([]);
  expect(done.partner?.archivedAt).not.toBeNull();
  expect(
    await server.asOwner(`select status from fulfillment_request where partner_id = ${partner.id}`),
  ).toEqual([{ status: 'CANCELED' }, { status: 'CANCELED' }]);
  expect(await statusesOf(server, project)).toEqual(Array.from({ length: 4 }, () => 'READY_TO_FULFILL'));
});

it('has a name of its own in the project, and no vendor without a connection', async () => {
  const create = (input: object) =>
    server.query(PartnerCreate, { projectId: project, input: input as never }, person);
  expect((await create({ name: ' packers ' })).partnerCreate.userErrors).toMatchObject([
    { code: 'TAKEN', field: ['input', 'name'] },
  ]);
  expect((await create({ name: ' ' })).partnerCreate.userErrors).toMatchObject([{ code: 'BLANK' }]);
  expect((await create({ name: 'ShipBob', vendor: 'SHIPBOB' })).partnerCreate.userErrors).toMatchObject([
    { code: 'INVALID', field: ['input', 'connectionId'] },
  ]);
  const other = (await create({ name: 'Others' })).partnerCreate.partner?.id ?? '';
  const rename = (name: string) => server.query(PartnerUpdate, { id: other, input: { name } }, person);
  expect((await rename('Packers')).partnerUpdate.userErrors).toMatchObject([{ code: 'TAKEN' }]);
  expect((await rename('Second wave')).partnerUpdate).toMatchObject({
    partner: { id: other, name: 'Second wave', projectId: project },
    userErrors: [],
  });
});
