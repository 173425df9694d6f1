import type { OutcomeSeverity } from './operation.enums.ts';
import type { OperationRecord, OutcomeTally } from './operation.row.ts';
import type { OutcomeCount } from './operation.types.ts';
import { meaningOf, OUTCOMES } from './outcomes.ts';
import { standingMeaning } from './outcomes-past.ts';

const ORDER = Object.keys(OUTCOMES);

/**
 * Tallies with their words, in the order of a preview.
 *
 * @param operation whose they are; null of what nobody has made an operation of
 */
export function outcomeCounts(
  tallies: readonly OutcomeTally[],
  operation: Pick<OperationRecord, 'status' | 'startedAt'> | null,
): OutcomeCount[] {
  return [...tallies]
    .sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code))
    .map(({ code, count }) => {
      const meaning = operation ? standingMeaning(code, operation) : meaningOf(code);
      const { severity, applies, title, help } = meaning;
      return { code, count, applies, title, help, severity: severity as OutcomeSeverity };
    });
}
