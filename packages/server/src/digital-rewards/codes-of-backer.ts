import type { Database } from '../lib/database.ts';
import type { Secret } from '../lib/secret.ts';
import { isLink } from './code-text.ts';
import { openCode } from './sealed-code.ts';

/** A digital reward as its backer sees it. */
export interface BackerCode {
  rewardName: string;
  instructions: string | null;
  /** Null where it was sealed by a secret that is no more. */
  code: string | null;
  /** Whether `code` is an http or https address, to be followed rather than copied. */
  isLink: boolean;
  givenAt: string;
}

/** The codes a backer has, oldest first, opened; revoked ones are not the backer's any more. */
export async function codesOfBacker(
  db: Database,
  secret: Secret,
  backer: { id: string; creatorId: string },
): Promise<BackerCode[]> {
  const rows = await db.read<{
    rewardName: string;
    instructions: string | null;
    sealed: Buffer;
    givenAt: string;
  }>(
    [backer.creatorId],
    `select r.name as "rewardName", r.instructions, c.sealed, c.given_at as "givenAt"
     from digital_code c join digital_reward r on r.id = c.reward_id
     where c.backer_id = $1 and c.revoked_at is null order by c.given_at, c.id`,
    [backer.id],
    { prepare: true },
  );
  return rows.map(({ sealed, ...row }) => {
    const code = openCode(secret, sealed);
    return { ...row, code, isLink: code !== null && isLink(code) };
  });
}
