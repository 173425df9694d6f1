import { Field, InputType, Int } from 'type-graphql';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import type { MappedColumn } from './operation.row.ts';

@InputType({ description: 'What one column of a file is taken for.' })
export class ColumnMappingInput {
  @Field(() => Int, { description: 'Its place, from 0.' })
  columnIndex!: number;

  @Field(() => String, {
    nullable: true,
    description: 'A field of `mappableFields`; null or absent = ignore the column.',
  })
  field?: string | null;
}

/**
 * A mapping as it is stored: known fields only, each once but those that several columns may hold.
 *
 * @throws UserError INVALID
 */
export function checkedMapping(
  mapping: readonly ColumnMappingInput[],
  fields: readonly { field: string }[],
  repeatable: readonly string[] = [],
): MappedColumn[] {
  const taken = new Set<string>();
  return mapping.flatMap(({ columnIndex, field }, index) => {
    if (!field) return [];
    if (columnIndex < 0)
      throw new UserError(
        UserErrorCode.INVALID,
        `Columns are counted from 0; there is no column ${columnIndex}.`,
        ['mapping', String(index)],
      );
    if (!fields.some((known) => known.field === field))
      throw new UserError(
        UserErrorCode.INVALID,
        `There is no field called “${field.slice(0, 40)}”; see mappableFields.`,
        ['mapping', String(index)],
      );
    if (taken.has(field) && !repeatable.includes(field))
      throw new UserError(
        UserErrorCode.INVALID,
        `Two columns are taken for “${field}”. Choose one of them.`,
        ['mapping', String(index)],
      );
    taken.add(field);
    return [{ columnIndex, field }];
  });
}
