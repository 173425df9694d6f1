import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { listed, plural } from './words.ts';

/** Who was chosen, by what would become of them. */
export type RecipientCounts = ReadonlyMap<string, number>;

const LEFT_OUT: Record<string, (count: number) => string> = {
  HAS_REWARD: (count) => `${plural(count, 'has', 'have')} this reward already`,
  HELD_BACK: (count) => `${plural(count, 'is', 'are')} on hold`,
  PLEDGE_CANCELED: (count) => `${plural(count, 'is', 'are')} canceled`,
};

/**
 * What becomes of a backer whose order is `o` and whose hold, if any, is `h`.
 * @param rewardId null for a reward that nobody can have yet
 */
export function giftVerdict(rewardId: string | null): string {
  const has =
    rewardId === null
      ? 'false'
      : `exists (select from digital_code g where g.reward_id = ${BigInt(rewardId)} and g.backer_id = o.backer_id and g.revoked_at is null)`;
  return `case when o.status = 'CANCELED' then 'PLEDGE_CANCELED' when ${has} then 'HAS_REWARD'
      when h.backer_id is not null then 'HELD_BACK' else 'GIVES' end`;
}

/**
 * A select of the backers of a target with what becomes of each.
 *
 * @param target as `targetSql` writes it
 * @param owedDigital leaves those out who are owed no digital item
 */
export function judgedRecipients(target: string, rewardId: string | null, owedDigital: boolean): string {
  return /* sql */ `select b.id as backer_id, b.number, b.email, ${giftVerdict(rewardId)} as outcome
    from (${target}) t join backer b on b.id = t.backer_id join orders o on o.backer_id = t.backer_id
    left join order_hold h on h.backer_id = t.backer_id
    ${owedDigital ? `where exists (select from order_item i where i.backer_id = t.backer_id and i.kind = 'DIGITAL')` : ''}`;
}

export function chosenCount(counts: RecipientCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

export function recipientCount(counts: RecipientCounts): number {
  return counts.get('GIVES') ?? 0;
}

/** "2 have this reward already", a phrase for each reason. */
export function leftOutWords(counts: RecipientCounts): string[] {
  return [...counts].flatMap(([outcome, count]) => LEFT_OUT[outcome]?.(count) ?? []);
}

/** "10 codes for 10 recipients". */
export function countSentence(codes: number, counts: RecipientCounts): string {
  return `${plural(codes, 'code')} for ${plural(recipientCount(counts), 'recipient')}`;
}

/**
 * Says where unique codes are too few or too many, or where nobody is left; null where it fits.
 * @param codes null where one code is for all
 */
export function misfitHint(codes: number | null, counts: RecipientCounts): string | null {
  const recipients = recipientCount(counts);
  if (recipients === 0)
    return `There is nobody to give it to.${chosenCount(counts) === 0 ? ' No backer is among those you chose.' : ''}`;
  if (codes === null || codes === recipients) return null;
  const gap = Math.abs(codes - recipients);
  return codes < recipients
    ? `${plural(gap, 'is', 'are')} missing. Add ${plural(gap, 'code')}, or choose ${plural(gap, 'backer')} fewer.`
    : `${plural(gap, 'is', 'are')} left over. Take ${plural(gap, 'code')} out, or choose ${plural(gap, 'backer')} more.`;
}

/** The same as a refusal, with both counts and who is left out. */
export function misfit(codes: number | null, counts: RecipientCounts): UserError | null {
  const hint = misfitHint(codes, counts);
  if (hint === null) return null;
  const left = leftOutWords(counts);
  const why =
    left.length > 0 ? ` Of the ${plural(chosenCount(counts), 'backer')} chosen, ${listed(left)}.` : '';
  return recipientCount(counts) === 0
    ? new UserError(UserErrorCode.INVALID, `${hint}${why}`, ['input', 'target'])
    : new UserError(
        UserErrorCode.INVALID,
        `${countSentence(codes ?? 0, counts)}: ${hint}${why} Nothing was given.`,
        ['input', 'codes'],
      );
}
