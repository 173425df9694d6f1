import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectDatabase, makeRoleSecrets } from '../src/lib/database.ts';
import { startDatabase } from '../src/lib/embedded-postgres.ts';
import { migrate } from '../src/lib/migrate.ts';
import { prepareRoles, type RoleSecrets } from '../src/lib/roles.ts';

/** Database that every test's own is a copy of. */
export const TEMPLATE = 'waybill_template';

declare module 'vitest' {
  interface ProvidedContext {
    cluster: { adminUrl: string; secrets: RoleSecrets };
  }
}

/** One PostgreSQL for the whole run, with a migrated template: a copy of it takes some 30 ms. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(process.env.WAYBILL_TEST_DIR ?? tmpdir(), 'waybill-test-'));
  const database = await startDatabase({
    dataDir,
    log: { info: () => undefined, warn: (message) => process.stderr.write(`${message}\n`) },
    // Nothing here has to survive; checks of fsync have a server of their own.
    flags: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      shared_buffers: '128MB',
      max_connections: '200',
    },
  });
  try {
    const secrets = makeRoleSecrets();
    await run(database.adminUrl, `create database ${TEMPLATE}`);
    const template = databaseUrl(database.adminUrl, TEMPLATE);
    await prepareRoles(template, secrets);
    await migrate(template);
    const check = await connectDatabase(template, secrets, { app: 1, engine: 1 });
    await check.close();
    project.provide('cluster', { adminUrl: database.adminUrl, secrets });
  } catch (error) {
    await database.stop();
    throw error;
  }
  return async () => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** The same server, another database. */
export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
