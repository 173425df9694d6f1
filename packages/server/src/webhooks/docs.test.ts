import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebhookDeliveriesReplay, WebhookTest } from '@waybill/schema/webhooks';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { EVENT_TYPES } from './webhook-event-types.ts';
import { webhookHeaders } from './webhook-signature.ts';
import { addEndpoint, delivery } from './webhooks.fixture.ts';

const guide = readFileSync(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code]) => code ?? '',
  );

describe('the guide’s receiver', () => {
  // Beside the server's own modules, so that the second block finds its library.
  const folder = mkdtempSync(join(import.meta.dirname, '.guide-'));
  let server: TestServer;
  let person: Person;
  let endpoint: { id: string; secret: string };
  let receiver: ChildProcessWithoutNullStreams;
  let port = '';
  let said = '';
  beforeAll(async () => {
    server = await startTestServer();
    person = await server.signUp();
    endpoint = await addEndpoint(server, person, 'http://127.0.0.1:8080/', ['ORDER_FULFILLED']);
    writeFileSync(join(folder, 'receiver.mjs'), blocks('js')[0] ?? '');
    receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
      env: { PORT: '0', WAYBILL_WEBHOOK_SECRET: endpoint.secret },
    });
    receiver.stderr.on('data', (text: Buffer) => (said += text.toString()));
    receiver.stdout.on('data', (text: Buffer) => (said += text.toString()));
    while (!port) {
      await once(receiver.stdout, 'data');
      port = /Listening on (\d+)/.exec(said)?.[1] ?? '';
    }
    await server.asOwner(
      `update webhook_endpoint set url = 'http://127.0.0.1:${port}/' where id = ${endpoint.id}`,
    );
  });
  afterAll(async () => {
    receiver.kill();
    rmSync(folder, { recursive: true });
    await server[Symbol.asyncDispose]();
  });

  it('takes a test event, and the same one twice without doing anything twice', async () => {
    const { webhookTest } = await server.query(WebhookTest, { endpointId: endpoint.id }, person);
    const id = webhookTest.delivery?.id ?? '';
    await server.runJobs();
    expect(await delivery(server, person, id)).toMatchObject({ status: 'DELIVERED', responseCode: 204 });
    await server.query(WebhookDeliveriesReplay, { ids: [id] }, person);
    await server.runJobs();
    expect(said.match(/^ping /gm)).toHaveLength(1);
    expect(said).toContain('Hello from Waybill.');
  });

  it('refuses what is forged, altered or stale', async () => {
    const now = Math.floor(Date.now() / 1000);
    const body = '{"type":"forged","timestamp":"now","data":{}}';
    const post = async (headers: Record<string, string>, text = body) =>
      (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: text })).status;
    expect(await post(webhookHeaders([endpoint.secret], 'msg_x', now, body))).toBe(204);
    expect(await post(webhookHeaders(['whsec_Zm9yZ2Vk'], 'msg_y', now, body))).toBe(401);
    expect(await post(webhookHeaders([endpoint.secret], 'msg_z', now, body), `${body} `)).toBe(401);
    expect(await post(webhookHeaders([endpoint.secret], 'msg_a', now - 3600, body))).toBe(401);
    expect(await post({})).toBe(401);
    expect(said.match(/^forged /gm)).toHaveLength(1);
  });

  it('in its short form by the library does the same', async () => {
    const file = join(folder, 'short.mjs');
    writeFileSync(file, blocks('js')[1] ?? '');
    const { readEvent } = (await import(/* @vite-ignore */ file)) as {
      readEvent(secret: string, body: string, headers: Record<string, string>): unknown;
    };
    const body = '{"type":"ping"}';
    const headers = webhookHeaders([endpoint.secret], 'msg_b', Math.floor(Date.now() / 1000), body);
    expect(readEvent(endpoint.secret, body, headers)).toEqual({ type: 'ping' });
    expect(() => readEvent(endpoint.secret, '{}', headers)).toThrow('No matching signature');
  });
});

describe('the guide’s catalogue', () => {
  it('has every type of event, each with its words and its example, and no other', () => {
    const sections = guide.split(/^### /m).slice(1);
    expect(sections.map((section) => /^`([^`]+)`/.exec(section)?.[1])).toEqual(
      Object.values(EVENT_TYPES).map(({ type }) => type),
    );
    for (const [at, [name, { description, example }]] of Object.entries(EVENT_TYPES).entries()) {
      const section = sections[at] ?? '';
      expect(section.replace(/\s+/g, ' ')).toContain(`${description} In GraphQL: \`${name}\`.`);
      expect(JSON.parse(/```json\n([\s\S]*?)```/.exec(section)?.[1] ?? 'null')).toEqual(example);
    }
  });
});
