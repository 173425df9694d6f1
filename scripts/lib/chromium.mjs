import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NODE, SERVER } from './paths.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium to test with: CHROMIUM_PATH, one of the system, Playwright's, or one installed now.
 * @returns `{ path }`, or `{ problem }` with what to do about it
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    return existsSync(given)
      ? { path: given }
      : { problem: `CHROMIUM_PATH is "${given}", where nothing is.\n` };
  }
  const found = (await installed()) ?? (await install());
  if (found) return { path: found };
  return {
    problem:
      'NO BROWSER: the journeys were NOT tested. There is no Chromium on this machine and none could be installed.\n' +
      'Install Chromium or Chrome, or set CHROMIUM_PATH to its program, and run the tests again.\n',
  };
}

async function installed() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...PLACES, ...onPath, await playwrights()].find((file) => file && existsSync(file));
}

/** Where Playwright keeps its own, whether or not it is there. */
async function playwrights() {
  const entry = createRequire(join(SERVER, 'package.json')).resolve('playwright-core');
  const { default: playwright } = await import(pathToFileURL(entry).href);
  return playwright.chromium.executablePath();
}

async function install() {
  console.log('There is no Chromium; installing one for the journeys in the browser …');
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (debian) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { stdio: ['ignore', 'inherit', 'inherit'], env };
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  }
  const now = await installed();
  if (now) return now;
  const cli = join(SERVER, 'node_modules/playwright-core/cli.js');
  spawnSync(NODE, [cli, 'install', 'chromium'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return installed();
}
