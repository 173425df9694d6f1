import { buildSchema, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { makeSchema } from '../schema.ts';
import { FIELD_ACCESS } from './field-access.ts';
import { guardFields } from './guard.ts';

test('a root field that nobody decided about keeps the schema from building', () => {
  for (const root of ['Query', 'Mutation', 'Subscription']) {
    const others = root === 'Query' ? '' : 'type Query { viewer: String }';
    const schema = buildSchema(`${others} type ${root} { brandNew: String }`);
    expect(() => guardFields(schema)).toThrow(`${root}.brandNew`);
  }
});

test('a name every object has is no decision', () => {
  const schema = buildSchema('type Query { constructor: String, toString: String }');
  expect(() => guardFields(schema)).toThrow('Query.constructor, Query.toString');
});

test('every row of the table is about a field there is', async () => {
  const schema = await makeSchema();
  const strays = Object.entries(FIELD_ACCESS).flatMap(([typeName, rows]) => {
    const type = schema.getType(typeName);
    const fields = isObjectType(type) ? type.getFields() : {};
    return Object.keys(rows)
      .filter((name) => !fields[name])
      .map((name) => `${typeName}.${name}`);
  });
  expect(strays).toEqual([]);
});
