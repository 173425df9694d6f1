// Writes the contract anew: schema.graphql from the server's classes, then gql.tada's view of it.
import { join } from 'node:path';
import { NODE, ROOT, SCHEMA } from './lib/paths.mjs';
import { capture } from './lib/capture.mjs';
import { typescript } from './lib/typescript.mjs';

const program = 'packages/server/src/emit-schema.ts';
const { flags, env } = typescript(program);

const steps = [
  { cwd: ROOT, args: [...flags, join(ROOT, program), ...process.argv.slice(2)], env },
  { cwd: SCHEMA, args: [join(SCHEMA, 'node_modules/gql.tada/bin/cli.js'), 'generate', 'output'] },
];

for (const step of steps) {
  const { code, output } = await capture(NODE, step.args, step);
  process.stdout.write(output);
  if (code !== 0) process.exit(code);
}
