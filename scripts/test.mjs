// All of it: the checks, a build, the tests of server and client, and the journeys in a browser.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { capture } from './lib/capture.mjs';
import { runChecks } from './lib/checks.mjs';
import { findChromium } from './lib/chromium.mjs';
import { failedTests } from './lib/failed-tests.mjs';
import { NODE, ROOT } from './lib/paths.mjs';
import { Report } from './lib/steps.mjs';
import { SUITES, vitestOf } from './lib/suites.mjs';

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

await runChecks(report);
await report.run('build', () => capture(NODE, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT }));
for (const { name, cwd, args, inBrowser } of SUITES) {
  await report.run(name, async () => {
    if (!inBrowser) return vitest(cwd, args);
    const { path, problem } = await findChromium();
    return path ? vitest(cwd, args, { CHROMIUM_PATH: path }) : { code: 1, output: problem };
  });
}

rmSync(temporary, { recursive: true, force: true });
process.exit(report.finish());

/** Vitest's own report goes to the terminal as it comes; the counts come from its JSON. */
async function vitest(cwd, args, env) {
  const json = join(temporary, `${basename(cwd)}-${args.at(-1) ?? 'all'}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  running = spawn(NODE, [vitestOf(cwd), 'run', ...args, ...reporters], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve) => {
    running.once('error', () => resolve(1));
    running.once('close', (status) => resolve(status ?? 1));
  });
  running = undefined;
  const outcome = JSON.parse(readFileSync(json, 'utf8'));
  return {
    code,
    passed: outcome.numPassedTests,
    failed: outcome.numFailedTests,
    reasons: failedTests(outcome),
  };
}
