import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { appUrl } from '../../src/lib/roles.ts';
import type { BenchCluster } from '../cluster.ts';
import { cpuMs } from '../process.ts';

export interface Rival {
  /** Where it takes GraphQL. */
  url: string;
  /** Processor time it has used, in milliseconds. */
  cpuMs(): number;
  stop(): Promise<void>;
}

/** As many connections as our server gives to requests. */
const POOL_SIZE = '12';

/**
 * PostGraphile on a copy of the database, as the role that our own requests have.
 *
 * @param bare without signing anybody in
 */
export async function startPostGraphile(
  cluster: BenchCluster,
  databaseUrl: string,
  bare = false,
): Promise<Rival> {
  const child = fork(fileURLToPath(new URL('./postgraphile.ts', import.meta.url)), [], {
    env: {
      ...process.env,
      DATABASE_URL: appUrl(databaseUrl, cluster.secrets),
      POOL_SIZE,
      BARE: bare ? '1' : '',
      GRAPHILE_ENV: 'production',
      NODE_ENV: 'production',
    },
    // The pinned Node reads TypeScript by itself; a loader would sit in front of every module.
    execArgv: [],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`PostGraphile ended with ${code} before it listened.`)));
  });
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    cpuMs: () => cpuMs(child.pid),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
