import { BigIntType, Type } from '@mikro-orm/core';

/** A bigint key. MikroORM 7 gives JavaScript bigints, which GraphQL's ID refuses; ids are strings everywhere here. */
export const IdType = new BigIntType('string');

/** A timestamptz as ISO 8601 text in UTC, which is what goes out: no Date in between. */
export class IsoTimeType extends Type<string | null, string | null> {
  override convertToJSValue(value: string | null): string | null {
    return value === null ? null : new Date(value).toISOString();
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'timestamptz';
  }
}
