import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ClientReport, ClientRequest, ServerReport, ServerRequest } from './fan-out/messages.ts';
import { spread, table, type BenchRow } from './rows.ts';

/**
 * One change, told to 1,000, 5,000 and 10,000 sockets: ours against graphql-ws as it comes (an execution and a
 * serialisation per subscriber), with the document the dashboard subscribes to. Both servers run at once, each with a client process of its own, and take turns;
 * a round is some broadcasts. Run alone: `tsx bench/fan-out.bench.ts [sockets…]`.
 */

export interface FanOutOptions {
  sockets?: number[];
  rounds?: number;
  broadcasts?: number;
}

interface Side {
  server: ChildProcess;
  client: ChildProcess;
  rss: number;
}

interface Round {
  cpuMicrosPerMessage: number;
  p99Ms: number;
}

/** Broadcasts before anything counts: the first ones wait for the compiler, 52 ms to 1,000 sockets where it then takes 16. */
const WARM_UP = 20;

const P99_MUST: Record<number, string> = { 1000: '≤ 30 ms', 5000: '≤ 100 ms', 10000: '≤ 200 ms' };
const P99_AIM: Record<number, string> = { 1000: '≤ 15 ms', 5000: '≤ 50 ms', 10000: '≤ 100 ms' };

/** @returns two rows for each number of sockets: processor time a message, and time until 99 % have it */
export async function fanOutBench(options: FanOutOptions = {}): Promise<BenchRow[]> {
  const { sockets = [1000, 5000, 10_000], rounds = 7, broadcasts = 5 } = options;
  const rows: BenchRow[] = [];
  for (const count of sockets) {
    refuseWithoutFiles(count);
    const ours = await open('ours', count);
    const stock = await open('stock', count);
    try {
      await round(ours, count, WARM_UP);
      await round(stock, count, WARM_UP);
      const measured: { ours: Round; stock: Round }[] = [];
      for (let n = 0; n < rounds; n += 1) {
        measured.push({
          ours: await round(ours, count, broadcasts),
          stock: await round(stock, count, broadcasts),
        });
      }
      rows.push(
        row(
          `fan-out to ${label(count)} sockets: CPU per message`,
          '≤ 0.25',
          '≤ 0.18',
          'µs',
          measured,
          'cpuMicrosPerMessage',
        ),
        row(
          `fan-out to ${label(count)} sockets: p99`,
          P99_MUST[count] ?? '',
          P99_AIM[count] ?? '',
          'ms',
          measured,
          'p99Ms',
        ),
      );
    } finally {
      for (const side of [ours, stock]) {
        side.client.kill();
        side.server.kill();
      }
    }
  }
  return rows;
}

async function open(mode: 'ours' | 'stock', sockets: number): Promise<Side> {
  const server = fork(fileURLToPath(new URL('./fan-out/server.ts', import.meta.url)), [mode]);
  const client = fork(fileURLToPath(new URL('./fan-out/client.ts', import.meta.url)));
  const { port } = await heard<ServerReport, 'listening'>(server, 'listening');
  client.send({ port, sockets } satisfies ClientRequest);
  await heard<ClientReport, 'ready'>(client, 'ready');
  return { server, client, rss: 0 };
}

/** @throws when a socket got something else than the newest value */
async function round({ server, client }: Side, sockets: number, broadcasts: number): Promise<Round> {
  const p99s: number[] = [];
  let cpuMicros = 0;
  for (let n = 0; n < broadcasts; n += 1) {
    const reached = heard<ClientReport, 'reached'>(client, 'reached');
    const published = heard<ServerReport, 'published'>(server, 'published');
    server.send('publish' satisfies ServerRequest);
    const { at } = await published;
    const { arrivals, values } = await reached;
    const usage = heard<ServerReport, 'usage'>(server, 'usage');
    server.send('usage' satisfies ServerRequest);
    cpuMicros += (await usage).cpuMicros;
    if (arrivals.length !== sockets || values.length !== 1 || !values[0]?.includes('"version"')) {
      throw new Error(
        `${arrivals.length} of ${sockets} sockets were reached with ${values.length} values: ${values[0]}`,
      );
    }
    const waits = arrivals.map((arrival) => (arrival - at) / 1e6).sort((a, b) => a - b);
    p99s.push(waits[Math.ceil(waits.length * 0.99) - 1] ?? NaN);
  }
  return { cpuMicrosPerMessage: cpuMicros / (sockets * broadcasts), p99Ms: spread(p99s).median };
}

function heard<Report extends { kind: string }, Kind extends Report['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<Report, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (report: Report) => {
      if (report.kind !== kind) return;
      child.off('message', onMessage).off('exit', onExit);
      resolve(report as Extract<Report, { kind: Kind }>);
    };
    const onExit = (code: number | null) =>
      reject(new Error(`A process of the fan-out bench ended with ${code}.`));
    child.on('message', onMessage).once('exit', onExit);
  });
}

function row(
  work: string,
  must: string,
  aim: string,
  unit: string,
  measured: { ours: Round; stock: Round }[],
  key: keyof Round,
): BenchRow {
  const ours = spread(measured.map((one) => one.ours[key]));
  const baseline = spread(measured.map((one) => one.stock[key]));
  // Processor time is judged against the baseline; what a person waits is judged by itself.
  const value = key === 'p99Ms' ? ours.median : ours.median / baseline.median;
  return { work, against: 'stock graphql-ws', must, aim, ours, baseline, value, unit };
}

function label(count: number): string {
  return count.toLocaleString('en');
}

/** Each socket is a file, on either side. */
function refuseWithoutFiles(sockets: number): void {
  const report = process.report.getReport() as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } };
  };
  const soft = report.userLimits?.open_files?.soft ?? 'unlimited';
  if (soft !== 'unlimited' && Number(soft) < sockets + 200) {
    throw new Error(
      `${sockets} sockets need as many open files; the limit is ${soft}. Run: ulimit -n ${sockets + 1000}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sockets = process.argv.slice(2).map(Number);
  process.stdout.write(`${table(await fanOutBench(sockets.length > 0 ? { sockets } : {}))}\n`);
}
