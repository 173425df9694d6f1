import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OperationUndo } from '@waybill/schema/operations';
import { TrackingUploadCreate } from '@waybill/schema/tracking-uploads';
import type { Person } from '../../test/test-server.ts';
import { expectConsistent, written } from './invariants.fixture.ts';
import { makeKillable, type Killable } from './killed.harness.ts';
import { CHUNK_ROWS } from './operation.sql.ts';
import { addManyBackers, counts, emptyProject, operation } from './operations.fixture.ts';

const ROWS = 60_000;
const FILE = `Pledge ID,Tracking Number\n${Array.from({ length: ROWS }, (_, at) => `P${ROWS - at},TRK${ROWS - at}`).join('\n')}\n`;

let waybill: Killable;
let person: Person;
beforeAll(async () => {
  waybill = makeKillable();
  await waybill.start();
  person = await waybill.signUp();
}, 120_000);
afterAll(() => waybill[Symbol.asyncDispose](), 60_000);

async function newUpload(): Promise<{ project: string; id: string; url: string }> {
  const project = await emptyProject(waybill, person, `Lighthouses ${Math.random()}`);
  await addManyBackers(waybill, person, project, ROWS);
  const { trackingUploadCreate } = await waybill.query(
    TrackingUploadCreate,
    { projectId: project, input: { autoApply: true } },
    person,
  );
  return {
    project,
    id: trackingUploadCreate.operation?.id ?? '',
    url: trackingUploadCreate.operation?.uploadUrl ?? '',
  };
}

const is = (id: string, condition: string) =>
  waybill.until(`select ${condition} from operation where id = ${id}`);

/** One parcel for every row, each where it belongs, and everything counted once. */
async function expectExactlyOnce(project: string, id: string): Promise<void> {
  expect(counts(await operation(waybill, person, id))).toEqual({ MATCHED: ROWS });
  expect(await written(waybill, id)).toEqual({ changes: ROWS, parcels: ROWS });
  const [wrong] = await waybill.asOwner(`
    select count(*)::int as n from backer b left join shipment s on s.backer_id = b.id and s.tracking_number = 'TRK' || b.number
    where b.project_id = ${project} and s.id is null`);
  expect(wrong).toEqual({ n: 0 });
  await expectConsistent(waybill, project);
}

async function expectNothingLeft(project: string): Promise<void> {
  const [left] = await waybill.asOwner(`
    select (select count(*)::int from shipment where project_id = ${project}) as parcels,
      (select count(*)::int from orders where project_id = ${project} and status <> 'READY_TO_FULFILL') as moved`);
  expect(left).toEqual({ parcels: 0, moved: 0 });
  await expectConsistent(waybill, project);
}

it('goes on by itself after kill -9 while receiving, planning, applying and undoing, and counts nothing twice', async () => {
  const { project, id, url } = await newUpload();

  const sending = request(new URL(url, waybill.url()), {
    method: 'PUT',
    headers: { cookie: person.cookie, 'x-waybill': '1' },
  });
  sending.on('error', () => undefined);
  sending.write(FILE.slice(0, FILE.length / 2));
  await is(id, `status = 'RECEIVING' and bytes_received > 0`);
  await waybill.kill();
  await waybill.start();

  expect((await waybill.put(url, FILE, person)).status).toBe(202);
  await waybill.kill();
  await waybill.start();

  // Locking beneath the offset would hold the rows it skips, too, and with them every chunk before.
  // Held by one order, a chunk is cut off in the middle of its work, and another at a random point.
  const [held] = await waybill
    .asOwner(
      `begin; select backer_id from orders where backer_id = (
        select backer_id from orders where project_id = ${project} order by backer_id
        offset ${Math.floor(Math.random() * (ROWS - 2 * CHUNK_ROWS))} limit 1) for update`,
    )
    .then(() => [true]);
  expect(held).toBe(true);
  await is(id, `status = 'RUNNING' and processed_count >= ${ROWS / 3}`);
  await waybill.kill();
  await waybill.asOwner('rollback');
  await waybill.start();
  await is(id, `status = 'RUNNING' or status = 'COMPLETED'`);
  await waybill.kill();
  await waybill.start();
  await is(id, `status = 'COMPLETED'`);
  await expectExactlyOnce(project, id);

  await waybill.query(OperationUndo, { id }, person);
  await is(id, `status = 'UNDONE' or processed_count > 0`);
  await waybill.kill();
  await waybill.start();
  await is(id, `status = 'UNDONE'`);
  await expectNothingLeft(project);
}, 900_000);

it('goes on by itself when PostgreSQL crashes underneath while planning, applying and undoing', async () => {
  const { project, id, url } = await newUpload();
  expect((await waybill.put(url, FILE, person)).status).toBe(202);
  await is(id, `status <> 'RECEIVING'`);
  await waybill.crashPostgres();
  await is(id, `status = 'COMPLETED' or processed_count > 0 and status = 'RUNNING'`);
  await waybill.crashPostgres();
  await is(id, `status = 'COMPLETED'`);
  await expectExactlyOnce(project, id);

  await waybill.query(OperationUndo, { id }, person);
  await is(id, `status = 'UNDONE' or processed_count > 0`);
  await waybill.crashPostgres();
  await is(id, `status = 'UNDONE'`);
  await expectNothingLeft(project);
}, 900_000);
