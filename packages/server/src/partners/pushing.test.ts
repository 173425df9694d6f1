import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PartnerRecall } from '@waybill/schema/reconciliation';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { dump, expectConsistent } from '../operations/invariants.fixture.ts';
import { apply, counts, undo } from '../operations/operations.fixture.ts';
import { accept, partnerProject, push, requestsOf, statusesOf } from './partners.fixture.ts';

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

describe('a push', () => {
  it('hands over what is ready, as it is, and says of the rest why not', async () => {
    await readyBackersOfAllKinds();
    const done = await push(server, person, project, partner.id, { note: 'Careful' });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      kind: 'PARTNER_PUSH',
      summary: { sentence: 'Sent 2 orders to Packers, skipped 6, left 2 to mend' },
    });
    expect(counts(done)).toEqual({
      PUSHED: 2,
      ALREADY_FULFILLED: 1,
      CANCELED: 1,
      NOT_READY: 1,
      HELD_BACK: 1,
      DIGITAL_ONLY: 1,
      NO_ADDRESS: 1,
      SHIPPING_BEGUN: 2,
    });
    const sent = await requestsOf(server, partner);
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatchObject({
      reference: 'P1',
      status: 'SENT',
      note: 'Careful',
      partnerName: 'Packers',
      address: {
        name: 'Backer 1',
        line1: '1 Quay Street',
        city: 'Galway',
        country: 'IE',
        email: 'b1@example.org',
      },
      items: [
        { no: 1, sku: 'BOOK', quantity: 2, shipped: 0 },
        { no: 2, sku: 'MAP', quantity: 1, shipped: 0 },
      ],
      parcels: [],
      addressChanged: false,
      currentAddress: null,
    });
    await expectConsistent(server, project);
    const again = await push(server, person, project, partner.id);
    expect(counts(again)).toMatchObject({ ALREADY_WITH_PARTNER: 2 });
  });

  async function readyBackersOfAllKinds() {
    await server.asOwner(`
      insert into backer (creator_id, project_id, number, name) select ${person.creatorId}, ${project}, n, 'More ' || n from generate_series(5, 10) n;
      insert into orders (backer_id, creator_id, project_id, status, physical)
        select id, creator_id, project_id, case number when 5 then 'FULFILLED' when 6 then 'CANCELED' when 7 then 'SURVEY_COMPLETED'
          when 9 then 'FULFILLMENT_PROCESSING' when 10 then 'PARTIALLY_FULFILLED' else 'READY_TO_FULFILL' end::order_status, number <> 8
        from backer where project_id = ${project} and number > 4;
      insert into order_hold (backer_id, creator_id, project_id, reason) values (${backer(3)}, ${person.creatorId}, ${project}, 'Wait');
      update backer set line1 = ' ' where id = ${backer(4)}`);
  }

  it('is undone where the partner has not answered, and only there', async () => {
    const before = await dump(server, project);
    const all = await push(server, person, project, partner.id);
    expect(await undo(server, person, all.id)).toMatchObject({ status: 'UNDONE', undoLeftAlone: 0 });
    expect(await dump(server, project)).toEqual(before);
    expect(await requestsOf(server, partner)).toMatchObject(
      Array.from({ length: 4 }, () => ({ status: 'CANCELED' })),
    );

    const second = await push(server, person, project, partner.id);
    const sent = await requestsOf(server, partner, { status: ['SENT'] });
    await accept(server, partner, [sent[1]?.id ?? '']);
    expect(await undo(server, person, second.id)).toMatchObject({ undoLeftAlone: 1 });
    expect(await statusesOf(server, project)).toEqual([
      'READY_TO_FULFILL',
      'FULFILLMENT_PROCESSING',
      'READY_TO_FULFILL',
      'READY_TO_FULFILL',
    ]);
    await expectConsistent(server, project);
  });

  it('leaves out what moved between preview and apply', async () => {
    const planned = await push(server, person, project, partner.id, { autoApply: false });
    expect(planned).toMatchObject({ status: 'PLANNED', summary: { sentence: 'Send 4 orders to Packers' } });
    await server.asOwner(
      `update orders set status = 'FULFILLED', fulfilled_at = now() where backer_id = ${backer(1)};
       insert into order_hold (backer_id, creator_id, project_id, reason) values (${backer(2)}, ${person.creatorId}, ${project}, 'Wait')`,
    );
    expect(counts(await apply(server, person, planned.id))).toEqual({ PUSHED: 2, CHANGED_SINCE_PREVIEW: 2 });
    expect((await requestsOf(server, partner)).map(({ reference }) => reference)).toEqual(['P3', 'P4']);
  });

  it('can be taken back request by request while nobody has answered', async () => {
    await push(server, person, project, partner.id);
    const [one, two] = await requestsOf(server, partner);
    await accept(server, partner, [two?.id ?? '']);
    const recalled = await server.query(
      PartnerRecall,
      { projectId: project, input: { requestIds: [one?.id ?? '', two?.id ?? ''] } },
      person,
    );
    expect(recalled.partnerRecall).toMatchObject({ changed: 1, leftAlone: 1, userErrors: [] });
    const rest = await server.query(
      PartnerRecall,
      { projectId: project, input: { target: { everyone: true } } },
      person,
    );
    expect(rest.partnerRecall).toMatchObject({ changed: 2, leftAlone: 1 });
    expect(await statusesOf(server, project)).toEqual([
      'READY_TO_FULFILL',
      'FULFILLMENT_PROCESSING',
      'READY_TO_FULFILL',
      'READY_TO_FULFILL',
    ]);
  });
});
