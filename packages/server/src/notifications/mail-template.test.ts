import { print } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  MailPreview,
  MailTemplateReset,
  MailTemplates,
  MailTemplateUpdate,
} from '@waybill/schema/mail-templates';
import { Mailbox, MailboxMail } from '@waybill/schema/mailbox';
import { NotificationsUpdated, type MailFeed } from '@waybill/schema/notifications';
import { DigitalRewardsSend } from '@waybill/schema/digital-rewards';
import { startTestServer, type As, type Person, type TestServer } from '../../test/test-server.ts';
import { placesOf } from '../digital-rewards/digital-rewards.fixture.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import { ledger, mailbox, tell } from './notifications.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{ name: 'Grace <b>Hopper</b>', parcels: [usps(1)] }]);
});

const save = async (subject: string, body: string) =>
  (
    await server.query(
      MailTemplateUpdate,
      { projectId: project, kind: 'TRACKING', input: { subject, body } },
      person,
    )
  ).mailTemplateUpdate;

it('is kept with every place named that has to be mended, or not at all', async () => {
  const refused = await save('Hello {{parcels}}', 'Dear {{frist_name}},\n\n{{parcels');
  expect(refused.template).toBeNull();
  expect(refused.userErrors.map(({ field, message }) => [field?.join('.'), message.slice(0, 40)])).toEqual([
    ['input.subject', 'In the subject, “{{parcels}}” is too lon'],
    ['input.body', 'In line 1, “{{frist_name}}” is no variab'],
    ['input.body', 'In line 3, “{{” has no other half: varia'],
    ['input.body', 'The text does not contain {{parcels}}: e'],
  ]);
  expect((await save(' ', '')).userErrors.map(({ code }) => code)).toContain('BLANK');

  const saved = await save('Off it goes, {{first_name}}', 'Hi {{name}}!\n\n{{parcels}}');
  expect(saved).toMatchObject({
    userErrors: [],
    template: { version: 1, isDefault: false, updatedBy: 'Ada' },
  });
  await tell(server, person, project);
  const [mail] = await mailbox(server, person, project);
  expect(mail?.subject).toBe('Off it goes, Grace');
  expect(mail?.text).toContain('Hi Grace <b>Hopper</b>!');
  expect(mail?.html).not.toContain('<b>');
  for (const form of [mail?.text, mail?.html])
    expect(form, 'the text has no {{link}}').toMatch(/\/b\/[\w-]{32}/);

  await server.query(MailTemplateReset, { projectId: project, kind: 'TRACKING' }, person);
  const { project: found } = await server.query(MailTemplates, { projectId: project }, person);
  expect(found?.mailTemplates.map(({ kind, isDefault }) => [kind, isDefault])).toEqual([
    ['TRACKING', true],
    ['CORRECTION', true],
    ['DIGITAL_REWARD', true],
  ]);
});

it('is shown as a backer would get it before it is saved, with what is wrong with it', async () => {
  const [row] = await server.asOwner(`select id::text from backer where project_id = ${project}`);
  const ask = async (backerId: string | null | undefined, body: string) =>
    (
      await server.query(
        MailPreview,
        { projectId: project, kind: 'TRACKING', subject: 'For {{first_name}}', body, backerId },
        person,
      )
    ).mailPreview;
  expect(await ask(String(row?.id), '{{parcels}}')).toMatchObject({
    subject: 'For Grace',
    to: 'Grace <b>Hopper</b> <b1@example.org>',
    text: expect.stringContaining(usps(1)) as string,
    problems: [],
  });
  for (const nobody of [null, undefined])
    expect(await ask(nobody, 'Hello')).toMatchObject({ subject: 'For Ada', problems: [expect.any(String)] });
});

it('shows no link to a backer’s own page to who may not ship', async () => {
  await tell(server, person, project);
  const [mail] = await mailbox(server, person, project);
  const [row] = await server.asOwner(`select id::text from backer where project_id = ${project}`);
  const seen = async (as: As) => {
    const { mailPreview } = await server.query(
      MailPreview,
      {
        projectId: project,
        kind: 'TRACKING',
        subject: 'x',
        body: '{{parcels}}\n\n{{link}}',
        backerId: String(row?.id),
      },
      as,
    );
    const list = await server.ask(print(Mailbox), { projectId: project, first: 1 }, as);
    const one = await server.ask(print(MailboxMail), { id: mail?.id }, as);
    const refusals = [list, one].map(({ errors }) => errors?.[0]?.extensions?.['code']);
    return [/http:\/\/localhost\/b\/[\w-]{32}/.test(mailPreview.text + mailPreview.html), ...refusals];
  };
  expect(mail?.text).toMatch(/\/b\/[\w-]{32}/);
  expect(await seen(await server.token(person, 'BACKERS_READ', 'SHIPMENTS_WRITE'))).toEqual([
    true,
    undefined,
    undefined,
  ]);
  const refused = [false, 'FORBIDDEN', 'FORBIDDEN'];
  expect(await seen(await server.token(person, 'BACKERS_READ'))).toEqual(refused);
  for (const [role, answers] of [
    ['FULFILLER', [true, undefined, undefined]],
    ['VIEWER', refused],
  ] as const) {
    await server.asOwner(`update member set role = '${role}' where creator_id = ${person.creatorId}`);
    expect(await seen(person), role).toEqual(answers);
  }
  await server.asOwner(`update member set role = 'OWNER' where creator_id = ${person.creatorId}`);
});

it('is watched as it goes out', async () => {
  const feed = server.subscribe(NotificationsUpdated, { projectId: project }, person);
  const next = async (): Promise<MailFeed> =>
    ((await feed.next()) as { value: { notificationsUpdated: MailFeed } }).value.notificationsUpdated;
  expect(await next()).toMatchObject({
    id: project,
    ratePerMinute: 600,
    pausedAt: null,
    counts: { sent: 0 },
  });
  await tell(server, person, project);
  let now = await next();
  while (now.counts.sent === 0) now = await next();
  expect(now).toMatchObject({ counts: { sent: 1, pending: 0, sending: 0 }, perMinuteNow: 1 });
  await feed.return?.();
});

it('hands over digital codes, which stand in the clear in no column of any row, the mailbox included', async () => {
  const { digitalRewardsSend } = await server.query(
    DigitalRewardsSend,
    {
      projectId: project,
      input: {
        name: 'Soundtrack',
        instructions: 'At the checkout.',
        kind: 'UNIQUE',
        target: { everyone: true },
        codes: 'LIGHT-1842',
        notify: true,
        autoApply: true,
      },
    },
    person,
  );
  expect(digitalRewardsSend.userErrors).toEqual([]);
  await server.runJobs();
  const [mail] = await mailbox(server, person, project);
  expect(mail?.subject).toBe('Your digital rewards of Lighthouses');
  expect(mail?.text).toContain('Soundtrack\n  LIGHT-1842\nAt the checkout.');
  expect(mail?.headers.map(({ name }) => name)).not.toContain('List-Unsubscribe');
  expect(mail?.html).toContain('LIGHT-1842');
  const [listed] = await ledger(server, person, project);
  expect(listed?.digitalRewards.map(({ name }) => name)).toEqual(['Soundtrack']);
  expect(await placesOf(server, 'LIGHT-1842')).toEqual([]);
});
