import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { startTestServer, type TestServer } from '../../test/test-server.ts';
import { isDatabaseAway } from './database-trouble.ts';
import { connectDatabase, type Database } from './database.ts';

let server: TestServer;
/** One connection for requests: what one statement leaves on it, the next one meets. */
let db: Database;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await connectDatabase(server.db.adminUrl, inject('cluster').secrets, { app: 1, engine: 1 });
});
afterEach(() => db.close());

const nestloop = async (settings?: string[]) =>
  (
    await db.read<{ value: string }>([], `select current_setting('enable_nestloop') as value`, [], {
      ...(settings && { settings }),
    })
  )[0]?.value;

test('settings are of one statement', async () => {
  expect(await nestloop(['enable_nestloop = off'])).toBe('off');
  expect(await nestloop()).toBe('on');
});

test('a statement that fails under settings leaves none of them behind', async () => {
  const failing = db.read([], 'select 1 / 0', [], { settings: ['enable_nestloop = off'] });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await nestloop()).toBe('on');
});

test('settings that cannot be set leave no transaction behind', async () => {
  await expect(nestloop(['no_such_setting = on'])).rejects.toMatchObject({ code: '42704' });
  expect(await nestloop()).toBe('on');
});

test('a connection that ends under settings is named as the reason, and replaced', async () => {
  const ending = db.read([], 'select pg_terminate_backend(pg_backend_pid())', [], {
    settings: ['enable_nestloop = off'],
  });
  await expect(ending).rejects.toMatchObject({ code: '57P01' });
  expect(await nestloop()).toBe('on');
});

test('a connection that ends between two statements of a transaction is the database being away', async () => {
  const writing = db.write([], async (client) => {
    const ended = new Promise<void>((resolve) => void client.once('end', resolve));
    await client.query('select pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    await ended;
    await client.query('select 1');
  });
  await expect(writing).rejects.toSatisfy(isDatabaseAway);
  expect(await nestloop()).toBe('on');
});
