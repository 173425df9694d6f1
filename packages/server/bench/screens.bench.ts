import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { DEMO } from '../src/demo/seed.ts';
import type { BenchCluster } from './cluster.ts';
import { spread, type BenchRow } from './rows.ts';
import { startServer } from './upload/server.ts';

/** Fetched when the suite runs and not installed with the product: 190 MB that nothing else needs. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const DEBUGGING_PORT = 31_700;
const PERFORMANCE = 'performance';
const CATEGORIES = [PERFORMANCE, 'accessibility', 'best-practices', 'seo'];

const PROJECT = `/${DEMO.slug}/lanterns-of-lune`;
const SCREENS = [
  ['dashboard', PROJECT],
  ['backer report', `${PROJECT}/backers`],
  ['public profile', `/c/${DEMO.slug}`],
] as const;

interface Report {
  categories: Record<string, { score: number | null }>;
  finalDisplayedUrl: string;
  runtimeError?: { message: string };
}

/** What Lighthouse thinks of the screens that are opened first, on the demo as `npm start` serves it, signed in. */
export async function screensBench(
  cluster: BenchCluster,
  { rounds }: { rounds: number },
): Promise<BenchRow[]> {
  const executablePath = process.env.CHROMIUM_PATH;
  if (!executablePath) throw new Error('Name a Chromium or Chrome in CHROMIUM_PATH.');
  // No database of the bench: its own, with the demo in it.
  const server = await startServer(cluster, '');
  const profile = mkdtempSync(join(cluster.dir, 'chromium-'));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: ['--no-sandbox', `--remote-debugging-port=${DEBUGGING_PORT}`],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('Email').fill(DEMO.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(DEMO.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${server.url}/`);
    await page.close();
    const rows: BenchRow[] = [];
    for (const [name, path] of SCREENS) {
      const scores: number[][] = [];
      for (let round = 0; round < rounds; round += 1) scores.push(await look(`${server.url}${path}`));
      const performance = spread(scores.map(([score = Number.NaN]) => score));
      const others = spread(scores.map(([, ...rest]) => Math.min(...rest)));
      const row = { against: '', must: '≥ 95', aim: '≥ 98', baseline: null, unit: '' };
      rows.push(
        { ...row, work: `${name}: Lighthouse, performance`, ours: performance, value: performance.median },
        { ...row, work: '… the lowest of the other three', ours: others, value: others.median },
      );
    }
    return rows;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Scores from 0 to 100, in the order of `CATEGORIES`, by the desktop preset in a tab of the signed-in browser. */
async function look(url: string): Promise<number[]> {
  const child = spawn(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      url,
      `--port=${DEBUGGING_PORT}`,
      '--preset=desktop',
      '--disable-storage-reset',
      `--only-categories=${CATEGORIES.join(',')}`,
      '--output=json',
      '--quiet',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}.`);
  const report = JSON.parse(Buffer.concat(chunks).toString()) as Report;
  if (report.runtimeError || report.finalDisplayedUrl !== url)
    throw new Error(
      `Lighthouse saw ${report.finalDisplayedUrl}: ${report.runtimeError?.message ?? 'another page'}`,
    );
  return CATEGORIES.map((category) => Math.round((report.categories[category]?.score ?? Number.NaN) * 100));
}
