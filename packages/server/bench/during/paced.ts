import type { ChildProcess } from 'node:child_process';
import type { Endpoint } from '../lists/ask.ts';
import type { PacerReport, PacerRequest } from './messages.ts';

/** @returns what every answer took, while `work` ran, in milliseconds */
export async function paced(
  pacer: ChildProcess,
  endpoint: Endpoint,
  bodies: string[],
  perSecond: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const report = new Promise<PacerReport>((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`A list was not answered with data; the pacer ended with ${code}.`));
    pacer.once('exit', ended);
    pacer.once('message', (message) => {
      pacer.off('exit', ended);
      resolve(message as PacerReport);
    });
  });
  pacer.send({ endpoint, bodies, perSecond } satisfies PacerRequest);
  await Promise.race([work(), report]);
  pacer.send('stop' satisfies PacerRequest);
  return (await report).latencies;
}

export function p99(latencies: readonly number[]): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
