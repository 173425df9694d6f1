import type { BackerImportInput } from '@waybill/schema/backer-imports';
import type { OperationDetail } from '@waybill/schema/operations';
import { currentMapping } from '../operations/column-mapping.ts';
import type { OrderStatus } from '../ui/status.ts';

/** Answers to "what does this word of your file mean?". */
export type StatusAnswers = Record<string, OrderStatus>;

/** What `backerImportConfigure` takes: everything as it is, with `change` in it. */
export function configuration(
  operation: OperationDetail,
  change: Partial<BackerImportInput>,
): BackerImportInput {
  return {
    mapping: currentMapping(operation.file),
    statusMapping: operation.options?.statusMapping.map(({ value, status }) => ({ value, status })),
    ...change,
  };
}

/** The statuses known so far with new answers added; an answer to a known word replaces it. */
export function withAnswers(
  known: readonly { value: string; status: OrderStatus }[],
  answers: StatusAnswers,
): { value: string; status: OrderStatus }[] {
  const kept = known
    .filter(({ value }) => !Object.hasOwn(answers, value))
    .map(({ value, status }) => ({ value, status }));
  return [...kept, ...Object.entries(answers).map(([value, status]) => ({ value, status }))];
}
