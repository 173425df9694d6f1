import { Agent, request } from 'node:http';
import { headersOf, type Endpoint } from '../lists/ask.ts';
import type { PacerReport, PacerRequest } from './messages.ts';

/**
 * Asks so many times a second whatever the answers take: one that hangs does not spare the server the next ones. In a
 * process of its own, so that what the bench does beside it (sending a file, hearing progress) is not in the times.
 */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const latencies: number[] = [];
const pending = new Set<Promise<void>>();
let timer: NodeJS.Timeout | undefined;

process.on('message', (message: PacerRequest) => {
  if (message === 'stop') void stop();
  else start(message);
});

function start({ endpoint, bodies, perSecond }: Exclude<PacerRequest, 'stop'>): void {
  const started = performance.now();
  let sent = 0;
  latencies.length = 0;
  timer = setInterval(() => {
    // Timers come late; what is owed by now is sent now.
    const owed = ((performance.now() - started) / 1000) * perSecond;
    for (; sent < owed; sent += 1) {
      const answered = ask(endpoint, bodies[sent % bodies.length] ?? '').finally(() =>
        pending.delete(answered),
      );
      pending.add(answered);
    }
  }, 1000 / perSecond);
}

async function stop(): Promise<void> {
  clearInterval(timer);
  await Promise.all(pending);
  process.send?.({ latencies } satisfies PacerReport);
}

function ask(endpoint: Endpoint, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const asking = request(
      endpoint.url,
      { method: 'POST', agent, headers: headersOf(endpoint) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          latencies.push(performance.now() - sentAt);
          const answer = Buffer.concat(chunks);
          if (answer.subarray(0, 9).toString() === '{"data":{') resolve();
          else reject(new Error(`Answered ${response.statusCode}: ${answer.subarray(0, 300).toString()}`));
        });
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}
