import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCluster } from '../cluster.ts';
import { cpuMs, memoryMb } from '../process.ts';

/** A Waybill of its own process on a copy of the database, as `npm start` runs it. */
export interface BenchServer {
  url: string;
  /** Resident memory now, in MB. */
  rssMb(): number;
  /** The highest it has been since the last reset, in MB. */
  peakMb(): number;
  /** Processor time it has used, in milliseconds. */
  cpuMs(): number;
  stop(): Promise<void>;
}

const flags = JSON.parse(readFileSync(new URL('../../node-flags.json', import.meta.url), 'utf8')) as string[];
const main = fileURLToPath(new URL('../../dist/main.mjs', import.meta.url));
/** Below what the system gives to outgoing connections: in three uploads one of these had taken the next server's. */
let ports = 30_000 + (process.pid % 500);

export async function startServer(
  cluster: BenchCluster,
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<BenchServer> {
  ports += 1;
  const port = ports;
  const dataDir = join(cluster.dir, `server-${port}`);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, 'secrets.json'), JSON.stringify(cluster.secrets), { mode: 0o600 });
  const child = fork(main, [], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'warn',
      ...env,
    },
    execArgv: flags,
    // What it logs is told only when it matters: warnings and worse.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = `http://localhost:${port}`;
  await ready(url, child);
  return {
    url,
    rssMb: () => memoryMb(child.pid, 'VmRSS'),
    peakMb: () => memoryMb(child.pid, 'VmHWM'),
    cpuMs: () => cpuMs(child.pid),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode}. Build it first: npm start.`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
