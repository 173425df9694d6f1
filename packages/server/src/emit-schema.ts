import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { makeSchema } from './schema.ts';

/**
 * Writes packages/schema/schema.graphql from the classes; with `--check` it writes nothing and fails when the file
 * says something else. Sorted, so that moving a resolver's line moves nothing in the contract.
 */
const file = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));
const emitted = `${printSchema(lexicographicSortSchema(await makeSchema()))}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, emitted);
} else if (readFileSync(file, 'utf8') !== emitted) {
  process.stderr.write(
    'packages/schema/schema.graphql is not what the classes say. Run "npm run schema" and commit it.\n',
  );
  process.exitCode = 1;
}
