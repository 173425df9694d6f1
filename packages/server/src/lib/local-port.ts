import { createServer } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on, the system's choice. Somebody may take it before it is used. */
export async function freePort(): Promise<number> {
  const port = await bind(0);
  if (port === undefined) throw new Error('There is no free port on 127.0.0.1.');
  return port;
}

/** The preferred port while it is free, else any free one. A preference that is no port counts as none. */
export async function portOr(preferred: number): Promise<number> {
  const valid = Number.isInteger(preferred) && preferred > 0 && preferred < 65_536;
  return (valid ? await bind(preferred) : undefined) ?? freePort();
}

/** @returns the port if it could be had, else undefined */
function bind(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(undefined);
    });
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(address && typeof address === 'object' ? address.port : undefined);
      });
    });
  });
}
