import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MailPause, MailResume, MailSettingsUpdate } from '@waybill/schema/mail-settings';
import { BackerNotifications, OperationMail } from '@waybill/schema/notifications';
import { OperationUndo } from '@waybill/schema/operations';
import { OrderMarkFulfilled, ShipmentUpdate, ShipmentVoid } from '@waybill/schema/shipments';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import {
  addBackers,
  apply,
  counts,
  csv,
  emptyProject,
  undo,
  upload,
  usps,
  verdicts,
} from '../operations/operations.fixture.ts';
import { ledger, mailbox, overview, standing, tell } from './notifications.fixture.ts';
import { notifyOnFirstScan } from './queue.actions.ts';

const KEY = 'Pledge ID,Tracking Number';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person, 'Lighthouses');
  await server.asOwner('delete from mail_suppression');
});

const settings = (input: Record<string, unknown>) =>
  server.query(MailSettingsUpdate, { projectId: project, input }, person);

/** Whom an operation leaves untold or told wrong, as its own page asks. */
async function untoldBy(operationId: string) {
  const { project: found } = await server.query(OperationMail, { projectId: project, operationId }, person);
  return found?.untold;
}

async function parcelOf(number: number): Promise<string> {
  const [row] = await server.asOwner(`select s.id::text from shipment s join backer b on b.id = s.backer_id
    where b.project_id = ${project} and b.number = ${number} and s.voided_at is null order by s.id desc limit 1`);
  return String(row?.id);
}

it('a mail’s parcels are as they are everywhere, carrier and link included', async () => {
  await addBackers(server, person, project, [{}]);
  const [row] = await server.asOwner(`select id::text from backer where project_id = ${project}`);
  const backerId = String(row?.id);
  const { orderMarkFulfilled } = await server.query(
    OrderMarkFulfilled,
    { backerId, input: { trackingNumber: '1Z999AA10123456784', carrier: 'UPS', notify: true } },
    person,
  );
  await server.runJobs();
  const { backer } = await server.query(BackerNotifications, { id: backerId }, person);
  const [parcel] = orderMarkFulfilled.backer?.shipments ?? [];
  expect(backer?.notifications[0]?.shipments).toMatchObject([
    { id: parcel?.id, carrier: { name: 'UPS' }, carrierName: 'UPS', trackingUrl: parcel?.trackingUrl },
  ]);
  expect(parcel?.trackingUrl).toContain('ups.com');
});

describe('a run', () => {
  it('gives every backer one outcome, and one mail for all parcels not yet told', async () => {
    await addBackers(server, person, project, [
      { parcels: [usps(1), usps(11)] },
      { parcels: [] },
      { parcels: [usps(3)], email: '' },
      { parcels: [usps(4)], email: 'a@example.org, evil@example.com' },
      { parcels: [usps(5)], email: 'Gone@Example.org' },
      { parcels: [usps(6)] },
    ]);
    await server.asOwner(
      `insert into mail_suppression (creator_id, email_key) values (${person.creatorId}, 'gone@example.org')`,
    );
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 2,
      shipments: 3,
      corrections: 0,
      unreachable: 3,
    });
    const planned = await tell(server, person, project, { autoApply: false });
    expect(planned).toMatchObject({
      kind: 'TRACKING_NOTIFICATIONS',
      status: 'PLANNED',
      summary: { sentence: 'Write to 2 backers, skip 2, leave 2 to mend' },
    });
    expect((await verdicts(server, person, planned.id)).map(([, code]) => code)).toEqual([
      'TOLD',
      'NOTHING_NEW',
      'NO_EMAIL',
      'BAD_EMAIL',
      'UNSUBSCRIBED',
      'TOLD',
    ]);
    expect(await ledger(server, person, project)).toEqual([]);

    await apply(server, person, planned.id);
    expect(await standing(server, person, project)).toEqual([
      [1, 'SENT'],
      [6, 'SENT'],
    ]);
    const mails = await mailbox(server, person, project);
    expect(mails.map(({ to }) => to)).toEqual(['Backer 1 <b1@example.org>', 'Backer 6 <b6@example.org>']);
    expect(mails[0]?.text).toContain(usps(1));
    expect(mails[0]?.text).toContain(usps(11));
    expect(mails[0]?.headers.map(({ name }) => name)).toContain('List-Unsubscribe-Post');

    expect(counts(await tell(server, person, project))).toMatchObject({ NOTHING_NEW: 3 });
    expect(await mailbox(server, person, project)).toHaveLength(2);
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 0,
      shipments: 0,
      corrections: 0,
      unreachable: 3,
    });
  });

  it('leaves nothing to do where nobody else can be written to, of an operation and of corrections alike', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }, { email: '' }]);
    await tell(server, person, project);
    await server.asOwner(
      `insert into mail_suppression (creator_id, email_key) values (${person.creatorId}, 'b1@example.org')`,
    );
    const replacing = await upload(server, person, project, csv(KEY, ['P1', usps(11)], ['P2', usps(2)]), {
      autoApply: true,
    });
    const nobody = { backers: 0, shipments: 0, corrections: 0, unreachable: 2 };
    expect(await untoldBy(replacing.id)).toEqual(nobody);
    expect((await overview(server, person, project)).untold).toEqual(nobody);
    expect(counts(await tell(server, person, project, { corrections: true }))).toEqual({
      UNSUBSCRIBED: 1,
      NO_EMAIL: 1,
    });
    await server.asOwner('delete from mail_suppression');
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 1,
      shipments: 1,
      corrections: 1,
      unreachable: 1,
    });
  });

  it('tells a further parcel in a further mail, and only that one', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
    await tell(server, person, project);
    await upload(server, person, project, csv(KEY, ['P1', usps(2)]), {
      existingTracking: 'ADD',
      autoApply: true,
    });
    await tell(server, person, project);
    const [, second] = await mailbox(server, person, project);
    expect(second?.text).toContain(usps(2));
    expect(second?.text).not.toContain(usps(1));
  });

  it('is taken back as far as it has not left; what it would have told can be told again', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }, { parcels: [usps(2)] }]);
    await server.query(MailPause, { projectId: project }, person);
    const run = await tell(server, person, project);
    expect((await overview(server, person, project)).notificationCounts).toMatchObject({
      pending: 2,
      sent: 0,
    });
    await server.asOwner(`update notification set status = 'SENT', sent_at = now()
      where project_id = ${project} and email = 'b2@example.org'`);
    const undone = await undo(server, person, run.id);
    expect(undone).toMatchObject({
      status: 'UNDONE',
      undoLeftAlone: 1,
      summary: { sentence: 'Queued mails to 2 backers' },
    });
    expect(counts(undone)).toEqual({ TOLD: 1, MAIL_HAD_LEFT: 1 });
    expect(await standing(server, person, project)).toEqual([
      [1, 'CANCELED'],
      [2, 'SENT'],
    ]);
    await server.query(MailResume, { projectId: project }, person);
    expect(counts(await tell(server, person, project))).toEqual({ TOLD: 1, NOTHING_NEW: 1 });
    expect((await mailbox(server, person, project)).map(({ to }) => to)).toEqual([
      'Backer 1 <b1@example.org>',
    ]);
  });

  it('says what is true when the mail leaves, not when it was queued', async () => {
    await addBackers(server, person, project, [
      { parcels: [usps(1)] },
      { parcels: [usps(2)] },
      { parcels: [usps(3)] },
    ]);
    await server.query(MailPause, { projectId: project }, person);
    await tell(server, person, project);
    await server.query(
      ShipmentUpdate,
      { id: await parcelOf(1), input: { trackingNumber: usps(91) } },
      person,
    );
    await server.query(ShipmentVoid, { id: await parcelOf(2) }, person);
    await server.asOwner(
      `insert into mail_suppression (creator_id, email_key) values (${person.creatorId}, 'b3@example.org')`,
    );
    await server.query(MailResume, { projectId: project }, person);
    await server.runJobs();
    expect(await standing(server, person, project)).toEqual([
      [1, 'SENT'],
      [2, 'CANCELED'],
      [3, 'SUPPRESSED'],
    ]);
    const [mail] = await mailbox(server, person, project);
    expect(mail?.text).toContain(usps(91));
    expect(mail?.text).not.toContain(usps(1));
    expect((await overview(server, person, project)).untold).toMatchObject({ corrections: 0 });
    expect(counts(await tell(server, person, project))).toMatchObject({ NOTHING_NEW: 2, UNSUBSCRIBED: 1 });
  });

  it('over the same backers twice at once writes to each once', async () => {
    await addBackers(
      server,
      person,
      project,
      Array.from({ length: 40 }, (_, at) => ({ parcels: [usps(at)] })),
    );
    const planned = await Promise.all([
      tell(server, person, project, { autoApply: false }),
      tell(server, person, project, { autoApply: false }),
    ]);
    await Promise.all(planned.map(({ id }) => apply(server, person, id)));
    expect(await mailbox(server, person, project)).toHaveLength(40);
  });
});

describe('a correction', () => {
  it.each([
    [
      'replaced by an upload',
      () => upload(server, person, project, csv(KEY, ['P1', usps(2)]), { autoApply: true }),
      usps(2),
    ],
    [
      'edited',
      async () =>
        server.query(ShipmentUpdate, { id: await parcelOf(1), input: { trackingNumber: usps(2) } }, person),
      usps(2),
    ],
    ['voided', async () => server.query(ShipmentVoid, { id: await parcelOf(1) }, person), null],
  ] as const)('is offered, never sent by itself, where the number was %s', async (_, change, now) => {
    await settings({ policy: 'ALWAYS' });
    await addBackers(server, person, project, [{}]);
    await upload(server, person, project, csv(KEY, ['P1', usps(1)]), { autoApply: true });
    expect(await mailbox(server, person, project)).toHaveLength(1);
    await settings({ policy: 'ASK' });
    await change();
    await server.runJobs();
    expect(await mailbox(server, person, project)).toHaveLength(1);
    expect((await overview(server, person, project)).untold).toMatchObject({ corrections: 1 });

    const run = await tell(server, person, project, { corrections: true });
    expect(counts(run)).toEqual({ CORRECTED: 1 });
    expect(run.summary.sentence).toBe('Queued mails to 1 backer with a correction');
    const [, mail] = await mailbox(server, person, project);
    expect(mail?.subject).toBe('A correction: the tracking number of Lighthouses');
    expect(mail?.text).toContain(usps(1));
    if (now !== null) expect(mail?.text).toContain(now);
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 0,
      shipments: 0,
      corrections: 0,
      unreachable: 0,
    });
    expect(counts(await tell(server, person, project, { corrections: true }))).toEqual({ NOTHING_NEW: 1 });
    expect((await ledger(server, person, project)).map(({ kind }) => kind)).toEqual([
      'TRACKING',
      'CORRECTION',
    ]);
  });

  it('is offered after the undo of an upload that was told, and the old number is told anew', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
    await tell(server, person, project);
    const replaced = await upload(server, person, project, csv(KEY, ['P1', usps(2)]), { autoApply: true });
    await tell(server, person, project, { corrections: true });
    await undo(server, person, replaced.id);
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 1,
      shipments: 1,
      corrections: 1,
      unreachable: 0,
    });
    await tell(server, person, project, { corrections: true });
    const [, , mail] = await mailbox(server, person, project);
    expect(mail?.text).toMatch(new RegExp(`no longer holds:\\s+${usps(2)}[^]*holds now:\\s+${usps(1)}`));
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 0,
      shipments: 0,
      corrections: 0,
      unreachable: 0,
    });
  });

  it('goes along with the new number in one mail of the run that the replacing upload offers', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }, {}, { parcels: [usps(3)] }]);
    await tell(server, person, project);
    const replacing = await upload(server, person, project, csv(KEY, ['P1', usps(11)], ['P2', usps(2)]), {
      autoApply: true,
    });
    expect(await untoldBy(replacing.id)).toEqual({
      backers: 2,
      shipments: 2,
      corrections: 1,
      unreachable: 0,
    });

    const run = await tell(server, person, project, {
      target: { filter: { operationId: replacing.id } },
      corrections: true,
    });
    expect(counts(run)).toEqual({ CORRECTED: 1, TOLD: 1 });
    expect(run.summary.sentence).toBe('Queued mails to 2 backers, 1 of them with a correction');
    const [, , ...further] = await mailbox(server, person, project);
    expect(further.map(({ to }) => to)).toEqual(['Backer 1 <b1@example.org>', 'Backer 2 <b2@example.org>']);
    expect(further[0]?.text).toMatch(
      new RegExp(`no longer holds:\\s+${usps(1)}[^]*holds now:[^]*${usps(11)}`),
    );
    expect(await untoldBy(replacing.id)).toEqual({
      backers: 0,
      shipments: 0,
      corrections: 0,
      unreachable: 0,
    });
    expect((await overview(server, person, project)).untold).toEqual({
      backers: 0,
      shipments: 0,
      corrections: 0,
      unreachable: 0,
    });
  });

  it.each(['REPLACE', 'ADD'] as const)(
    'is offered by an undone upload (%s) itself, for the numbers it took away',
    async (existingTracking) => {
      await addBackers(server, person, project, [{ status: 'FULFILLED', parcels: [usps(1)] }]);
      await tell(server, person, project);
      const uploaded = await upload(server, person, project, csv(KEY, ['P1', usps(2)]), {
        existingTracking,
        autoApply: true,
      });
      const target = { filter: { operationId: uploaded.id } };
      await tell(server, person, project, { target, corrections: true });
      await undo(server, person, uploaded.id);
      expect(await untoldBy(uploaded.id)).toMatchObject({ corrections: 1 });

      await tell(server, person, project, { target, corrections: true });
      const [, , ...further] = await mailbox(server, person, project);
      expect(further).toHaveLength(1);
      expect(further[0]?.text).toMatch(
        new RegExp(`no longer holds:\\s+${usps(2)}[^]*holds now:[^]*${usps(1)}`),
      );
      expect(await untoldBy(uploaded.id)).toEqual({
        backers: 0,
        shipments: 0,
        corrections: 0,
        unreachable: 0,
      });
      expect((await overview(server, person, project)).untold).toEqual({
        backers: 0,
        shipments: 0,
        corrections: 0,
        unreachable: 0,
      });
    },
  );

  it('is left out of a run that does not ask for it; a new number is told all the same', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }, { parcels: [usps(2)] }]);
    await tell(server, person, project);
    await upload(server, person, project, csv(KEY, ['P1', usps(9)]), { autoApply: true });
    await server.query(ShipmentVoid, { id: await parcelOf(2) }, person);
    const run = await tell(server, person, project);
    expect(counts(run)).toEqual({ TOLD: 1, CORRECTION_OFFERED: 1 });
    expect((await overview(server, person, project)).untold).toMatchObject({ corrections: 2 });
  });
});

describe('the project’s policy', () => {
  it.each([
    ['ASK', false, 0],
    ['ASK', true, 1],
    ['ALWAYS', false, 1],
    ['NEVER', true, 0],
  ] as const)(
    '%s, asked for: %s, makes %i mails of an upload and of a single order',
    async (policy, notify, mails) => {
      await settings({ policy });
      await addBackers(server, person, project, [{}, {}]);
      const done = await upload(server, person, project, csv(KEY, ['P1', usps(1)]), {
        notify,
        autoApply: true,
      });
      expect(done.status).toBe('COMPLETED');
      expect(await mailbox(server, person, project)).toHaveLength(mails);
      const [row] = await server.asOwner(
        `select id::text from backer where project_id = ${project} and number = 2`,
      );
      const { orderMarkFulfilled } = await server.query(
        OrderMarkFulfilled,
        { backerId: String(row?.id), input: { trackingNumber: usps(2), notify, force: false } },
        person,
      );
      expect(orderMarkFulfilled.userErrors).toEqual([]);
      await server.runJobs();
      expect(await mailbox(server, person, project)).toHaveLength(2 * mails);
    },
  );

  it('lets a carrier’s first scan tell the backer, where the project wants that', async () => {
    await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
    const [row] = await server.asOwner(`select id::text from backer where project_id = ${project}`);
    const owner = { creatorId: person.creatorId, projectId: project };
    const scan = () =>
      server.db.engineWrite([person.creatorId], (client) =>
        notifyOnFirstScan(client, owner, [String(row?.id)]),
      );
    await scan();
    expect(await ledger(server, person, project)).toEqual([]);
    await settings({ policy: 'NEVER', onFirstScan: true });
    expect((await overview(server, person, project)).mailSettings.onFirstScan).toBe(false);
    await scan();
    expect(await ledger(server, person, project)).toEqual([]);
    await settings({ policy: 'ASK' });
    expect((await overview(server, person, project)).mailSettings.onFirstScan).toBe(true);
    await scan();
    await scan();
    await server.runJobs();
    expect(await standing(server, person, project)).toEqual([[1, 'SENT']]);
  });

  it('tells nobody when an upload added no parcel, and undo of the upload takes back mail that waits', async () => {
    await addBackers(server, person, project, [{}, {}]);
    await upload(server, person, project, csv(KEY, ['P1', '']), { notify: true, autoApply: true });
    expect(await ledger(server, person, project)).toEqual([]);
    await server.query(MailPause, { projectId: project }, person);
    const told = await upload(server, person, project, csv(KEY, ['P2', usps(2)]), {
      notify: true,
      autoApply: true,
    });
    await server.query(OperationUndo, { id: told.id }, person);
    await server.query(MailResume, { projectId: project }, person);
    await server.runJobs();
    expect(await standing(server, person, project)).toEqual([[2, 'CANCELED']]);
  });
});
