import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { DigitalRewardsSend } from '@waybill/schema/digital-rewards';
import { MailPause, MailResume, MailSettingsUpdate } from '@waybill/schema/mail-settings';
import { MailTestSend } from '@waybill/schema/mail-templates';
import { NotificationsDecide, NotificationsUpdated, type MailFeed } from '@waybill/schema/notifications';
import { startSink, type Behaviour, type Sink } from '../../test/smtp-sink.ts';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { startApp } from '../app.ts';
import { makeLogger } from '../http/logger.ts';
import { connectDatabase } from '../lib/database.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import { makeSchema } from '../schema.ts';
import { lookAfterMail } from './mail.task.ts';
import { FILL_PACE, OPEN_PACE } from './send.sql.ts';
import { ledger, overview, standing, tell } from './notifications.fixture.ts';

let sink: Sink;
let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  sink = await startSink();
  server = await startTestServer({ smtpUrl: sink.url });
  person = await server.signUp();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await sink[Symbol.asyncDispose]();
});
beforeEach(async () => {
  project = await emptyProject(server, person);
  sink.received.length = 0;
  sink.taken.length = 0;
});
afterEach(() => {
  sink.behave = () => 'take';
});

const backers = (count: number) =>
  addBackers(
    server,
    person,
    project,
    Array.from({ length: count }, (_, at) => ({ parcels: [usps(at)] })),
  );
const only = (number: number, behaviour: Behaviour) => {
  sink.behave = (to) => (to === `b${number}@example.org` ? behaviour : 'take');
};
/** As the sweep does, after the clock was moved. */
const later = async (sql = '') => {
  await server.asOwner(
    `${sql};update notification set due_at = now() where project_id = ${project} and status = 'PENDING'`,
  );
  await lookAfterMail(server.db);
  await server.runJobs();
};

describe('a mail server', () => {
  it('gets each mail once, to one recipient, under the Message-ID of the ledger', async () => {
    await backers(30);
    await tell(server, person, project);
    expect(sink.taken).toHaveLength(30);
    const mails = await ledger(server, person, project);
    expect(sink.taken.map(({ messageId }) => messageId).sort()).toEqual(
      mails.map(({ messageId }) => messageId).sort(),
    );
    expect(sink.taken.every(({ to, from }) => to.length === 1 && from === 'waybill@localhost')).toBe(true);
    expect(
      mails.every(
        ({ status, attempts, responseCode }) => status === 'SENT' && attempts === 1 && responseCode === 250,
      ),
    ).toBe(true);
    expect(sink.connections).toBeLessThanOrEqual(5);
    expect((await overview(server, person, project)).notificationCounts).toMatchObject({
      sent: 30,
      pending: 0,
      sending: 0,
    });
  });

  it.each([
    ['to the recipient', { rcpt: '451 try again later' }],
    ['to the whole mail', { data: '451 greylisted' }],
    ['by hanging up before any of it went out', 'cut before' as const],
  ])('that says “later” %s is asked again, with a pause', async (_, behaviour) => {
    await backers(3);
    only(2, behaviour);
    await tell(server, person, project);
    expect(await standing(server, person, project)).toEqual([
      [1, 'SENT'],
      [2, 'PENDING'],
      [3, 'SENT'],
    ]);
    const [, waiting] = await ledger(server, person, project);
    expect(Date.parse(waiting?.dueAt ?? '') - Date.now()).toBeGreaterThan(15_000);
    await lookAfterMail(server.db);
    await server.runJobs();
    expect((await standing(server, person, project))[1]).toEqual([2, 'PENDING']);
    sink.behave = () => 'take';
    await later();
    expect((await ledger(server, person, project))[1]).toMatchObject({ status: 'SENT', attempts: 2 });
    expect(sink.taken).toHaveLength(3);
  });

  it.each([
    [{ rcpt: '421 4.3.2 going down' }, '421 4.3.2 going down'],
    ['cut before' as const, 'Connection closed unexpectedly'],
  ])('that ends a connection it had used before (%j) is quoted', async (behaviour, words) => {
    await backers(20);
    only(20, behaviour);
    await tell(server, person, project);
    const mails = await ledger(server, person, project);
    expect(mails[19]).toMatchObject({ status: 'PENDING', attempts: 1 });
    expect(mails[19]?.response).toContain(words);
  });

  it('that says “later” eight times has refused', async () => {
    await backers(1);
    only(1, { rcpt: '450 mailbox busy' });
    await tell(server, person, project);
    for (let attempt = 2; attempt <= 8; attempt += 1) await later();
    expect(await ledger(server, person, project)).toMatchObject([
      {
        status: 'FAILED',
        attempts: 8,
        responseCode: 450,
        response: expect.stringContaining('mailbox busy') as string,
      },
    ]);
  });

  it.each([
    ['the recipient', { rcpt: '550 5.1.1 no such user' }],
    ['the whole mail', { data: '550 5.1.1 no such user' }],
  ])('that refuses %s is not asked again, and its words are kept', async (_, behaviour) => {
    await backers(2);
    only(1, behaviour);
    await tell(server, person, project);
    expect(await ledger(server, person, project)).toMatchObject([
      { status: 'FAILED', responseCode: 550, response: expect.stringContaining('no such user') as string },
      { status: 'SENT' },
    ]);
    await later();
    expect(sink.taken).toHaveLength(1);
    // Nobody told the backer, so once the address is mended a run tells them.
    await server.asOwner(`update backer set email = 'new@example.org', email_key = 'new@example.org'
      where project_id = ${project} and number = 1`);
    sink.behave = () => 'take';
    await tell(server, person, project);
    expect(sink.taken.map(({ to }) => to[0])).toEqual(['b2@example.org', 'new@example.org']);
  });

  it.each(['hang', 'cut'] as const)(
    'that has all of a mail and then gives no answer (%s) leaves it to a person',
    async (behaviour) => {
      await backers(3);
      only(2, behaviour);
      await tell(server, person, project);
      expect(await standing(server, person, project)).toEqual([
        [1, 'SENT'],
        [2, 'UNKNOWN'],
        [3, 'SENT'],
      ]);
      const of = (number: number) => sink.received.filter(({ to }) => to[0] === `b${number}@example.org`);
      expect(of(2)).toHaveLength(1);
      sink.behave = () => 'take';
      await later();
      await tell(server, person, project);
      expect(of(2)).toHaveLength(1);

      const [, mail] = await ledger(server, person, project);
      const id = mail?.id ?? '';
      const decide = (decision: 'RETRY' | 'SENT' | 'GIVE_UP') =>
        server.query(NotificationsDecide, { input: { ids: [id], decision } }, person);
      const { notificationsDecide } = await decide('RETRY');
      expect(notificationsDecide).toMatchObject({
        userErrors: [],
        notifications: [{ status: 'PENDING', decidedBy: 'Ada' }],
      });
      await server.runJobs();
      expect(of(2)).toHaveLength(2);
      expect(new Set(of(2).map(({ messageId }) => messageId)).size).toBe(1);
      expect((await ledger(server, person, project))[1]).toMatchObject({ status: 'SENT', attempts: 2 });
      expect((await decide('GIVE_UP')).notificationsDecide.userErrors).toMatchObject([
        { code: 'INVALID_TRANSITION' },
      ]);
    },
  );

  it('that cannot be reached costs no attempt; the project says so, and mail goes on when it is back', async () => {
    await backers(5);
    await sink.close();
    await tell(server, person, project);
    expect((await ledger(server, person, project)).map(({ status, attempts }) => [status, attempts])).toEqual(
      Array.from({ length: 5 }, () => ['PENDING', 0]),
    );
    const told = await overview(server, person, project);
    expect(told.mailSettings.trouble).toContain('ECONNREFUSED');
    const since = told.mailSettings.troubleSince;
    expect(Date.now() - Date.parse(since ?? '')).toBeLessThan(60_000);
    const feed = server.subscribe(NotificationsUpdated, { projectId: project }, person);
    const now = async (): Promise<MailFeed> =>
      ((await feed.next()) as { value: { notificationsUpdated: MailFeed } }).value.notificationsUpdated;
    expect(await now()).toMatchObject({ troubleSince: since, counts: { pending: 5 } });
    // Still away at the next try: watched as it happens, and counted from the first time.
    await later(
      `update mail_pace set retry_at = now(), trouble = 'Something else' where project_id = ${project}`,
    );
    let seen = await now();
    while (!seen.trouble?.includes('ECONNREFUSED')) seen = await now();
    expect(seen.troubleSince).toBe(since);
    await sink.open();
    await later();
    expect(sink.taken).toHaveLength(0);
    await later(`update mail_pace set retry_at = now() where project_id = ${project}`);
    expect(sink.taken).toHaveLength(5);
    while (seen.trouble !== null) seen = await now();
    expect(seen).toMatchObject({ troubleSince: null, counts: { sent: 5 } });
    await feed.return?.();
  });
});

describe('the sender', () => {
  it('keeps the rate that processes share, and stands still while mail is paused', async () => {
    await backers(15);
    await server.query(MailSettingsUpdate, { projectId: project, input: { ratePerMinute: 60 } }, person);
    await tell(server, person, project);
    // A full bucket is five seconds' worth.
    expect(sink.taken).toHaveLength(5);
    await later(
      `update mail_pace set refilled_at = refilled_at - interval '10 seconds' where project_id = ${project}`,
    );
    expect(sink.taken).toHaveLength(10);
    await server.query(MailPause, { projectId: project }, person);
    await later(
      `update mail_pace set refilled_at = refilled_at - interval '60 seconds' where project_id = ${project}`,
    );
    expect(sink.taken).toHaveLength(10);
    expect((await overview(server, person, project)).mailSettings).toMatchObject({ pausedBy: 'Ada' });
    await server.query(MailResume, { projectId: project }, person);
    await server.runJobs();
    expect(sink.taken).toHaveLength(15);
  });

  it.each([1, 2, 11, 60, 600])('sends no more than %i in its first minute, nor much less', async (rate) => {
    await server.query(MailSettingsUpdate, { projectId: project, input: { ratePerMinute: rate } }, person);
    const sent = await server.db.engineWrite([person.creatorId], async (client) => {
      await client.query(OPEN_PACE, [project, person.creatorId]);
      let sum = 0;
      // The clock stands still but for the beats: 59 of the 60 seconds.
      for (const seconds of [...Array<number>(11).fill(5), 4, 0]) {
        const { rows } = await client.query<{ tokens: number }>(FILL_PACE, [project]);
        const tokens = rows[0]?.tokens ?? 0;
        sum += tokens;
        await client.query(
          `update mail_pace set tokens = tokens - $2, refilled_at = refilled_at - $3 * interval '1 second'
           where project_id = $1`,
          [project, tokens, seconds],
        );
      }
      return sum;
    });
    expect(sent).toBeLessThanOrEqual(rate);
    if (rate >= 60) expect(sent).toBeGreaterThanOrEqual(rate * 0.85);
  });

  it('in two processes at once sends each mail once', async () => {
    await backers(300);
    await server.query(
      MailSettingsUpdate,
      { projectId: project, input: { ratePerMinute: 1_000_000 } },
      person,
    );
    await server.query(MailPause, { projectId: project }, person);
    await tell(server, person, project);
    const { secrets } = inject('cluster');
    const db = await connectDatabase(server.db.adminUrl, secrets, { app: 2, engine: 4 });
    const second = await startApp({
      config: {
        host: '127.0.0.1',
        port: 0,
        publicUrl: 'http://localhost',
        dataDir: server.dataDir,
        carriersFile: undefined,
        smtpUrl: sink.url,
        mailFrom: 'waybill@localhost',
        secret: undefined,
        retentionDays: 90,
        vendorOrigins: [],
        simulatorUrl: undefined,
        webhooksAllowPrivate: false,
      },
      db,
      schema: await makeSchema(),
      log: makeLogger('silent'),
      clientDist: '',
      serves: false,
      works: false,
      introspection: false,
    });
    try {
      await server.query(MailResume, { projectId: project }, person);
      // A job is taken by one process; asked for twice, both have one.
      await lookAfterMail(db);
      const running = server.runJobs();
      await lookAfterMail(db);
      await Promise.all([running, second.runJobs()]);
      await later();
    } finally {
      await second.stop();
      await db.close();
    }
    expect(sink.taken).toHaveLength(300);
    expect(new Set(sink.taken.map(({ messageId }) => messageId)).size).toBe(300);
    expect((await overview(server, person, project)).notificationCounts).toMatchObject({
      sent: 300,
      pending: 0,
      sending: 0,
    });
  });

  it('takes mail of a dead sender for unknown once its lease is over, and never sends it again by itself', async () => {
    await backers(2);
    await server.query(MailPause, { projectId: project }, person);
    await tell(server, person, project);
    await server.asOwner(`update notification set status = 'SENDING', attempts = 1, lease_until = now() + interval '1 minute'
      where project_id = ${project} and email = 'b1@example.org'`);
    await later();
    expect((await standing(server, person, project))[0]).toEqual([1, 'SENDING']);
    await later(
      `update notification set lease_until = now() - interval '1 second' where project_id = ${project} and status = 'SENDING'`,
    );
    expect(await standing(server, person, project)).toEqual([
      [1, 'UNKNOWN'],
      [2, 'PENDING'],
    ]);
    await server.query(MailResume, { projectId: project }, person);
    await later();
    expect(sink.taken.map(({ to }) => to[0])).toEqual(['b2@example.org']);
  });

  it('fails the one mail that cannot be written, and sends the others', async () => {
    await backers(3);
    const [reward] = await server.asOwner(`insert into digital_reward (creator_id, project_id, name, kind)
      values (${person.creatorId}, ${project}, 'Soundtrack', 'UNIQUE') returning id`);
    await server.asOwner(`
      with given as (
        insert into digital_code (creator_id, project_id, reward_id, operation_id, position, backer_id, sealed, fingerprint, shared, given_at)
        select ${person.creatorId}, ${project}, ${String(reward?.id)}, 1, 0, id, 'not sealed by us', 'x', false, now()
        from backer where project_id = ${project} and number = 2 returning id, backer_id),
      mail as (
        insert into notification (creator_id, project_id, backer_id, kind, email, message_id)
        select ${person.creatorId}, ${project}, backer_id, 'DIGITAL_REWARD', 'b2@example.org', 'broken' from given returning id)
      insert into notification_code (code_id, notification_id, creator_id) select given.id, mail.id, ${person.creatorId} from given, mail`);
    await tell(server, person, project);
    expect(await ledger(server, person, project)).toMatchObject([
      {
        kind: 'DIGITAL_REWARD',
        status: 'FAILED',
        response: expect.stringContaining('could not be written') as string,
      },
      { status: 'SENT' },
      { status: 'SENT' },
      { status: 'SENT' },
    ]);
  });
});

describe('an address that is mended', () => {
  const mend = (number: number, email: string) =>
    server.asOwner(`update backer set email = '${email}', email_key = '${email}'
      where project_id = ${project} and number = ${number}`);
  const decide = async (decision: 'RETRY' | 'GIVE_UP' | 'SENT') => {
    const ids = (await ledger(server, person, project)).map(({ id }) => id);
    const { notificationsDecide } = await server.query(
      NotificationsDecide,
      { input: { ids, decision } },
      person,
    );
    await server.runJobs();
    return notificationsDecide;
  };

  it('is where a refused mail goes when it is sent again', async () => {
    await backers(1);
    only(1, { rcpt: '550 no such user' });
    await tell(server, person, project);
    await mend(1, 'mended@example.org');
    expect((await decide('RETRY')).userErrors).toEqual([]);
    expect(sink.taken.map(({ to }) => to)).toEqual([['mended@example.org']]);
    expect(await ledger(server, person, project)).toMatchObject([
      { status: 'SENT', email: 'mended@example.org', attempts: 2 },
    ]);
  });

  it('is where a mail goes that waited meanwhile, codes above all', async () => {
    await addBackers(server, person, project, [{}, {}, {}]);
    await server.query(MailPause, { projectId: project }, person);
    const { digitalRewardsSend } = await server.query(
      DigitalRewardsSend,
      {
        projectId: project,
        input: {
          name: 'Soundtrack',
          kind: 'UNIQUE',
          target: { everyone: true },
          codes: `${project}-1\n${project}-2\n${project}-3`,
          notify: true,
          autoApply: true,
        },
      },
      person,
    );
    expect(digitalRewardsSend.userErrors).toEqual([]);
    await server.runJobs();
    await mend(1, 'mended@example.org');
    await mend(2, '');
    await server.query(MailResume, { projectId: project }, person);
    await server.runJobs();
    expect(sink.taken.map(({ to }) => to[0]).sort()).toEqual(['b3@example.org', 'mended@example.org']);
    expect(await ledger(server, person, project)).toMatchObject([
      { status: 'SENT', email: 'mended@example.org' },
      { status: 'FAILED', response: expect.stringContaining('no email address') as string },
      { status: 'SENT', email: 'b3@example.org' },
    ]);
    await mend(2, 'found@example.org');
    await decide('RETRY');
    expect(sink.taken.at(-1)?.to).toEqual(['found@example.org']);
    expect(sink.taken).toHaveLength(3);
  });

  it('is asked whether it wants mail', async () => {
    await backers(1);
    only(1, { rcpt: '550 no such user' });
    await tell(server, person, project);
    await mend(1, 'mended@example.org');
    await server.asOwner(
      `insert into mail_suppression (creator_id, email_key) values (${person.creatorId}, 'mended@example.org')`,
    );
    await decide('RETRY');
    expect(await standing(server, person, project)).toEqual([[1, 'SUPPRESSED']]);
    await server.asOwner('delete from mail_suppression');
  });

  it('is not waited for once a refused mail is given up, which is not told twice', async () => {
    await backers(1);
    only(1, { rcpt: '550 no such user' });
    await tell(server, person, project);
    expect((await decide('SENT')).userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
    expect((await decide('GIVE_UP')).notifications).toMatchObject([
      { status: 'CANCELED', decidedBy: 'Ada', response: expect.stringContaining('550') as string },
    ]);
    expect((await overview(server, person, project)).notificationCounts).toMatchObject({
      failed: 0,
      canceled: 1,
    });
    // Given up is no end: it can be sent after all, or another mail tells the backer.
    await decide('RETRY');
    expect(await standing(server, person, project)).toEqual([[1, 'FAILED']]);
    await decide('GIVE_UP');
    await mend(1, 'mended@example.org');
    await tell(server, person, project);
    await decide('RETRY');
    expect(sink.taken.map(({ to }) => to)).toEqual([['mended@example.org']]);
    expect(await standing(server, person, project)).toEqual([
      [1, 'CANCELED'],
      [1, 'SENT'],
    ]);
  });
});

describe('what a backer’s row holds', () => {
  it('is never taken for an address of somebody else, nor for a header', async () => {
    const evil = [
      { email: 'b@example.org\r\nRCPT TO:<evil@example.com>' },
      { email: 'b@example.org, evil@example.com' },
      { email: 'B <evil@example.com>' },
      { email: '"b c"@example.org' },
      { name: 'Ada\r\nBcc: evil@example.com\r\n\r\nHello', email: 'ada@example.org' },
      { name: 'evil@example.com, "Ada" <x@example.com>', email: 'bo@example.org' },
    ];
    await addBackers(
      server,
      person,
      project,
      evil.map((backer, at) => ({ parcels: [usps(at)], ...backer })),
    );
    await tell(server, person, project);
    // Straight into the outbox, past every check of ours but the last.
    await server.asOwner(`insert into notification (creator_id, project_id, backer_id, kind, email, message_id)
      select creator_id, project_id, id, 'TRACKING', email, 'past.' || id from backer where project_id = ${project} and number < 5`);
    await server.asOwner(`insert into notification_shipment (shipment_id, kind, told, notification_id, backer_id, creator_id, project_id)
      select s.id, 'TRACKING', s.tracking_number, n.id, n.backer_id, n.creator_id, n.project_id
      from notification n join shipment s on s.backer_id = n.backer_id where n.message_id like 'past.%' and n.project_id = ${project}`);
    await later();
    expect(sink.received.map(({ to }) => to)).toEqual([['ada@example.org'], ['bo@example.org']]);
    for (const { raw } of sink.received) {
      const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
      expect(headers).not.toMatch(/^(bcc|cc):/im);
      expect(headers.match(/^to:/gim)).toHaveLength(1);
    }
    expect(
      (await standing(server, person, project)).filter(([, status]) => status === 'FAILED'),
    ).toHaveLength(4);
  });
});

it('sends a test mail to who is signed in, and to no ledger', async () => {
  await server.query(
    MailSettingsUpdate,
    { projectId: project, input: { senderName: 'Foghorn Games', replyTo: 'desk@foghorn.example' } },
    person,
  );
  const { mailTestSend } = await server.query(MailTestSend, { projectId: project, kind: 'TRACKING' }, person);
  expect(mailTestSend).toMatchObject({ sentTo: person.email, userErrors: [] });
  expect(sink.taken).toMatchObject([{ to: [person.email] }]);
  expect(sink.taken[0]?.raw).toMatch(/^From: Foghorn Games <waybill@localhost>\r$/m);
  expect(sink.taken[0]?.raw).toMatch(/^Reply-To: desk@foghorn.example\r$/m);
  expect(await ledger(server, person, project)).toEqual([]);
  only(1, 'take');
  sink.behave = () => ({ rcpt: '550 not here' });
  const refused = await server.query(MailTestSend, { projectId: project, kind: 'TRACKING' }, person);
  expect(refused.mailTestSend.userErrors).toMatchObject([
    { code: 'NOT_READY', message: expect.stringContaining('550 not here') as string },
  ]);
});
