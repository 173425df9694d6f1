// The one door to every command: `node scripts/run.mjs <command> [arguments]`.
// Runs on any Node since 20 and without dependencies: it installs them, then goes on under the pinned Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { NODE, ROOT } from './lib/paths.mjs';
import { typescript } from './lib/typescript.mjs';

const SERVER_PROGRAM = 'packages/server/dist/main.mjs';
/** Space for young objects: with V8's 16 MB the process stands 16 MB higher during an upload, which is no faster for it. */
const SERVER_FLAGS = JSON.parse(readFileSync(join(ROOT, 'packages/server/node-flags.json'), 'utf8'));

/** Command → the programs that run one after the other; the command's arguments go to the last. */
const COMMANDS = {
  start: ['scripts/build.mjs', SERVER_PROGRAM],
  test: ['scripts/test.mjs'],
  check: ['scripts/check.mjs'],
  dev: ['scripts/dev.mjs'],
  schema: ['scripts/schema.mjs'],
  demo: ['packages/server/demo/main.ts'],
  token: ['packages/server/src/access/token-cli.ts'],
  upload: ['packages/schema/src/upload-cli.ts'],
  bench: ['scripts/build.mjs', 'packages/server/bench/main.ts'],
};

const [command = '', ...args] = process.argv.slice(2);
const steps = COMMANDS[command];
if (!steps) {
  const known = Object.keys(COMMANDS).join(', ');
  console.error(`${command ? `"${command}" is no command.` : 'Which command?'} There are: ${known}.`);
  process.exit(64);
}

let child;
let interruptedAt = 0;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopping = true;
    // A terminal sends Ctrl-C to the child as well, and npm sends it once more: once is enough, a second one means "at once".
    const again = Date.now() - interruptedAt < 1000;
    interruptedAt = Date.now();
    if (again || (signal === 'SIGINT' && process.stdin.isTTY)) return;
    child?.kill(signal);
  });
}

// npm hands SIGTERM to the shell between us and it, which dies of it without a word. Losing that shell is the signal.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid === parent || stopping) return;
    stopping = true;
    child?.kill('SIGTERM');
  }, 200).unref();
}

ensureInstalled();
for (const [index, program] of steps.entries()) {
  const last = index === steps.length - 1;
  const code = await run(program, last ? args : []);
  if (code !== 0 || last || stopping) process.exit(code);
}

/** @returns the exit code, or 128 + the signal's number as shells do */
function run(program, programArgs) {
  const entry = join(ROOT, program);
  if (!existsSync(entry)) {
    console.error(`${program} is missing: this checkout is not complete.`);
    return 1;
  }
  const { flags, env } = program.endsWith('.ts') ? typescript(program) : { flags: [], env: {} };
  return new Promise((resolve) => {
    const own = program === SERVER_PROGRAM ? SERVER_FLAGS : [];
    child = spawn(NODE, ['--enable-source-maps', ...own, ...flags, entry, ...programArgs], {
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', (error) => {
      console.error(`Node could not be started from ${NODE}: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
