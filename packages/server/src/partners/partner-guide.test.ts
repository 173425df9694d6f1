import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { partnerProject, push, requestsOf, statusesOf } from './partners.fixture.ts';

/** A fenced block of the guide: its language and its text. */
interface Block {
  language: string;
  text: string;
}

const GUIDE = readFileSync(new URL('../../../../docs/partner-guide.md', import.meta.url), 'utf8');
const blocks: Block[] = [...GUIDE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);
const BETWEEN = '--- next block ---';

let server: TestServer;
let person: Person;
let project: string;
let partner: { id: string; token: string };
let dir: string;
beforeAll(async () => {
  server = await startTestServer({ works: true });
  person = await server.signUp();
  ({ project, partner } = await partnerProject(server, person, 6));
  const pushed = await push(server, person, project, partner.id);
  await vi.waitFor(
    async () => {
      const [row] = await server.asOwner(`select status from operation where id = ${pushed.id}`);
      expect(row?.status).toBe('COMPLETED');
    },
    { timeout: 60_000 },
  );
  await server.asOwner(
    `update backer set line1 = '9 New Road', address_version = 2 where project_id = ${project} and number = 3`,
  );
  // Inside the package, where `@waybill/schema` is found.
  const ignored = join(import.meta.dirname, '../../test-results');
  mkdirSync(ignored, { recursive: true });
  dir = mkdtempSync(join(ignored, 'guide-'));
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await server[Symbol.asyncDispose]();
});

/** Runs a program with the guide's two settings; rejects with what it wrote when it fails. */
function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: dir,
      env: { ...process.env, WAYBILL_URL: server.url, WAYBILL_TOKEN: partner.token },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}\n${out}\n${err}`)),
    );
  });
}

/** Keys, times and cursors are another each time; everything else must be as the guide has it. */
function comparable(json: string): unknown {
  return JSON.parse(json, (name, value: unknown) => {
    if (/^(id|projectId|change)$/.test(name)) return '#';
    if (name === 'endCursor' && typeof value === 'string') return '…';
    return value;
  });
}

it('answers every command as the guide says it does', async () => {
  const commands = blocks.filter(({ language }) => language === 'bash');
  expect(commands.length).toBeGreaterThan(8);
  const script = commands.map(({ text }) => `${text}\necho '${BETWEEN}'\n`).join('');
  const outputs = (await run('bash', ['-euo', 'pipefail', '-c', script])).split(`${BETWEEN}\n`);
  let at = -1;
  const compared = blocks.flatMap(({ language, text }) => {
    if (language === 'bash') at += 1;
    if (language !== 'json') return [];
    const answer = outputs[at]?.trim().split('\n').at(-1) ?? '';
    return [[comparable(answer), comparable(text)]];
  });
  expect(compared.length).toBeGreaterThan(6);
  for (const [answer, said] of compared) expect(answer).toEqual(said);
  for (const output of outputs) expect(output).not.toMatch(/"errors"|INTERNAL/);
  expect(await statusesOf(server, project)).toEqual([
    'FULFILLED',
    'PARTIALLY_FULFILLED',
    'FULFILLMENT_PROCESSING',
    'FULFILLMENT_ERRORED',
    'FULFILLMENT_PROCESSING',
    'FULFILLMENT_PROCESSING',
  ]);
});

it('runs the program to its end', async () => {
  const [program] = blocks.filter(({ language }) => language === 'ts');
  const file = join(dir, 'warehouse.ts');
  writeFileSync(file, program?.text ?? '');
  const output = await run(process.execPath, ['--disable-warning=ExperimentalWarning', file]);
  expect(output).toMatch(/Added 3 shipments/);
  expect(output).toMatch(/P\d is SHIPPED/);
  expect((await requestsOf(server, partner)).map(({ status }) => status)).toEqual([
    'SHIPPED',
    'PARTIALLY_SHIPPED',
    'SHIPPED',
    'REJECTED',
    'SHIPPED',
    'SHIPPED',
  ]);
});
