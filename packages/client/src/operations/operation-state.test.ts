import { expect, test } from 'vitest';
import type { OperationProgress, OutcomeCount } from '@waybill/schema/operations';
import {
  asLabel,
  countOf,
  rowsBySeverity,
  secondsLeft,
  shareDone,
  sortOutcomes,
  stayedWords,
} from './operation-state.ts';

const running = {
  status: 'RUNNING',
  totalCount: 1000,
  processedCount: 250,
  rowsPerSecond: 50,
  estimatedCompletionAt: null,
  bytesReceived: '0',
  bytesTotal: null,
} as OperationProgress;

function outcome(code: string, severity: OutcomeCount['severity'], count: number): OutcomeCount {
  return { code, severity, count, applies: severity === 'OK', title: code, help: '' };
}

test('the share is of rows while it runs and of bytes while it arrives', () => {
  expect(shareDone(running)).toBe(0.25);
  expect(shareDone({ ...running, status: 'RECEIVING', bytesReceived: '30', bytesTotal: '60' })).toBe(0.5);
});

test('nobody is told a share that is not known', () => {
  expect(shareDone({ ...running, status: 'QUEUED' })).toBeNull();
  expect(shareDone({ ...running, totalCount: 0 })).toBeNull();
  expect(shareDone({ ...running, status: 'RECEIVING' })).toBeNull();
});

test('the time left comes from the estimate, else from the pace', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  expect(secondsLeft({ ...running, estimatedCompletionAt: '2026-11-21T10:00:30Z' }, now)).toBe(30);
  expect(secondsLeft({ ...running, estimatedCompletionAt: '2026-11-21T09:59:00Z' }, now)).toBe(0);
  expect(secondsLeft(running, now)).toBe(15);
  expect(secondsLeft({ ...running, rowsPerSecond: null }, now)).toBeNull();
});

test('what needs a person comes first, and nothing without rows', () => {
  const outcomes = [
    outcome('A', 'OK', 5),
    outcome('B', 'ERROR', 1),
    outcome('C', 'ERROR', 3),
    outcome('D', 'WARNING', 0),
  ];
  expect(sortOutcomes(outcomes).map(({ code }) => code)).toEqual(['C', 'B', 'A']);
  expect(countOf(outcomes, ['A', 'B'])).toBe(6);
});

test('a button ends without a full stop', () => {
  expect(asLabel('Mark 2 orders fulfilled.')).toBe('Mark 2 orders fulfilled');
});

test('a row with a warning is counted once, and said to be among the good ones', () => {
  const outcomes = [
    outcome('GOOD', 'OK', 31),
    outcome('DOUBT', 'WARNING', 27),
    outcome('BARE', 'WARNING', 3),
  ];
  expect(rowsBySeverity(outcomes, 34)).toEqual({
    counts: { OK: 4, WARNING: 30, SKIPPED: 0, ERROR: 0 },
    warned: 27,
  });
});

test('what undo left is counted as one or as many, and a mail that had gone is no change', () => {
  expect(stayedWords({ kind: 'TRACKING_UPLOAD', undoLeftAlone: 0 })).toBeNull();
  expect(stayedWords({ kind: 'TRACKING_UPLOAD', undoLeftAlone: 1 })).toBe(
    '1 row changed since and stayed as it is',
  );
  expect(stayedWords({ kind: 'TAG', undoLeftAlone: 2 })).toBe('2 rows changed since and stayed as they are');
  expect(stayedWords({ kind: 'TRACKING_NOTIFICATIONS', undoLeftAlone: 2 })).toBe(
    '2 mails had gone out already',
  );
});
