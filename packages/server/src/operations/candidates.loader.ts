import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { candidatesOf } from './operation-rows.ts';
import type { OperationRecord } from './operation.row.ts';
import type { OperationRow } from './operation.types.ts';

/** Whom the keys of rows in conflict name; one query for a page of rows. */
export function candidatesByRow(
  context: Context,
): DataLoader<OperationRow & { operation: OperationRecord }, string[]> {
  return new DataLoader(async (rows) => {
    const operation = rows[0]?.operation;
    if (!operation) return rows.map(() => []);
    const found = await candidatesOf(
      context.db,
      operation,
      rows.map((row) => row.rowNumber),
    );
    return rows.map((row) => found.get(row.rowNumber) ?? []);
  });
}
