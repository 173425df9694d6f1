import type { OutcomeSeverity } from './operation.enums.ts';
import type { OutcomeTally } from './operation.row.ts';
import type { OutcomeCount } from './operation.types.ts';
import { meaningOf, OUTCOMES } from './outcomes.ts';

const ORDER = Object.keys(OUTCOMES);

/** Tallies with their words, in the order of a preview. */
export function outcomeCounts(tallies: readonly OutcomeTally[]): OutcomeCount[] {
  return [...tallies]
    .sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code))
    .map(({ code, count }) => {
      const { severity, applies, title, help } = meaningOf(code);
      return { code, count, applies, title, help, severity: severity as OutcomeSeverity };
    });
}
