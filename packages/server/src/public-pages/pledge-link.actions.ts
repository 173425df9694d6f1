import DataLoader from 'dataloader';
import type { Asking, Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

/** As large as a token can name (see `Secret.pledgeToken`). */
const LAST_VERSION = 65_535;

/** Which of a backer's links is good: 0 until somebody made a new one. */
export function linkVersions(asking: Asking): DataLoader<string, number> {
  return new DataLoader(async (backerIds) => {
    const rows = await asking.db.read<{ backer_id: string; version: number }>(
      asking.principal?.creators.keys() ?? [],
      'select backer_id, version from pledge_link where backer_id = any ($1)',
      [backerIds],
      { prepare: true },
    );
    const versions = new Map(rows.map((row) => [row.backer_id, row.version]));
    return backerIds.map((id) => versions.get(id) ?? 0);
  });
}

/**
 * Makes every link that was ever given to the backer useless; the next one read is new.
 * @throws UserError LIMIT_EXCEEDED after 65,535 of them
 */
export async function rotateLink(db: Database, backer: Owned, by: string): Promise<void> {
  await db.write([backer.creatorId], async (client) => {
    const { rowCount } = await client.query(
      `insert into pledge_link as link (backer_id, creator_id, project_id, rotated_by)
       select id, creator_id, project_id, $2 from backer where id = $1
       on conflict (backer_id) do update
         set version = link.version + 1, rotated_by = excluded.rotated_by, rotated_at = now()
         where link.version < ${LAST_VERSION}`,
      [backer.id, by],
    );
    if (rowCount === 0)
      throw new UserError(UserErrorCode.LIMIT_EXCEEDED, 'This backer has had all the links there can be.');
  });
}
