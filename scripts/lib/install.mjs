import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from './hash.mjs';
import { NODE, ROOT } from './paths.mjs';

const STAMP = join(ROOT, 'node_modules/.waybill-stamp');
const INPUTS = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'package.json',
  'packages/schema/package.json',
  'packages/server/package.json',
  'packages/client/package.json',
];

/** Installs the locked dependencies when they are not the ones installed. Ends the process, saying why, if that fails. */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    fail(
      `This is Node ${process.version}; the installation needs Node 20 or later.`,
      'Install a newer Node from https://nodejs.org.',
    );
  const wanted = `${process.platform}-${process.arch}-${hashOf(ROOT, INPUTS)}`;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted && existsSync(NODE)) return;

  const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  console.log(`Installing the dependencies with ${packageManager} …`);
  const args = ['--yes', packageManager, 'install', '--frozen-lockfile', '--prefer-offline'];
  const { status, error } = spawnSync('npx', args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    // pnpm asks before it replaces node_modules, unless it is told that nobody is there to answer.
    env: { ...process.env, CI: 'true' },
    shell: process.platform === 'win32',
  });
  if (error)
    fail(
      `npx could not be started: ${error.message}.`,
      'It comes with Node; check that "npx --version" works.',
    );
  if (status !== 0) {
    fail(
      `The installation ended with code ${status}; the lines above say why.`,
      'Check the network and the npm registry ("npm ping"), and that package.json and pnpm-lock.yaml agree, then run the command again.',
    );
  }
  if (!existsSync(NODE)) {
    fail(
      `The pinned Node is missing after the installation (${NODE}).`,
      'Its package fetches it from the npm registry while it is installed. Remove node_modules and run the command again.',
    );
  }
  writeFileSync(STAMP, wanted);
}

function fail(problem, remedy) {
  console.error(`\nWaybill could not be installed. ${problem}\n${remedy}`);
  process.exit(1);
}
