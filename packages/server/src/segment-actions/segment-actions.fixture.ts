import { SegmentActionRun } from '@waybill/schema/backers';
import type { SegmentAction } from '@waybill/schema/segment-actions';
import type { As } from '../../test/test-server.ts';
import { operation, type Served } from '../operations/operations.fixture.ts';
import type { OperationDetail } from '@waybill/schema/operations';

export const EVERYONE = { everyone: true };

export const ACTIONS = [
  'MARK_FULFILLED',
  'FORCE_MARK_FULFILLED',
  'REVERT',
  'LOCK_ADDRESSES',
  'UNLOCK_ADDRESSES',
  'HOLD',
  'RELEASE',
  'TAG',
  'UNTAG',
] as const satisfies readonly SegmentAction[];

/** What an action wants beside its target, where it wants anything. */
export const WANTS: Partial<Record<SegmentAction, object>> = {
  FORCE_MARK_FULFILLED: { reason: 'Fair' },
  HOLD: { reason: 'Flood' },
  TAG: { tags: ['wave 1', 'eu'] },
  UNTAG: { tags: ['old'] },
};

export interface Ran {
  errors: { code: string; field?: readonly string[] | null; message: string }[];
  id: string;
  made: OperationDetail | null;
}

/** Runs an action on everyone unless told otherwise, until nothing is left to do: a plan, or with autoApply its end. */
export async function run(
  server: Served,
  as: As,
  project: string,
  action: SegmentAction,
  input: Record<string, unknown> = {},
): Promise<Ran> {
  const variables = {
    projectId: project,
    input: { target: EVERYONE, action, ...WANTS[action], ...input } as never,
  };
  const { segmentActionRun } = await server.query(SegmentActionRun, variables, as);
  await server.runJobs();
  const id = segmentActionRun.operation?.id ?? '';
  return {
    errors: segmentActionRun.userErrors,
    id,
    made: id === '' ? null : await operation(server, as, id),
  };
}
