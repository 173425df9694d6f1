import type { Owned } from '../access/authorise.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { createOperation } from '../operations/operation.actions.ts';

interface SegmentActionRun {
  target: BackerTarget;
  action: 'MARK_FULFILLED' | 'FORCE_MARK_FULFILLED';
  reason?: string | null;
  confirmCount?: number | null;
  autoApply: boolean;
  idempotencyKey?: string | null;
}

/** An action on the backers a target names, as an operation. */
export function runSegmentAction(
  db: Database,
  project: Owned,
  principal: Principal,
  input: SegmentActionRun,
) {
  const force = input.action === 'FORCE_MARK_FULFILLED';
  const reason = input.reason?.trim() ?? '';
  if (force && reason === '')
    throw new UserError(
      UserErrorCode.BLANK,
      'Say why these orders are forced; the reason stands in their history.',
      ['reason'],
    );
  if (force && input.autoApply && input.confirmCount == null)
    throw new UserError(
      UserErrorCode.BLANK,
      'Say how many orders are forced; it is refused when the count is another.',
      ['confirmCount'],
    );
  // Refuses a target that cannot be meant before anything is made of it.
  targetSql(input.target, project.id, []);
  return createOperation(db, project, principal, {
    kind: input.action,
    status: 'PLANNING',
    options: {
      target: input.target,
      autoApply: input.autoApply,
      confirmCount: input.confirmCount ?? null,
      ...(force && { notReady: 'FORCE' as const, notReadyReason: reason.slice(0, 500) }),
    },
    idempotencyKey: input.idempotencyKey,
  });
}
