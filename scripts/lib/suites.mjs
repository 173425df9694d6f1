import { globSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { capture } from './capture.mjs';
import { CLIENT, NODE, ROOT, SCHEMA, SERVER } from './paths.mjs';

/** What `npm test` runs, in its order: the folder, and the arguments that choose among its tests. */
export const SUITES = [
  { name: 'tests of the server', cwd: SERVER, args: ['--project', 'server'] },
  { name: 'tests of the script client', cwd: SCHEMA, args: [] },
  { name: 'tests of the client', cwd: CLIENT, args: [] },
  { name: 'journeys in the browser', cwd: SERVER, args: ['--project', 'browser'], inBrowser: true },
];

export const vitestOf = (cwd) => join(cwd, 'node_modules/vitest/vitest.mjs');

/** Fails for a test file that no suite runs: it would look like a test and never fail. */
export async function checkSuites() {
  const run = new Set();
  for (const { cwd, args } of SUITES) {
    const { code, output } = await capture(NODE, [vitestOf(cwd), 'list', '--filesOnly', '--json', ...args], {
      cwd,
    });
    const json = output.slice(output.indexOf('['));
    if (code !== 0) return { code, output };
    for (const { file } of JSON.parse(json)) run.add(relative(ROOT, file).split(sep).join('/'));
  }
  const files = globSync('**/*.{test,spec}.{,c,m}{js,ts,jsx,tsx}', {
    cwd: ROOT,
    exclude: (name) => name === 'node_modules' || name === 'dist',
  });
  const orphans = files.map((file) => file.split(sep).join('/')).filter((file) => !run.has(file));
  return {
    code: orphans.length > 0 ? 1 : 0,
    output: orphans.map((file) => `${file} is run by no suite of scripts/lib/suites.mjs.\n`).join(''),
  };
}
