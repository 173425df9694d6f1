import { existsSync, readdirSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OperationById } from '@waybill/schema/operations';
import { TrackingUploadCreate } from '@waybill/schema/tracking-uploads';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { expectConsistent } from './invariants.fixture.ts';
import { addBackers, csv, emptyProject, operation, usps, verdicts } from './operations.fixture.ts';

let server: TestServer;
let person: Person;
let project: string;
let id: string;
let url: string;
beforeAll(async () => {
  server = await startTestServer();
  person = await server.signUp();
  project = await emptyProject(server, person);
  await addBackers(server, person, project, [{}, {}, {}]);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  const { trackingUploadCreate } = await server.query(
    TrackingUploadCreate,
    { projectId: project, input: { fileName: 'parcels.csv' } },
    person,
  );
  id = trackingUploadCreate.operation?.id ?? '';
  url = trackingUploadCreate.operation?.uploadUrl ?? '';
});

const FILE = csv('Pledge ID,Tracking Number', ['P1', usps(1)], ['P2', usps(2)]);

/** Nothing of a refused or broken body may stay: no rows, no file, and the operation waits for another. */
async function expectUntouched(): Promise<void> {
  expect(await operation(server, person, id)).toMatchObject({
    status: 'CREATED',
    totalCount: 0,
    file: null,
    bytesReceived: '0',
    phase: null,
  });
  expect(
    await server.asOwner(
      `select 1 from pg_tables where schemaname = 'staging' and tablename in ('cells_${id}', 'rows_${id}')`,
    ),
  ).toEqual([]);
  expect(
    readdirSync(join(server.dataDir, 'files')).filter((name) => name.startsWith(`operation-${id}`)),
  ).toEqual([]);
  await expectConsistent(server, project);
  // And it does take the right file afterwards.
  expect((await server.put(url, FILE, person)).status).toBe(202);
  await server.runJobs();
  expect(await verdicts(server, person, id)).toEqual([
    [1, 'MATCHED'],
    [2, 'MATCHED'],
  ]);
}

/** Waits until a condition of the database holds. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

const statusOf = async () =>
  (await server.asOwner(`select status from operation where id = ${id}`))[0]?.status;

/** A PUT whose body the test writes by hand; `answer` has the status, the body, and how much was sent by then. */
function slowPut(path: string, headers: Record<string, string> = {}) {
  const request = httpRequest(new URL(path, server.url), {
    method: 'PUT',
    headers: { cookie: person.cookie, 'x-waybill': '1', ...headers },
  });
  const answer = new Promise<{ status: number; body: { code?: string; message?: string } }>(
    (resolve, reject) => {
      request.once('error', reject);
      request.once('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as { code: string } }),
        );
      });
    },
  );
  answer.catch(() => undefined);
  return { request, answer };
}

describe('a body that breaks off', () => {
  it.each(['with a length', 'in chunks'])('leaves nothing behind (%s)', async (how) => {
    const { request } = slowPut(url, how === 'with a length' ? { 'content-length': '1000000' } : {});
    request.on('error', () => undefined);
    request.write(FILE);
    request.write('P3,TRACK\r\n'.repeat(20_000));
    await until(async () => (await statusOf()) === 'RECEIVING');
    request.destroy();
    await until(async () => (await statusOf()) === 'CREATED');
    await expectUntouched();
  });

  it('before its first byte leaves nothing behind', async () => {
    const { request } = slowPut(url, { 'content-length': '10' });
    request.on('error', () => undefined);
    request.flushHeaders();
    await until(async () => (await statusOf()) === 'RECEIVING');
    request.destroy();
    await until(async () => (await statusOf()) === 'CREATED');
    await expectUntouched();
  });
});

describe('a body that is too long', () => {
  it('is refused by its Content-Length, before a byte of it is read', async () => {
    const { request, answer } = slowPut(url, { 'content-length': String(2 * 1024 ** 3) });
    request.on('error', () => undefined);
    request.flushHeaders();
    expect(await answer).toMatchObject({
      status: 413,
      body: { code: 'FILE_TOO_LARGE', message: expect.stringContaining('512 MB') as string },
    });
    request.destroy();
    await expectUntouched();
  });

  it('is refused while it streams, in bounded memory, even inside an open quote, and the sender hears why', async () => {
    const { request, answer } = slowPut(url);
    request.on('error', () => undefined);
    let ended = false;
    const open = () => !ended;
    const over = Promise.race([
      answer.catch(() => undefined),
      new Promise((resolve) => request.once('close', resolve)),
    ]);
    void over.then(() => (ended = true));
    // A quote that is never closed: whoever keeps the record until it ends keeps all of it.
    request.write('Pledge ID,Tracking Number\r\nP1,"');
    const block = Buffer.alloc(1024 * 1024, 'never closed ');
    const before = process.memoryUsage.rss();
    let most = 0;
    let sent = 0;
    for (; open() && sent < 1024 ** 3; sent += block.length) {
      if (!request.write(block))
        await Promise.race([new Promise((resolve) => request.once('drain', resolve)), over]);
      most = Math.max(most, process.memoryUsage.rss());
    }
    expect(await answer).toMatchObject({ status: 413, body: { code: 'FILE_TOO_LARGE' } });
    request.destroy();
    expect(sent).toBeLessThan(600 * 1024 ** 2);
    expect(most - before).toBeLessThan(256 * 1024 ** 2);
    await expectUntouched();
  }, 120_000);
});

describe('a body that is no table', () => {
  it.each([
    ['a JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb0043', 'hex'), 'NOT_A_TABLE'],
    [
      'bytes of any kind',
      Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919 + 13) % 256)),
      'NOT_A_TABLE',
    ],
    ['an archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), undefined],
    ['nothing', Buffer.alloc(0), 'EMPTY_FILE'],
    ['blank lines', Buffer.from('\r\n\r\n  \r\n'), 'EMPTY_FILE'],
    ['a header alone', Buffer.from('Pledge ID,Tracking Number\r\n'), 'NO_ROWS'],
    [
      '10,000 columns',
      Buffer.from(
        `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n${'1,'.repeat(9_999)}1\n`,
      ),
      'TOO_MANY_COLUMNS',
    ],
  ])('is refused with the reason: %s', async (_, body, code) => {
    const response = await server.put(url, body, person);
    const answer = (await response.json()) as { code: string; message: string };
    expect(response.status).toBe(422);
    if (code) expect(answer.code).toBe(code);
    expect(answer.message).toMatch(/^[“A-Z].{20,}\.$/);
    await expectUntouched();
  });
});

describe('two PUTs at once', () => {
  it('are one receiving and one refusal, and the first is not disturbed', async () => {
    const first = slowPut(url);
    first.request.write(FILE.slice(0, 40));
    await until(async () => (await statusOf()) === 'RECEIVING');
    const second = await server.put(url, csv('Pledge ID,Tracking Number', ['P3', usps(3)]), person);
    expect([second.status, ((await second.json()) as { code: string }).code]).toEqual([
      409,
      'ALREADY_RECEIVING',
    ]);
    expect(await statusOf()).toBe('RECEIVING');
    first.request.end(FILE.slice(40));
    expect(await first.answer).toMatchObject({ status: 202 });
    await server.runJobs();
    expect(await verdicts(server, person, id)).toEqual([
      [1, 'MATCHED'],
      [2, 'MATCHED'],
    ]);
    const third = await server.put(url, FILE, person);
    expect([third.status, ((await third.json()) as { code: string }).code]).toEqual([409, 'HAS_ITS_FILE']);
  });

  it('in great numbers never wait for each other for ever', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => server.put(url, FILE, person).then((response) => response.status)),
    );
    expect(answers.filter((status) => status === 202)).toHaveLength(1);
    expect(answers.every((status) => [202, 409, 503].includes(status))).toBe(true);
    await server.runJobs();
    expect(await verdicts(server, person, id)).toEqual([
      [1, 'MATCHED'],
      [2, 'MATCHED'],
    ]);
  });
});

it('lets a person cancel while the file is coming in', async () => {
  const { request, answer } = slowPut(url);
  request.on('error', () => undefined);
  request.write(FILE);
  await until(async () => (await statusOf()) === 'RECEIVING');
  await server.asOwner(`update operation set status = 'CANCELED', settled_at = now() where id = ${id}`);
  request.end(csv('', ['P3', usps(3)]));
  expect(await answer).toMatchObject({ status: 409, body: { code: 'CANCELED' } });
  expect(await statusOf()).toBe('CANCELED');
  expect(existsSync(join(server.dataDir, 'files', `operation-${id}`))).toBe(false);
});

it('does not say whether another creator’s operation exists', async () => {
  const stranger = await server.signUp('Eve');
  const theirs = await server.put(url, FILE, stranger);
  const none = await server.put(url.replace(id, '999999999'), FILE, stranger);
  expect(theirs.status).toBe(404);
  expect(await theirs.text()).toBe((await none.text()).replace('999999999', id));
  expect((await server.put(url, FILE, null)).status).toBe(401);
  expect((await server.put(url.replace(id, '1%27%20or%201'), FILE, person)).status).toBe(404);
  expect((await server.query(OperationById, { id }, stranger)).operation).toBeNull();
  await expectUntouched();
});

it('survives a request that is no HTTP any more', async () => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    `PUT ${url} HTTP/1.1\r\nHost: x\r\nx-waybill: 1\r\nCookie: ${person.cookie}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`,
  );
  socket.resume();
  await until(async () => (await statusOf()) === 'RECEIVING');
  socket.write('ZZZ\r\nnot a chunk');
  await new Promise((resolve) => socket.once('close', resolve));
  await until(async () => (await statusOf()) === 'CREATED');
  await expectUntouched();
});
