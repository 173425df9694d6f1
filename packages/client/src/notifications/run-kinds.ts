import type { OperationProgress } from '@waybill/schema/operations';
import { countOf } from '../operations/operation-state.ts';

/** The mails a run writes. */
export type RunKind = 'TRACKING' | 'CORRECTION';

/** The outcome under which backers get which mail. */
export const runOutcome: Record<RunKind, string> = { TRACKING: 'TOLD', CORRECTION: 'CORRECTED' };

/** Which mails an operation would write; none where it is no run, or nobody is to be told. */
export function runKinds({ kind, outcomes }: OperationProgress): RunKind[] {
  if (kind !== 'TRACKING_NOTIFICATIONS') return [];
  return (['TRACKING', 'CORRECTION'] as const).filter((one) => countOf(outcomes, [runOutcome[one]]) > 0);
}
