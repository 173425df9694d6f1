import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { checkedMapping } from '../operations/column-mapping.input.ts';
import { configureOperation, createOperation } from '../operations/operation.actions.ts';
import type { OperationOptions, OperationRecord } from '../operations/operation.row.ts';
import { BACKER_FIELDS } from './backer-fields.ts';
import type { BackerImportInput } from './backer-import.inputs.ts';

/** An import that waits for its file. */
export function createBackerImport(
  db: Database,
  project: Owned,
  principal: Principal,
  input: BackerImportInput,
) {
  return createOperation(db, project, principal, {
    kind: 'BACKER_IMPORT',
    status: 'CREATED',
    options: { ...optionsOf(input), fileName: input.fileName ?? null, autoApply: input.autoApply },
    idempotencyKey: input.idempotencyKey,
  });
}

/** Another mapping, or answers about status words: it is planned again. */
export function configureBackerImport(
  db: Database,
  owned: Owned,
  input: BackerImportInput,
): Promise<OperationRecord> {
  return configureOperation(db, owned, 'BACKER_IMPORT', optionsOf(input));
}

function optionsOf(input: BackerImportInput): OperationOptions {
  return {
    ...(input.mapping && { mapping: checkedMapping(input.mapping, BACKER_FIELDS, ['itemColumn']) }),
    ...(input.statusMapping && {
      statusMapping: input.statusMapping.map(({ value, status }) => ({ value, status })),
    }),
    ...(input.defaultStatus && { defaultStatus: input.defaultStatus }),
  };
}
