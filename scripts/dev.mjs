// The server, started again on every change, and Vite's development server for the client.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { CLIENT, NODE, SERVER } from './lib/paths.mjs';
import { typescript } from './lib/typescript.mjs';

const main = 'packages/server/src/main.ts';
const { env } = typescript(main);
const tsx = dirname(createRequire(join(SERVER, 'package.json')).resolve('tsx/package.json'));
const api = `http://localhost:${process.env.PORT ?? 4600}`;

const children = [
  start(SERVER, [join(tsx, 'dist/cli.mjs'), 'watch', 'src/main.ts', ...process.argv.slice(2)], env),
  start(CLIENT, [join(CLIENT, 'node_modules/vite/bin/vite.js')], { API_URL: api }),
];

function start(cwd, args, extra) {
  const child = spawn(NODE, args, { cwd, stdio: 'inherit', env: { ...process.env, ...extra } });
  child.once('exit', (code) => {
    process.exitCode ??= code ?? 1;
    for (const other of children) other.kill('SIGTERM');
  });
  return child;
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM');
  });
}
