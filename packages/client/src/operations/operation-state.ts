import type {
  OperationProgress,
  OperationStatus,
  OutcomeCount,
  OutcomeSeverity,
} from '@waybill/schema/operations';
import { formatCount } from '../ui/format.ts';

/** The moments of an operation, as its page shows them. */
export type Moment = 'arriving' | 'check' | 'watch' | 'report';

const moments: Record<OperationStatus, Moment> = {
  CREATED: 'arriving',
  RECEIVING: 'arriving',
  PLANNING: 'arriving',
  PLANNED: 'check',
  QUEUED: 'watch',
  RUNNING: 'watch',
  UNDOING: 'watch',
  COMPLETED: 'report',
  FAILED: 'report',
  CANCELED: 'report',
  UNDONE: 'report',
};

export function momentOf(status: OperationStatus): Moment {
  return moments[status];
}

/** It moves by itself now: numbers of it that are not live are old. */
export function isMoving(status: OperationStatus): boolean {
  return ['RECEIVING', 'PLANNING', 'QUEUED', 'RUNNING', 'UNDOING'].includes(status);
}

/** From 0 to 1; null while nobody knows how much there is. */
export function shareDone(operation: OperationProgress): number | null {
  if (operation.status === 'RECEIVING') {
    const total = Number(operation.bytesTotal ?? 0);
    return total > 0 ? Number(operation.bytesReceived) / total : null;
  }
  if (operation.status === 'QUEUED' || operation.totalCount === 0) return null;
  return operation.processedCount / operation.totalCount;
}

/** Seconds to go, from the server's estimate or the pace; null when neither is known. */
export function secondsLeft(operation: OperationProgress, now: number): number | null {
  if (operation.estimatedCompletionAt) {
    return Math.max(0, (Date.parse(operation.estimatedCompletionAt) - now) / 1000);
  }
  if (!operation.rowsPerSecond) return null;
  return Math.max(0, operation.totalCount - operation.processedCount) / operation.rowsPerSecond;
}

/** Severities in the order of what needs a person first. */
export const severityOrder: readonly OutcomeSeverity[] = ['ERROR', 'WARNING', 'SKIPPED', 'OK'];

/** Outcomes that have rows, what needs a person first, larger groups before smaller. */
export function sortOutcomes(outcomes: readonly OutcomeCount[]): OutcomeCount[] {
  return outcomes
    .filter((outcome) => outcome.count > 0)
    .sort(
      (a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) || b.count - a.count,
    );
}

/** Rows under some codes. */
export function countOf(outcomes: readonly OutcomeCount[], codes: readonly string[]): number {
  return outcomes.reduce((sum, outcome) => sum + (codes.includes(outcome.code) ? outcome.count : 0), 0);
}

/** What undo could not take back, and why; null where it took back all. */
export function stayedWords({
  kind,
  undoLeftAlone: rows,
}: Pick<OperationProgress, 'kind' | 'undoLeftAlone'>): string | null {
  if (rows === 0) return null;
  if (kind === 'TRACKING_NOTIFICATIONS') return `${formatCount(rows, 'mail')} had gone out already`;
  return `${formatCount(rows, 'row')} changed since and ${rows === 1 ? 'stayed as it is' : 'stayed as they are'}`;
}

/** The rows of each severity, each row once; a warning is counted beside the outcome of its row. */
export function rowsBySeverity(
  outcomes: readonly OutcomeCount[],
  rows: number,
): { counts: Record<OutcomeSeverity, number>; warned: number } {
  const sum = (severity: OutcomeSeverity) =>
    outcomes.reduce((total, outcome) => total + (outcome.severity === severity ? outcome.count : 0), 0);
  const counts = { OK: sum('OK'), WARNING: sum('WARNING'), SKIPPED: sum('SKIPPED'), ERROR: sum('ERROR') };
  const twice = counts.OK + counts.WARNING + counts.SKIPPED + counts.ERROR - rows;
  const warned = Math.min(counts.OK, Math.max(0, twice));
  return { counts: { ...counts, OK: counts.OK - warned }, warned };
}

/** A sentence as a button says it: without its full stop. */
export function asLabel(sentence: string): string {
  return sentence.replace(/\.\s*$/, '');
}
