import pg from 'pg';
import { signUp } from '../access/sign-in.actions.ts';
import type { Database } from '../lib/database.ts';
import {
  postageBackers,
  postageCustoms,
  postageHistory,
  postageItems,
  postageOrders,
  postagePresets,
  postageSegments,
  postageSettings,
} from './seed-postage.sql.ts';
import {
  seedBackers,
  seedFunctions,
  seedHistory,
  seedHolds,
  seedItems,
  seedOrders,
  seedShipments,
} from './seed.sql.ts';

/** The demo's sign-in; printed at the first start. Nobody else's data is in it. */
export const DEMO = { email: 'demo@waybill.example', password: 'ship-it-all', slug: 'demo' } as const;

const POSTED = [
  postageSettings,
  postagePresets,
  postageCustoms,
  postageBackers,
  postageOrders,
  postageItems,
  postageHistory,
  postageSegments,
];

/**
 * Fills an empty instance with one creator and two projects: one of 2,000 backers mid-fulfillment, one of
 * 150 whose parcels are posted by the creator, with everything ready to buy labels.
 *
 * @returns false when the instance has a creator already and nothing was written
 */
export async function seedDemo(db: Database): Promise<boolean> {
  const client = new pg.Client({ connectionString: db.adminUrl });
  await client.connect();
  try {
    // Two processes that start at once take turns; the second finds the demo there.
    await client.query('select pg_advisory_lock(77102)');
    const { rowCount } = await client.query('select 1 from creator limit 1');
    if (rowCount) return false;
    const { creatorId } = await signUp(db, {
      email: DEMO.email,
      password: DEMO.password,
      name: 'Demo',
      creatorName: 'Demo Games',
    });
    await client.query('begin');
    await client.query(`select set_config('app.creators', $1, true)`, [`{${creatorId}}`]);
    await client.query('update creator set slug = $2, about = $3 where id = $1', [
      creatorId,
      DEMO.slug,
      'Board games about light and the sea, made by two people and a cat.',
    ]);
    const project = await addProject(client, creatorId, 'lanterns-of-lune', 'Lanterns of Lune');
    await client.query('update project set published_at = now() where id = $1', [project]);
    const posted = await addProject(client, creatorId, 'tidepools', 'Tidepools: second printing');
    await client.query(seedFunctions);
    for (const statement of [seedBackers, seedOrders, seedItems, seedShipments, seedHistory, seedHolds])
      await client.query(statement, [creatorId, project]);
    for (const statement of POSTED) await client.query(statement, [creatorId, posted]);
    await client.query('commit');
    await client.query('analyze');
    return true;
  } finally {
    await client.end();
  }
}

async function addProject(
  client: pg.Client,
  creatorId: string,
  slug: string,
  title: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'insert into project (creator_id, slug, title) values ($1, $2, $3) returning id',
    [creatorId, slug, title],
  );
  return (rows[0] as { id: string }).id;
}
