import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { databaseUrl } from '../../test/global-setup.ts';
import { openDatabase } from './database.ts';
import { APP_ROLE, ENGINE_ROLE, PARTNER_ROLE } from './roles.ts';

test('an owner who is no superuser is enough, at the first start and at the next', async () => {
  const { adminUrl, secrets } = inject('cluster');
  const name = `owner_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`create role ${name} login createrole password 'owner'`);
  // The roles of this cluster were made by somebody else; an owner who made them has this by itself.
  await admin.query(`grant ${APP_ROLE}, ${ENGINE_ROLE}, ${PARTNER_ROLE} to ${name} with admin option`);
  await admin.query(`create database ${name} owner ${name}`);
  const url = new URL(databaseUrl(adminUrl, name));
  url.username = name;
  url.password = 'owner';
  try {
    for (let start = 1; start <= 2; start += 1) {
      const db = await openDatabase(url.href, secrets, { app: 1, engine: 1 });
      try {
        await db.engine.query(`select enqueue('nothing', '{}', 'key')`);
        const [seen] = await db.read<{ n: number }>([], 'select count(*)::int as n from creator');
        expect(seen).toEqual({ n: 0 });
      } finally {
        await db.close();
      }
    }
  } finally {
    await admin.query(`drop database ${name} with (force)`);
    await admin.query(`drop owned by ${name}; drop role ${name}`);
    await admin.end();
  }
});
