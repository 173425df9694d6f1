import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  getNamedType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import { expect, test } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const schema = buildSchema(readFileSync(here('../schema.graphql'), 'utf8'));

/** Every typed document, by the file it is of and its name. */
async function documents(): Promise<[string, DocumentNode][]> {
  const folder = here('../src/');
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.ts') && !/\.d\.ts$|^(client|upload-cli)\.ts$/.test(file),
  );
  const found = await Promise.all(
    files.map(async (file) => {
      const module = (await import(`${folder}${file}`)) as Record<string, unknown>;
      return Object.entries(module)
        .filter(([, value]) => (value as { kind?: string } | null)?.kind === Kind.DOCUMENT)
        .map(([name, value]): [string, DocumentNode] => [`${file}: ${name}`, value as DocumentNode]);
    }),
  );
  return found.flat();
}

/** What a document reads of each thing it meets, with the fields of its fragments. */
function readings(document: DocumentNode): { type: GraphQLObjectType; fields: string[] }[] {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet]] : [],
    ),
  );
  const fieldsOf = (set: SelectionSetNode | undefined): string[] =>
    (set?.selections ?? []).flatMap((one) => {
      if (one.kind === Kind.FIELD) return [one.name.value];
      return fieldsOf(one.kind === Kind.FRAGMENT_SPREAD ? fragments.get(one.name.value) : one.selectionSet);
    });
  const found: { type: GraphQLObjectType; fields: string[] }[] = [];
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ selectionSet }) {
        const type = getNamedType(info.getType());
        if (selectionSet && isObjectType(type)) found.push({ type, fields: fieldsOf(selectionSet) });
      },
    }),
  );
  return found;
}

test('what has an id is read with it, or the client’s cache would hold it twice', async () => {
  const shipped = await documents();
  expect(shipped.length).toBeGreaterThan(100);
  const without = shipped.flatMap(([name, document]) =>
    readings(document)
      .filter(({ type, fields }) => 'id' in type.getFields() && !fields.includes('id'))
      .map(({ type }) => `${name} reads ${type.name}`),
  );
  expect(without).toEqual([]);
});

test('a hold, which has no id, is read whole: one page’s reading replaces another’s', async () => {
  const whole = Object.keys((schema.getType('Hold') as GraphQLObjectType).getFields());
  const read = (await documents()).flatMap(([name, document]) =>
    readings(document)
      .filter(({ type }) => type.name === 'Hold')
      .map(({ fields }) => [name, fields.toSorted()]),
  );
  expect(read.length).toBeGreaterThan(3);
  expect(read.filter(([, fields]) => String(fields) !== String(whole.toSorted()))).toEqual([]);
});
