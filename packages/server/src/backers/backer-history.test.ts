import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BackerAddressVersions, BackerById, BackerUpdate } from '@waybill/schema/backers';
import type { VariablesOf } from '@waybill/schema/graphql';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { apply, csv, emptyProject, importBackers, undo } from '../operations/operations.fixture.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

async function change(id: string, input: VariablesOf<typeof BackerUpdate>['input']) {
  const { backerUpdate } = await server.query(BackerUpdate, { id, input }, ada);
  expect(backerUpdate.userErrors).toEqual([]);
  return backerUpdate;
}

async function backer(id: string) {
  const found = (await server.query(BackerById, { id }, ada)).backer;
  if (!found) throw new Error(`no backer ${id}`);
  return found;
}

async function versions(id: string) {
  return (await server.query(BackerAddressVersions, { id }, ada)).backer?.addressVersions ?? [];
}

/** Backers in Town, by their order, and the project they are in. */
async function townsfolk(n: number): Promise<{ project: string; ids: string[] }> {
  const project = await emptyProject(server, ada, 'Town');
  const tenant = `${ada.creatorId}::bigint, ${project}::bigint`;
  await server.asOwner(`
    insert into backer (creator_id, project_id, number, pledge_id, name, email, email_key, line1, city, postal_code, country)
      select ${tenant}, i, 'P' || i, 'Backer ' || i, 'b' || i || '@example.org', 'b' || i || '@example.org',
        i || ' Main Street', 'Town', '012', 'DE' from generate_series(1, ${n}) i;
    insert into orders (backer_id, creator_id, project_id, status)
      select id, ${tenant}, 'READY_TO_FULFILL' from backer where project_id = ${project}`);
  const rows = await server.asOwner(`select id from backer where project_id = ${project} order by number`);
  return { project, ids: rows.map((row) => String(row['id'])) };
}

async function one(): Promise<{ project: string; id: string }> {
  const { project, ids } = await townsfolk(1);
  return { project, id: ids[0] ?? '' };
}

interface Exported {
  id: string;
  addressExportedAt: string | null;
}

async function takeOut(project: string, target?: object, as: As = ada): Promise<string> {
  const query = target ? `?target=${Buffer.from(JSON.stringify(target)).toString('base64url')}` : '';
  const response = await server.fetch(`/api/projects/${project}/template${query}`, {}, as);
  const text = await response.text();
  expect([response.status, text.split('\n').length > 1]).toEqual([200, true]);
  return text;
}

describe('what changed about a backer', () => {
  it('is told newest first, with who, what it was and what it became', async () => {
    const { id } = await one();
    await change(id, { notes: 'Call first' });
    await change(id, { name: 'Mara Lind', email: 'mara@example.org' });
    await change(id, { address: { city: 'Village', line2: 'c/o Moth', phone: '+49 1' } });
    await change(id, { tags: ['vip', 'late'] });
    await change(id, { tags: ['vip'], notes: 'Call twice' });

    const { events } = await backer(id);
    expect(events.every(({ actor }) => actor.name === 'Ada' && actor.kind === 'USER')).toBe(true);
    expect(
      events.map(({ kind, tags, changes, addressVersion }) => [
        kind,
        ...tags,
        ...(addressVersion === null ? [] : [addressVersion]),
        ...changes.map(({ field, from, to }) => `${field}: ${from} → ${to}`),
      ]),
    ).toEqual([
      ['UNTAGGED', 'late'],
      ['NOTES_CHANGED', 'notes: Call first → Call twice'],
      ['TAGGED', 'vip', 'late'],
      ['CONTACT_CHANGED', 'phone: null → +49 1'],
      ['ADDRESS_CHANGED', 2, 'line2: null → c/o Moth', 'city: Town → Village'],
      ['CONTACT_CHANGED', 'name: Backer 1 → Mara Lind', 'email: b1@example.org → mara@example.org'],
      ['NOTES_CHANGED', 'notes: null → Call first'],
    ]);
  });

  it('is not told where nothing changed', async () => {
    const { id } = await one();
    await change(id, {
      name: 'Backer 1',
      tags: [],
      notes: '',
      address: { city: 'Town', country: 'Germany' },
    });
    const { events, addressVersion } = await backer(id);
    expect([events, addressVersion]).toEqual([[], 1]);
  });

  it('names the operation it was part of, and its undo', async () => {
    const { project, id } = await one();
    const file = csv('Pledge ID,Name,City', ['P1', 'Backer 1', 'Harbour']);
    const { id: operationId } = await importBackers(server, ada, project, file);
    await apply(server, ada, operationId);
    const { events } = await backer(id);
    expect(events).toMatchObject([
      {
        kind: 'ADDRESS_CHANGED',
        addressVersion: 2,
        actor: { name: 'Ada' },
        operation: { id: operationId, kind: 'BACKER_IMPORT' },
        changes: [{ field: 'city', from: 'Town', to: 'Harbour' }],
      },
    ]);
    await undo(server, ada, operationId);
    expect((await versions(id)).map(({ version, address }) => [version, address?.city])).toEqual([
      [3, 'Town'],
      [2, 'Harbour'],
      [1, 'Town'],
    ]);
  });

  it('is seen by nobody else', async () => {
    const { id } = await one();
    await change(id, { notes: 'secret' });
    const eve = await server.signUp('Eve');
    expect((await server.query(BackerAddressVersions, { id }, eve)).backer).toBeNull();
    expect(await server.db.read([eve.creatorId], 'select * from backer_event')).toEqual([]);
  });
});

describe('an address that has left the house', () => {
  it('is remembered with its version, and a change says so', async () => {
    const { project, id } = await one();
    expect(await backer(id)).toMatchObject({ addressExportedAt: null, addressExportedVersion: null });
    expect((await change(id, { address: { city: 'Village' } })).warnings).toEqual([]);
    await takeOut(project);
    const left = (await backer(id)).addressExportedAt;
    expect(await backer(id)).toMatchObject({ addressVersion: 2, addressExportedVersion: 2 });
    expect((await change(id, { notes: 'other', address: { phone: '1', city: 'Village' } })).warnings).toEqual(
      [],
    );

    const moved = await change(id, { address: { city: 'Harbour' } });
    const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
    expect(moved.warnings).toEqual([
      `The former address went out in the export of ${day.format(new Date(left ?? ''))}; tell your packer.`,
    ]);
    expect(await backer(id)).toMatchObject({
      addressVersion: 3,
      addressExportedAt: left,
      addressExportedVersion: 2,
    });
    expect(
      (await versions(id)).map(({ version, address, until, exportedAt, actor }) => [
        version,
        address?.city,
        until === null,
        exportedAt,
        actor?.name ?? null,
      ]),
    ).toEqual([
      [3, 'Harbour', true, null, 'Ada'],
      [2, 'Village', false, left, 'Ada'],
      [1, 'Town', false, null, null],
    ]);
  });

  it('is that of exactly those in the file, whoever takes it and wherever their ids lie', async () => {
    const { project, ids } = await townsfolk(300);
    const some = ids.filter((_, index) => index % 7 === 0 || index > 290);
    await townsfolk(70);
    await takeOut(project, { backerIds: some }, await server.token(ada, 'BACKERS_READ'));
    const left = await server.ask<{ project: Record<string, { nodes: Exported[] }> }>(
      `query($id: ID!, $some: [ID!]!) { project(id: $id) {
         in: backers(first: 100, filter: { ids: $some }) { nodes { id addressExportedAt } }
         first: backers(first: 100) { nodes { id addressExportedAt } } } }`,
      { id: project, some },
      ada,
    );
    const page = left.data?.project;
    expect(page?.['in']?.nodes.map(({ addressExportedAt }) => typeof addressExportedAt)).toEqual(
      some.map(() => 'string'),
    );
    expect(
      page?.['first']?.nodes
        .filter(({ addressExportedAt }) => addressExportedAt !== null)
        .map(({ id }) => id),
    ).toEqual(some.filter((id) => ids.indexOf(id) < 100));
    const [row] = await server.asOwner(
      `select backer_count, actor_name, octet_length(backers) as bytes from address_export where project_id = ${project}`,
    );
    expect(row).toMatchObject({ backer_count: some.length, actor_name: 'test' });
    expect(Number(row?.['bytes'])).toBeLessThanOrEqual(48);
  });

  it('is not remembered of a file nobody is in', async () => {
    const { project } = await one();
    await takeOut(project, { filter: { ids: [] } });
    expect(await server.asOwner(`select from address_export where project_id = ${project}`)).toEqual([]);
  });
});

describe('a token that may write and not read', () => {
  it('gets null for the backer, and the change is done', async () => {
    const { id } = await one();
    const answer = await server.ask<{ backerUpdate: unknown }>(
      `mutation($id: ID!) { backerUpdate(id: $id, input: { notes: "by script" }) {
         backer { id notes } warnings userErrors { message } } }`,
      { id },
      await server.token(ada, 'BACKERS_WRITE'),
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.backerUpdate).toEqual({ backer: null, warnings: [], userErrors: [] });
    const { notes, events } = await backer(id);
    expect([notes, events[0]?.actor]).toEqual(['by script', { name: 'test', kind: 'TOKEN' }]);
  });

  it('gets the order it has marked, without whose it is', async () => {
    const { id } = await one();
    const token = await server.token(ada, 'SHIPMENTS_WRITE');
    const marked = await server.ask(
      `mutation($id: ID!) { orderMarkFulfilled(backerId: $id, input: { trackingNumber: "1Z999AA10123456784" }) {
         backer { id } order { status } userErrors { message } } }`,
      { id },
      token,
    );
    expect([marked.errors, marked.data]).toEqual([
      undefined,
      { orderMarkFulfilled: { backer: null, order: { status: 'FULFILLED' }, userErrors: [] } },
    ]);
    const [parcel] = await server.asOwner(`select id from shipment where backer_id = ${id}`);
    const voided = await server.ask(
      `mutation($id: ID!) { shipmentVoid(id: $id) { shipment { voidedAt backer { id } } userErrors { message } } }`,
      { id: String(parcel?.['id']) },
      token,
    );
    expect([voided.errors, voided.data]).toEqual([
      undefined,
      {
        shipmentVoid: { shipment: { voidedAt: expect.any(String) as string, backer: null }, userErrors: [] },
      },
    ]);
  });

  it('may still not ask for a backer', async () => {
    const { id } = await one();
    const answer = await server.ask(
      `query($id: ID!) { backer(id: $id) { id } }`,
      { id },
      await server.token(ada, 'BACKERS_WRITE'),
    );
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
