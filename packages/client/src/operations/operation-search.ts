import type { OperationKind, OperationStatus } from '@waybill/schema/operations';

/** What the list of operations is narrowed to, as it stands in the address. */
export interface OperationSearch {
  kind?: OperationKind;
  status?: OperationState;
}

/** Statuses as a person asks for them: several of ours under one word. */
export type OperationState = 'waiting' | 'running' | 'done' | 'failed' | 'undone';

export const stateWords: Record<OperationState, string> = {
  waiting: 'Waits for you',
  running: 'Running',
  done: 'Done',
  failed: 'Failed or stopped',
  undone: 'Undone',
};

const statuses: Record<OperationState, OperationStatus[]> = {
  waiting: ['CREATED', 'PLANNED'],
  running: ['RECEIVING', 'PLANNING', 'QUEUED', 'RUNNING', 'UNDOING'],
  done: ['COMPLETED'],
  failed: ['FAILED', 'CANCELED'],
  undone: ['UNDONE'],
};

/** The statuses behind a word; null when nothing is asked for. */
export function statusesOf(state: OperationState | undefined): OperationStatus[] | null {
  return state ? statuses[state] : null;
}

/** Takes whatever stands in an address and keeps what the list understands. */
export function readOperationSearch(
  search: Record<string, unknown>,
  kinds: readonly OperationKind[],
): OperationSearch {
  const kind = kinds.find((one) => one === search['kind']);
  const status = (Object.keys(statuses) as OperationState[]).find((one) => one === search['status']);
  return { ...(kind && { kind }), ...(status && { status }) };
}
