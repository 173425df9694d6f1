import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { runMigrations as migrateWorker } from 'graphile-worker';
import pg from 'pg';
import { migrations } from '../../migrations/list.ts';
import { ENGINE_ROLE } from './roles.ts';

/**
 * Brings the database up to date as its owner. Two processes starting at once take turns.
 *
 * Search by LIKE must be able to use its trigram index behind row-level security, and a filter by status the
 * column's statistics (without them one order in 5,000 was looked for backer by backer: 5 s in place of 0.1); the
 * planner allows both only for operators marked leakproof. Marking takes a superuser; where the owner is none,
 * search works by scanning, and the boot says so.
 *
 * @returns sentences an operator should read; empty when all is well
 */
export async function migrate(adminUrl: string): Promise<string[]> {
  const notes: string[] = [];
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(77101)');
    await migrateWorker({ connectionString: adminUrl });
    const orm = await MikroORM.init({
      clientUrl: adminUrl,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: { migrationsList: migrations, snapshot: false },
    });
    try {
      await orm.migrator.up();
    } finally {
      await orm.close();
    }
    await client.query(workerGrants);
    await client
      .query(LEAKPROOF.map((name) => `alter function pg_catalog.${name} leakproof`).join('; '))
      .catch(() =>
        notes.push(
          `Search and rare statuses are slow: let a superuser mark ${LEAKPROOF.join(', ')} as leakproof.`,
        ),
      );
    return notes;
  } finally {
    await client.end();
  }
}

/** They compare and tell nothing but yes or no. */
const LEAKPROOF = [
  'texticlike(text, text)',
  'textlike(text, text)',
  'enum_eq(anyenum, anyenum)',
  'enum_ne(anyenum, anyenum)',
];

/** graphile-worker's tables have row-level security without policies: only their owner would see a job. */
const workerGrants = /* sql */ `
grant usage on schema graphile_worker to ${ENGINE_ROLE};
grant select, insert, update, delete on all tables in schema graphile_worker to ${ENGINE_ROLE};
grant usage on all sequences in schema graphile_worker to ${ENGINE_ROLE};
grant execute on all functions in schema graphile_worker to ${ENGINE_ROLE};
do $$
declare t record;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
             and not exists (select from pg_policies p where p.schemaname = 'graphile_worker' and p.tablename = c.relname)
  loop
    execute format('create policy engine on graphile_worker.%I to ${ENGINE_ROLE} using (true) with check (true)', t.relname);
  end loop;
end $$;
create or replace function enqueue(task text, payload json, job_key text) returns void
language sql security definer set search_path = public as
$$ select graphile_worker.add_job(task, payload, job_key := job_key, max_attempts := 25) $$;
revoke execute on function enqueue from public;
grant execute on function enqueue to waybill_app, ${ENGINE_ROLE};
`;
