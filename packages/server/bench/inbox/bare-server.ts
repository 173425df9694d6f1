import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** As many connections as our server gives to requests. */
const POOL_SIZE = '12';

/** `bare.ts` on a database, as its owner. */
export async function startBareInbox(
  databaseUrl: string,
  secret: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL('./bare.ts', import.meta.url)), [], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      HOOK_SECRET: secret,
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
    url: `http://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
