import { BACKER_FIELDS } from '../backer-imports/backer-fields.ts';
import { TRACKING_FIELDS } from '../tracking-uploads/tracking-fields.ts';
import type { OperationKindName } from './operation.row.ts';
import type { MappableField } from './operation.types.ts';

/** What the columns of a kind's file can be taken for; empty for kinds that take no file. */
export function mappableFieldsOf(kind: OperationKindName): readonly MappableField[] {
  if (kind === 'TRACKING_UPLOAD') return TRACKING_FIELDS;
  return kind === 'BACKER_IMPORT' ? BACKER_FIELDS : [];
}
