import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { capture } from './capture.mjs';
import { CLIENT, NODE, ROOT, SCHEMA, SERVER } from './paths.mjs';
import { checkSuites } from './suites.mjs';
import { typescript } from './typescript.mjs';

const bin = (path) => join(ROOT, 'node_modules', path);
const node = (cwd, args, env) => () => capture(NODE, args, { cwd, env });
const types = (cwd) => node(cwd, [bin('typescript/bin/tsc'), '--noEmit', '--pretty', 'false']);

const lint = (...args) => node(ROOT, [bin('eslint/bin/eslint.js'), '--max-warnings', '0', ...args]);

const emitSchema = 'packages/server/src/emit-schema.ts';

/** Everything that reads the code without running it: name → what to run. */
const CHECKS = [
  [
    'format (mend: npx prettier --write .)',
    node(ROOT, [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  ],
  // One process a package: the three programs together took more than the 4 GB that Node gives a process.
  ['lint of schema', lint('packages/schema')],
  ['lint of server', lint('packages/server')],
  ['lint of client', lint('packages/client')],
  ['lint of the rest', lint('.', '--ignore-pattern', 'packages/')],
  ['types of schema', types(SCHEMA)],
  ['types of server', types(SERVER)],
  ['types of client', types(CLIENT)],
  [
    'direction of imports',
    node(ROOT, [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      'packages',
      '--config',
      '.dependency-cruiser.cjs',
    ]),
  ],
  ['unused code', node(ROOT, [bin('knip/bin/knip.js'), '--no-config-hints'])],
  ['documents fit the schema', node(SCHEMA, [join(SCHEMA, 'node_modules/gql.tada/bin/cli.js'), 'check'])],
  ['emitted schema agrees', checkEmittedSchema],
  ['every test file is run', checkSuites],
];

/** Two checks together may take 6 GB. */
const LANES = availableParallelism() > 1 && totalmem() > 7.5e9 ? 2 : 1;

/** Runs them all, as many together as the machine bears; each is told of when it is done. */
export async function runChecks(report) {
  const left = CHECKS.values();
  const lane = async () => {
    for (const [name, check] of left) await report.run(name, check);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function checkEmittedSchema() {
  if (!existsSync(join(ROOT, emitSchema))) {
    return { code: 1, output: `${emitSchema} is missing, so nothing says whether schema.graphql is true.\n` };
  }
  const { flags, env } = typescript(emitSchema);
  return capture(NODE, [...flags, join(ROOT, emitSchema), '--check'], { cwd: SERVER, env });
}
