import { afterAll, beforeAll, expect, it } from 'vitest';
import { MailPreview } from '@waybill/schema/mail-templates';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, csv, emptyProject, upload, usps } from '../operations/operations.fixture.ts';
import { mailbox, tell } from './notifications.fixture.ts';

let server: TestServer;
let person: Person;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

it('shows what the next mail will say, not what the last one said', async () => {
  const project = await emptyProject(server, person);
  await addBackers(server, person, project, [{ parcels: [usps(1)] }]);
  const [row] = await server.asOwner(`select id::text from backer where project_id = ${project}`);
  const preview = async (kind: 'TRACKING' | 'CORRECTION', body: string) => {
    const { mailPreview } = await server.query(
      MailPreview,
      { projectId: project, kind, subject: 'x', body, backerId: String(row?.['id']) },
      person,
    );
    return mailPreview.text;
  };
  await tell(server, person, project);
  expect(await preview('TRACKING', '{{parcels}}'), 'told of each').toContain(usps(1));

  const second = csv('Pledge ID,Tracking Number', ['P1', usps(2)]);
  await upload(server, person, project, second, { autoApply: true, existingTracking: 'ADD' });
  const news = await preview('TRACKING', '{{parcels}}');
  expect(news).toContain(usps(2));
  expect(news).not.toContain(usps(1));

  await server.asOwner(`update shipment set voided_at = now() where tracking_number = '${usps(1)}'`);
  const corrects = await preview('CORRECTION', '{{withdrawn}}\n\n{{parcels}}');
  expect(corrects).toContain(usps(1));
  expect(corrects).toContain(usps(2));
  const run = await tell(server, person, project, { corrections: true });
  expect(run.status).toBe('COMPLETED');
  const sent = (await mailbox(server, person, project)).at(-1)?.text;
  for (const number of [usps(1), usps(2)]) expect(sent).toContain(number);
});
