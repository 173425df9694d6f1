import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { Permission } from '../access/permissions.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import { readNewTags, readTags } from '../backers/tags.ts';
import type { Database } from '../lib/database.ts';
import { readerOf } from '../lib/reader.ts';
import type { Principal } from '../lib/principal.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { createOperation } from '../operations/operation.actions.ts';
import type { OperationOptions, OutcomeTally } from '../operations/operation.row.ts';
import { sentenceOf } from '../operations/sentence.ts';
import { readHold } from '../orders/read-hold.ts';
import { judgementOf, type SegmentActionName } from './judgement.ts';
import { countOutcomes } from './plan.sql.ts';
import { outcomesOf } from './segment-action.kind.ts';

interface SegmentActionRun {
  target: BackerTarget;
  action: SegmentActionName;
  reason?: string | null;
  until?: string | null;
  tags?: string[] | null;
  confirmCount?: number | null;
  autoApply: boolean;
  idempotencyKey?: string | null;
}

/** What an action would do, by outcome. */
export interface ActionOutcomes {
  total: number;
  changes: number;
  outcomes: OutcomeTally[];
  sentence: string;
}

const LONGEST_REASON = 500;

/**
 * What the caller must be allowed to do. Orders and their holds are for everybody who packs: whoever finds that a
 * parcel must wait has to be able to say so. Tags belong to what is known of the backers, which managers keep.
 */
export function permissionOf(action: SegmentActionName): Permission {
  return isTagging(action) ? 'backers:write' : 'shipments:write';
}

/** An action on the backers a target names, as an operation. */
export async function runSegmentAction(
  db: Database,
  project: Owned,
  principal: Principal,
  input: SegmentActionRun,
) {
  const chosen = choicesOf(input);
  // Refuses a target that cannot be meant before anything is made of it.
  const read = readerOf(db, [project.creatorId]);
  targetSql(await resolveTarget(read, project.id, input.target), project.id, []);
  return createOperation(db, project, principal, {
    kind: input.action,
    status: 'PLANNING',
    options: {
      target: input.target,
      autoApply: input.autoApply,
      confirmCount: input.confirmCount ?? null,
      ...chosen,
    },
    idempotencyKey: input.idempotencyKey,
  });
}

/**
 * How many backers of the target would end with which outcome if the action were planned now. One statement that
 * counts; nothing is stored and nobody is locked.
 *
 * @throws UserError as `runSegmentAction` for the target and the tags
 */
export async function previewAction(
  db: Database,
  project: Owned,
  input: Pick<SegmentActionRun, 'target' | 'action' | 'tags'>,
): Promise<ActionOutcomes> {
  const tags = isTagging(input.action) ? tagsOf(input) : [];
  const values: unknown[] = [];
  const read = readerOf(db, [project.creatorId]);
  const target = await resolveTarget(read, project.id, input.target);
  const statement = countOutcomes(judgementOf(input.action, tags), target, project.id, values);
  const rows = await db.read<{ outcome: string; warning: string | null; count: number }>(
    [project.creatorId],
    statement,
    values,
  );
  const { outcomes, summary } = outcomesOf(input.action, rows);
  return {
    total: rows.reduce((sum, { count }) => sum + count, 0),
    changes: summary.ordersFulfilled ?? summary.changed ?? 0,
    outcomes,
    sentence: sentenceOf({
      kind: input.action,
      status: 'PLANNED',
      startedAt: null,
      outcomes,
      summary,
      options: { tags },
    }),
  };
}

/** What the caller chose beside the target, read and checked for the action. */
function choicesOf(input: SegmentActionRun): OperationOptions {
  switch (input.action) {
    case 'FORCE_MARK_FULFILLED':
      return { notReady: 'FORCE', notReadyReason: forceReason(input) };
    case 'HOLD': {
      const { reason, until } = readHold(input);
      return { reason, until };
    }
    case 'TAG':
    case 'UNTAG':
      return { tags: tagsOf(input) };
    case 'REVERT':
    case 'LOCK_ADDRESSES':
    case 'UNLOCK_ADDRESSES':
      return input.reason?.trim() ? { reason: reasonOf(input.reason) } : {};
    case 'MARK_FULFILLED':
    case 'RELEASE':
      return {};
  }
}

function forceReason({ reason, autoApply, confirmCount }: SegmentActionRun): string {
  if (!reason?.trim())
    throw new UserError(
      UserErrorCode.BLANK,
      'Say why these orders are forced; the reason stands in their history.',
      ['reason'],
    );
  if (autoApply && confirmCount == null)
    throw new UserError(
      UserErrorCode.BLANK,
      'Say how many orders are forced; it is refused when the count is another.',
      ['confirmCount'],
    );
  return reason.trim().slice(0, LONGEST_REASON);
}

function reasonOf(reason: string): string {
  return requireText(reason.replace(/\s+/g, ' '), ['reason'], 'the reason', LONGEST_REASON);
}

function tagsOf({ action, tags: given }: Pick<SegmentActionRun, 'action' | 'tags'>): string[] {
  const tags = (action === 'TAG' ? readNewTags : readTags)(given ?? [], ['tags']);
  if (tags.length > 0) return tags;
  throw new UserError(UserErrorCode.BLANK, 'Say which tags.', ['tags']);
}

function isTagging(action: SegmentActionName): boolean {
  return action === 'TAG' || action === 'UNTAG';
}
