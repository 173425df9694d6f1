// All of it: the checks, a build, the tests of server and client, and the journeys in a browser.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from './lib/capture.mjs';
import { CHECKS } from './lib/checks.mjs';
import { findChromium } from './lib/chromium.mjs';
import { CLIENT, NODE, ROOT, SCHEMA, SERVER } from './lib/paths.mjs';
import { Report } from './lib/steps.mjs';

/** What runs now, so that stopping us stops it and the servers it started. */
let running;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    running?.kill('SIGTERM');
    running?.once('close', () => process.exit(130));
    if (!running) process.exit(130);
  });
}

const report = new Report();
const temporary = mkdtempSync(join(tmpdir(), 'waybill-test-'));

for (const [name, check] of CHECKS) await report.run(name, check);
await report.run('build', () => capture(NODE, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT }));
await report.run('tests of the server', () => vitest(SERVER, ['--project', 'server']));
await report.run('tests of the script client', () => vitest(SCHEMA, []));
if (hasTests(join(CLIENT, 'src'))) await report.run('tests of the client', () => vitest(CLIENT, []));
await report.run('journeys in the browser', async () => {
  const { path, problem } = await findChromium();
  if (!path) return { code: 1, output: problem };
  return vitest(SERVER, ['--project', 'browser'], { CHROMIUM_PATH: path });
});

rmSync(temporary, { recursive: true, force: true });
process.exit(report.finish());

function hasTests(dir) {
  return readdirSync(dir, { recursive: true }).some((file) => /\.test\.tsx?$/.test(file));
}

/** Vitest's own report goes to the terminal as it comes; the counts come from its JSON. */
async function vitest(cwd, args, env) {
  const json = join(temporary, `${args.at(-1) ?? 'client'}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  const program = join(cwd, 'node_modules/vitest/vitest.mjs');
  running = spawn(NODE, [program, 'run', ...args, ...reporters], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve) => {
    running.once('error', () => resolve(1));
    running.once('close', (status) => resolve(status ?? 1));
  });
  running = undefined;
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(json, 'utf8'));
  return { code, passed: numPassedTests, failed: numFailedTests };
}
