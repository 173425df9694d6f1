import type { OperationRecord, SummaryData } from './operation.row.ts';
import { meaningOf } from './outcomes.ts';

const number = new Intl.NumberFormat('en-US');

/** Rows by what becomes of them; a warning beside an outcome is not counted twice. */
export function leftOut(operation: Pick<OperationRecord, 'outcomes'>): { skipped: number; failed: number } {
  let skipped = 0;
  let failed = 0;
  for (const { code, count } of operation.outcomes) {
    const { severity } = meaningOf(code);
    if (severity === 'SKIPPED') skipped += count;
    if (severity === 'ERROR') failed += count;
  }
  return { skipped, failed };
}

/**
 * What apply will do (or did) as one sentence, for the button and the line above the preview:
 * "Mark 1,842 orders fulfilled, add 1,902 shipments, skip 37".
 */
export function sentenceOf(operation: Pick<OperationRecord, 'outcomes' | 'summary' | 'kind'>): string {
  const { skipped, failed } = leftOut(operation);
  const parts = operation.kind === 'BACKER_IMPORT' ? importParts(operation.summary) : shippingParts(operation.summary);
  if (skipped > 0) parts.push(`skip ${number.format(skipped)}`);
  if (failed > 0) parts.push(`leave ${number.format(failed)} to mend`);
  if (parts.length === 0) return 'Nothing to do';
  const sentence = parts.join(', ');
  return sentence[0]?.toUpperCase() + sentence.slice(1);
}

function shippingParts(summary: SummaryData): string[] {
  return [
    ...(summary.ordersFulfilled ? [`mark ${count(summary.ordersFulfilled, 'order')} fulfilled`] : []),
    ...(summary.shipmentsAdded ? [`add ${count(summary.shipmentsAdded, 'shipment')}`] : []),
    ...(summary.shipmentsReplaced ? [`replace ${count(summary.shipmentsReplaced, 'tracking number')}`] : []),
  ];
}

function importParts(summary: SummaryData): string[] {
  return [
    ...(summary.backersCreated ? [`create ${count(summary.backersCreated, 'backer')}`] : []),
    ...(summary.backersUpdated ? [`update ${count(summary.backersUpdated, 'backer')}`] : []),
  ];
}

function count(n: number, noun: string): string {
  return `${number.format(n)} ${noun}${n === 1 ? '' : 's'}`;
}
