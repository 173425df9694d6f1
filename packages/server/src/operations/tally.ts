import type { OutcomeTally } from './operation.row.ts';
import { meaningOf } from './outcomes.ts';

/** Folds rows grouped by outcome and warning into one count per code; a warning counts beside its outcome. */
export function tallyOf(
  rows: readonly { outcome: string; warning: string | null; count: number }[],
): OutcomeTally[] {
  const counts = new Map<string, number>();
  const add = (code: string, count: number) => counts.set(code, (counts.get(code) ?? 0) + count);
  for (const row of rows) {
    add(row.outcome, row.count);
    if (row.warning && meaningOf(row.outcome).applies) add(row.warning, row.count);
  }
  return [...counts].map(([code, count]) => ({ code, count }));
}
