import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject, usps } from '../operations/operations.fixture.ts';
import { mailbox, tell } from './notifications.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let path: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  project = await emptyProject(server, person);
  await server.asOwner('delete from mail_suppression');
  await addBackers(server, person, project, [
    { parcels: [usps(1)], email: 'ada<script>@example.org' },
    { parcels: [usps(1)] },
  ]);
  await tell(server, person, project);
  const [mail] = await mailbox(server, person, project);
  const header = mail?.headers.find(({ name }) => name === 'List-Unsubscribe')?.value ?? '';
  path = new URL(header.slice(1, -1)).pathname;
});

/** As a stranger's program does: no cookie, no header of ours, any origin. */
const send = (method: string, to = path) =>
  fetch(new URL(to, server.url), {
    method,
    headers: { origin: 'https://mail.example' },
    ...(method === 'POST' && { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }),
  });
const suppressed = () => server.asOwner('select email_key from mail_suppression');

it('asks when the link is opened, and does it when asked to', async () => {
  const asked = await send('GET');
  expect(asked.status).toBe(200);
  expect(await asked.text()).toContain('<form method="post">');
  expect(await suppressed()).toEqual([]);

  const done = await send('POST');
  expect(done.status).toBe(200);
  expect(await done.text()).toContain('You are unsubscribed');
  expect(await suppressed()).toEqual([{ email_key: 'b2@example.org' }]);
  expect((await send('POST')).status).toBe(200);
  await server.asOwner(`insert into shipment (backer_id, creator_id, project_id, tracking_number, source)
    select id, creator_id, project_id, 'NEW-1', 'MANUAL' from backer where project_id = ${project} and number = 2`);
  expect((await tell(server, person, project)).outcomes.map(({ code }) => code)).toContain('UNSUBSCRIBED');

  expect(await (await send('POST', `${path}/undo`)).text()).toContain('You are subscribed again');
  expect(await suppressed()).toEqual([]);
});

it('knows its own links only', async () => {
  const other = path.replace(/\d+-/, (id) => `${Number.parseInt(id, 10) + 1}-`);
  for (const wrong of [other, `${path}x`, path.slice(0, -1), '/u/1', '/u/1-', '/u/%00', `${path}/else`]) {
    const answers = await Promise.all([send('GET', wrong), send('POST', wrong)]);
    for (const answer of answers) expect([403, 404, 503]).toContain(answer.status);
  }
  expect(await suppressed()).toEqual([]);
});

it('lets no page embed it, and keeps the link to itself', async () => {
  const { headers } = await send('GET');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toContain('no-store');
});
