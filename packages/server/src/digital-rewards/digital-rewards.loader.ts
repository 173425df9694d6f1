import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import type { Database } from '../lib/database.ts';
import {
  DELIVERY_COLUMNS,
  DIGITAL_REWARD_COLUMNS,
  type DigitalReward,
  type DigitalRewardCounts,
  type DigitalRewardDelivery,
} from './digital-reward.type.ts';

const creatorsOf = (context: Context) => context.principal?.creators.keys() ?? [];

/** Rewards by id, one query for all that one document asks for. */
export function digitalRewardsById(context: Context): DataLoader<string, DigitalReward | null> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<DigitalReward & Record<string, unknown>>(
      creatorsOf(context),
      `select ${DIGITAL_REWARD_COLUMNS} from digital_reward r where r.id = any ($1)`,
      [ids],
      { prepare: true },
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The codes that backers were given, newest first, revoked ones included. */
export function deliveriesByBacker(context: Context): DataLoader<string, DigitalRewardDelivery[]> {
  return new DataLoader(async (backerIds) => {
    const rows = await context.db.read<DigitalRewardDelivery & Record<string, unknown>>(
      creatorsOf(context),
      `select ${DELIVERY_COLUMNS} from digital_code c where c.backer_id = any ($1)
       order by c.backer_id, c.given_at desc, c.id desc`,
      [backerIds],
      { prepare: true },
    );
    const byBacker = Map.groupBy(rows, (row) => row.backerId);
    return backerIds.map((id) => byBacker.get(id) ?? []);
  });
}

/** Codes of rewards by where they stand. */
export function countsByReward(context: Context): DataLoader<string, DigitalRewardCounts> {
  return new DataLoader(async (ids) => {
    const rows = await context.db.read<DigitalRewardCounts & { id: string }>(
      creatorsOf(context),
      `select c.reward_id as id,
         count(*) filter (where c.backer_id is not null and c.revoked_at is null)::int as given,
         count(*) filter (where c.revoked_at is not null)::int as revoked,
         count(*) filter (where c.backer_id is null and not c.shared)::int as waiting
       from digital_code c where c.reward_id = any ($1) group by c.reward_id`,
      [ids],
      { prepare: true },
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? { given: 0, revoked: 0, waiting: 0 });
  });
}

/** A project's rewards, newest first. One that a discarded preview left without any code is none yet. */
export function rewardsOfProject(
  db: Database,
  project: { id: string; creatorId: string },
): Promise<DigitalReward[]> {
  return db.read<DigitalReward & Record<string, unknown>>(
    [project.creatorId],
    `select ${DIGITAL_REWARD_COLUMNS} from digital_reward r
     where r.project_id = $1 and exists (select from digital_code c where c.reward_id = r.id) order by r.id desc`,
    [project.id],
    { prepare: true },
  );
}

/** One code that was given; null where there is none. */
export async function loadDelivery(
  db: Database,
  creators: Iterable<string>,
  id: string,
): Promise<DigitalRewardDelivery | null> {
  const rows = await db.read<DigitalRewardDelivery & Record<string, unknown>>(
    creators,
    `select ${DELIVERY_COLUMNS} from digital_code c where c.id = $1 and c.backer_id is not null`,
    [id],
  );
  return rows[0] ?? null;
}
