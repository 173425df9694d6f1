import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { unqueueRewardMails } from '../notifications/reward-mails.actions.ts';
import { readInstructions } from './reward-fields.ts';

const UNIQUE_VIOLATION = '23505';

/** @throws UserError NOT_FOUND, BLANK, INVALID, TAKEN */
export async function updateDigitalReward(
  db: Database,
  reward: Owned,
  input: { name?: string | null; instructions?: string | null },
): Promise<void> {
  const name = input.name == null ? null : requireText(input.name, ['input', 'name'], 'a name', 200);
  const rewrites = input.instructions !== undefined;
  const instructions = rewrites ? readInstructions(input.instructions) : null;
  await db
    .write([reward.creatorId], async (client) => {
      const { rowCount } = await client.query(
        `update digital_reward set name = coalesce($2, name),
           instructions = case when $3 then $4 else instructions end where id = $1`,
        [reward.id, name, rewrites, instructions],
      );
      if (rowCount === 0) throw notFound('digital reward');
    })
    .catch((error: unknown) => {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      throw new UserError(
        UserErrorCode.TAKEN,
        `There is another reward called “${name ?? ''}”. Choose another name.`,
        ['input', 'name'],
      );
    });
}

/**
 * Takes a code back: its backer no longer sees it, a mail that waits to tell of it is called back, and it is never
 * given to anybody else.
 *
 * @throws UserError NOT_FOUND, INVALID_TRANSITION
 */
export async function revokeDigitalCode(db: Database, code: Owned, by: Principal): Promise<void> {
  await db.write([code.creatorId], async (client) => {
    const { rows } = await client.query<{ given: boolean; revoked: boolean }>(
      `select backer_id is not null as given, revoked_at is not null as revoked
       from digital_code where id = $1 for update`,
      [code.id],
    );
    const found = rows[0];
    if (!found?.given) throw notFound('digital code');
    if (found.revoked)
      throw new UserError(UserErrorCode.INVALID_TRANSITION, 'This code has been revoked already.');
    await unqueueRewardMails(client, 'select $1::bigint', [code.id]);
    await client.query('update digital_code set revoked_at = now(), revoked_by = $2 where id = $1', [
      code.id,
      by.name,
    ]);
  });
}
