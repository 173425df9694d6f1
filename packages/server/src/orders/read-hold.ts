import { requireText } from '../access/checks.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

export interface HoldInput {
  reason?: string | null;
  until?: string | null;
}

const LONGEST_REASON = 500;

/**
 * Why an order must wait, and until when. @throws UserError BLANK without a reason, INVALID for a date that is past
 *
 * @param path what stands before `reason` and `until` in the caller's input
 */
export function readHold(input: HoldInput, path: string[] = []): { reason: string; until: string | null } {
  if (!input.reason?.trim())
    throw new UserError(
      UserErrorCode.BLANK,
      'Say why the order must wait; everybody who passes it by reads it.',
      [...path, 'reason'],
    );
  const reason = requireText(
    input.reason.replace(/\s+/g, ' '),
    [...path, 'reason'],
    'the reason',
    LONGEST_REASON,
  );
  const until = input.until ?? null;
  if (until !== null && Date.parse(until) <= Date.now())
    throw new UserError(
      UserErrorCode.INVALID,
      'A hold ends in the future; leave the date out for one without end.',
      [...path, 'until'],
    );
  return { reason, until };
}
