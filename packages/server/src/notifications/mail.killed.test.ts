import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailSettingsUpdate } from '@waybill/schema/mail-settings';
import { TrackingNotificationsSend } from '@waybill/schema/notifications';
import { startSink, type Sink } from '../../test/smtp-sink.ts';
import type { Person } from '../../test/test-server.ts';
import { makeKillable, type Killable } from '../operations/killed.harness.ts';
import { addManyBackers, emptyProject } from '../operations/operations.fixture.ts';

const MAILS = 10_000;
/** What a crash can leave uncertain: claims in hand, and answers on their way into the ledger. */
const MOST_UNCERTAIN = 64 + 32 + 50 + 5;

let sink: Sink;
let waybill: Killable;
let person: Person;
beforeAll(async () => {
  sink = await startSink();
  waybill = makeKillable({ SMTP_URL: sink.url });
  await waybill.start();
  person = await waybill.signUp();
}, 120_000);
afterAll(async () => {
  await waybill[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
}, 60_000);

async function startRun(): Promise<string> {
  sink.received.length = 0;
  sink.taken.length = 0;
  const project = await emptyProject(waybill, person, `Lighthouses ${Math.random()}`);
  await addManyBackers(waybill, person, project, MAILS);
  await waybill.asOwner(`insert into shipment (backer_id, creator_id, project_id, tracking_number, source)
    select id, creator_id, project_id, 'TRK' || number, 'UPLOAD' from backer where project_id = ${project}`);
  await waybill.query(
    MailSettingsUpdate,
    { projectId: project, input: { ratePerMinute: 1_000_000 } },
    person,
  );
  await waybill.query(
    TrackingNotificationsSend,
    { projectId: project, input: { target: { everyone: true }, corrections: false, autoApply: true } },
    person,
  );
  return project;
}

const isSent = (project: string, condition: string) =>
  waybill.until(
    `select coalesce((select sum(count) from notification_progress where project_id = ${project} and status in ('SENT', 'UNKNOWN')), 0) ${condition}`,
  );

/** Moves the clock of the leases, and waits until nothing is under way any more. */
async function settled(project: string): Promise<void> {
  await waybill.until(`
    with moved as (update notification set lease_until = now() - interval '1 second'
      where project_id = ${project} and status = 'SENDING' and lease_until < now() + interval '170 seconds' returning 1)
    select not exists (select from notification where project_id = ${project} and status in ('PENDING', 'SENDING'))
      and (select count(*) from notification where project_id = ${project}) = ${MAILS} from (select count(*) from moved) m`);
}

async function expectPromiseKept(project: string, crashes: number): Promise<void> {
  const rows = await waybill.asOwner(
    `select status::text, message_id from notification where project_id = ${project}`,
  );
  const times = new Map<string, number>();
  for (const { messageId } of sink.received) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  expect([...times.values()].filter((count) => count > 1)).toEqual([]);
  const of = (status: string) =>
    rows.filter((row) => row.status === status).map((row) => `<${String(row.message_id)}@localhost>`);
  expect(of('SENT').length + of('UNKNOWN').length).toBe(MAILS);
  // What the ledger calls sent was taken, and what was taken and is not called sent is listed for a person.
  expect(of('SENT').filter((id) => !times.has(id))).toEqual([]);
  expect(of('UNKNOWN').length).toBeLessThanOrEqual(crashes * MOST_UNCERTAIN);
}

it('after kill -9 in the middle of a run has sent nothing twice, lost nothing, and lists what is uncertain', async () => {
  const project = await startRun();
  await isSent(project, `> ${MAILS / 5}`);
  await waybill.kill();
  await waybill.start();
  await isSent(project, `> ${MAILS / 2}`);
  await waybill.kill();
  await waybill.start();
  await settled(project);
  await expectPromiseKept(project, 2);
}, 600_000);

it('goes on by itself when PostgreSQL crashes underneath, and writes down what it knows', async () => {
  const project = await startRun();
  await isSent(project, `> ${MAILS / 5}`);
  await waybill.crashPostgres();
  await settled(project);
  await expectPromiseKept(project, 1);
}, 600_000);
