import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { appUrl } from '../../src/lib/roles.ts';
import type { BenchCluster } from '../cluster.ts';
import { cpuMs } from '../process.ts';

export interface BareServer {
  url: string;
  /** Processor time it has used, in milliseconds. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** As many connections as our server gives to requests. */
const POOL_SIZE = '12';

/** `bare.ts` on a copy of the database, as the role that our own requests have. */
export async function startBare(cluster: BenchCluster, databaseUrl: string): Promise<BareServer> {
  const child = fork(fileURLToPath(new URL('./bare.ts', import.meta.url)), [], {
    env: {
      ...process.env,
      DATABASE_URL: appUrl(databaseUrl, cluster.secrets),
      POOL_SIZE,
      NODE_ENV: 'production',
    },
    // The pinned Node reads TypeScript by itself; a loader would sit in front of every module.
    execArgv: [],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`The bare server ended with ${code} before it listened.`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    cpuMs: () => cpuMs(child.pid),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
