import type { OperationRecord } from '../operations/operation.row.ts';
import { knownStatus, NO_STATUS } from './status-words.ts';

export interface ResolvedStatus {
  value: string;
  count: number;
  /** Null = has to be asked. */
  status: string | null;
}

/** Every status word of the file with what it stands for: the person's answer, else what is known of the word. */
export function resolveStatuses(operation: OperationRecord): ResolvedStatus[] {
  const words = (operation.staged?.statusWords ?? []) as { value: string; count: number }[];
  const answers = new Map(
    (operation.options.statusMapping ?? []).map(({ value, status }) => [value, status]),
  );
  return words.map(({ value, count }) => ({
    value,
    count,
    status:
      answers.get(value) ??
      (value === NO_STATUS ? (operation.options.defaultStatus ?? null) : knownStatus(value)),
  }));
}

/** Words that apply has to wait for: a row that says nothing of a backer who is there already asks nothing. */
export function unansweredStatuses(operation: OperationRecord): ResolvedStatus[] {
  if (!operation.outcomes.some(({ code }) => code === 'STATUS_UNKNOWN')) return [];
  return resolveStatuses(operation).filter(({ status }) => status === null);
}
