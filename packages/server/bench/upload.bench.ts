import { join } from 'node:path';
import type { BenchCluster } from './cluster.ts';
import { spread, type BenchRow, type Spread } from './rows.ts';
import { checkApplied } from './upload/check.ts';
import { expertScript } from './upload/expert.ts';
import { writeTrackingFile } from './upload/file.ts';
import { undoOnce, uploadOnce, type UploadRun } from './upload/ours.ts';
import { startServer } from './upload/server.ts';

export interface UploadBenchOptions {
  /** Rows of the main comparison; a million unless told. */
  rows: number;
  rounds: number;
}

/** Tracking uploads against an expert's script: clean, with a stop, dirty, growing, undone; memory and progress. */
export async function uploadBench(
  cluster: BenchCluster,
  { rows, rounds }: UploadBenchOptions,
): Promise<BenchRow[]> {
  const sizes = [rows / 100, rows / 10, rows];
  const clean = new Map<number, string>();
  for (const size of sizes) {
    const path = join(cluster.dir, `clean-${size}.csv`);
    await writeTrackingFile(path, size);
    clean.set(size, path);
  }
  const main = clean.get(rows) as string;
  const dirty = join(cluster.dir, 'dirty.csv');
  const bad = await writeTrackingFile(dirty, rows, true);
  const tripled = join(cluster.dir, 'tripled.csv');
  await writeTrackingFile(tripled, rows * 3);

  const expert: number[] = [];
  const straight: UploadRun[] = [];
  const stopped: UploadRun[] = [];
  const withErrors: UploadRun[] = [];
  const undone: number[] = [];
  const growth = new Map<number, number[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round += 1) {
    expert.push(
      await onClone(cluster, rows, async (url) => {
        const took = await expertScript(url, main);
        await checkApplied(url, rows);
        return took;
      }),
    );
    for (const size of sizes) {
      const run = await onServer(cluster, size, async (server, token, url) => {
        const made = await uploadOnce(server, token, clean.get(size) as string);
        await checkApplied(url, size);
        if (size === rows) undone.push(await undoOnce(server, token, made.operationId));
        return made;
      });
      growth.get(size)?.push(run.total);
      if (size === rows) straight.push(run);
    }
    stopped.push(
      await onServer(cluster, rows, async (server, token, url) => {
        const made = await uploadOnce(server, token, main, { stopAtPreview: true });
        await checkApplied(url, rows);
        return made;
      }),
    );
    withErrors.push(
      await onServer(cluster, rows, async (server, token, url) => {
        const made = await uploadOnce(server, token, dirty);
        await checkApplied(url, rows - bad);
        return made;
      }),
    );
  }
  const large = await onServer(cluster, rows, (server, token) => uploadOnce(server, token, tripled));

  const base = spread(expert);
  const ours = spread(straight.map((run) => run.total));
  const label = `${rows.toLocaleString('en-US')} rows`;
  const against = 'the expert script';
  const peak = spread(straight.map((run) => run.peakOverIdle));
  return [
    ratio(`tracking upload, ${label}`, against, '≤ 1.25', '≤ 0.9', ours, base),
    ratio(
      '… with the stop at the preview',
      against,
      '≤ 1.5',
      '≤ 1.1',
      spread(stopped.map((run) => run.total)),
      base,
    ),
    ratio(
      '… with 4 % bad rows',
      'clean file',
      '≤ 1.05',
      '≤ 1',
      spread(withErrors.map((run) => run.total)),
      ours,
    ),
    ...sizes
      .slice(1)
      .map((size, index) =>
        ratio(
          `growth ${sizes[index]?.toLocaleString('en-US')} → ${size.toLocaleString('en-US')}`,
          't(10×)/t(1×)',
          '≤ 11',
          '≤ 10.3',
          spread(growth.get(size) ?? []),
          spread(growth.get(sizes[index] as number) ?? []),
        ),
      ),
    bare('memory: peak over idle', '≤ 64 MB', '≤ 40 MB', peak, 'MB'),
    {
      ...bare('memory: thrice the rows over once', '≤ 16 MB', '≤ 4 MB', peak, 'MB'),
      value: large.peakOverIdle - peak.median,
    },
    ratio(`undo of ${label}`, 'its own apply', '≤ 1.5', '≤ 1', spread(undone), ours),
    bare('progress: first event', '≤ 300 ms', '', spread(straight.map((run) => run.firstEvent)), 'ms'),
    bare(
      'progress: longest silence',
      '≤ 500 ms',
      '',
      spread(straight.map((run) => run.longestSilence)),
      'ms',
    ),
  ];
}

export async function onClone<T>(
  cluster: BenchCluster,
  backers: number,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const url = await cluster.clone(await cluster.template(backers));
  try {
    return await work(url);
  } finally {
    await cluster.drop(url);
  }
}

export function onServer<T>(
  cluster: BenchCluster,
  backers: number,
  work: (server: Awaited<ReturnType<typeof startServer>>, token: string, url: string) => Promise<T>,
): Promise<T> {
  return onClone(cluster, backers, async (url) => {
    const server = await startServer(cluster, url);
    try {
      return await work(server, cluster.token(backers), url);
    } finally {
      await server.stop();
    }
  });
}

export function ratio(
  work: string,
  against: string,
  must: string,
  aim: string,
  ours: Spread,
  baseline: Spread,
): BenchRow {
  return { work, against, must, aim, ours, baseline, value: ours.median / baseline.median, unit: 'ms' };
}

function bare(work: string, must: string, aim: string, ours: Spread, unit: string): BenchRow {
  return { work, against: '', must, aim, ours, baseline: null, value: ours.median, unit };
}
