import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { MailTemplateUpdate, MailTestSend } from '@waybill/schema/mail-templates';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import { ledger, mailbox, standing, tell } from './notifications.fixture.ts';

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
});

it('takes a name and a subject that are cut in the middle of an emoji', async () => {
  await addBackers(server, person, project, [
    { parcels: [usps(1)] },
    { name: `${'a'.repeat(119)}😀 end`, parcels: [usps(2)] },
  ]);
  await tell(server, person, project);
  const mails = await mailbox(server, person, project);
  expect(mails.map(({ to }) => to)).toEqual([
    'Backer 1 <b1@example.org>',
    `${'a'.repeat(119)} <b2@example.org>`,
  ]);

  const { mailTemplateUpdate } = await server.query(
    MailTemplateUpdate,
    {
      projectId: project,
      kind: 'TRACKING',
      input: { subject: `${'s'.repeat(249)}😀`, body: '{{parcels}}' },
    },
    person,
  );
  expect(mailTemplateUpdate.userErrors).toEqual([]);
  const { mailTestSend } = await server.query(MailTestSend, { projectId: project, kind: 'TRACKING' }, person);
  expect(mailTestSend).toMatchObject({ sentTo: person.email, userErrors: [] });
});

it('fails the one mail that it does not take, and takes the others', async () => {
  await addBackers(
    server,
    person,
    project,
    Array.from({ length: 5 }, (_, at) => ({ parcels: [usps(at)] })),
  );
  await server.asOwner(
    `alter table mailbox_mail add constraint not_this_one check (recipient not like '%<b3@%')`,
  );
  try {
    await tell(server, person, project);
  } finally {
    await server.asOwner('alter table mailbox_mail drop constraint not_this_one');
  }
  expect(await standing(server, person, project)).toEqual([
    [1, 'SENT'],
    [2, 'SENT'],
    [3, 'FAILED'],
    [4, 'SENT'],
    [5, 'SENT'],
  ]);
  expect((await ledger(server, person, project))[2]?.response).toContain('could not be put into the mailbox');
  expect(await mailbox(server, person, project)).toHaveLength(4);
});
