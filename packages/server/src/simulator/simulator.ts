import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendDue } from './deliver.ts';
import { emitDue } from './events.ts';
import { type Fault, Faults } from './faults.ts';
import type { Fate } from './journey.ts';
import { fitsReference, type ReferenceMatch } from './reference.ts';
import type { RouteName } from './routes.ts';
import { makeServer } from './serve.ts';
import { openStore, type ShipmentRow } from './simulator-store.ts';
import type { World } from './world.ts';

/** How often the clock is looked at. Scans come seconds apart, so half of one is soon enough. */
const TICK_MS = 500;

/** One event in thirty comes late, one in thirty twice. */
const DISORDER = 1 / 30;

export interface SimulatorOptions {
  /** Holds simulator.db. */
  dataDir: string;
  /** 0: the one of the last time if it is free, else any. */
  port: number;
  /** How many times faster than usual parcels move: at 1 a parcel takes some ten minutes. */
  speed: number;
  log: {
    info(message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** False: nothing moves until it is told to. */
  ticking?: boolean;
  /** Share of events that come late and of those that come twice. */
  disorder?: number;
  /** How long every answer takes, as a real provider’s does; 0 unless said otherwise. */
  latencyMs?: number;
  now?: () => number;
}

/** A local stand-in for EasyPost: its API over HTTP, parcels that move, webhooks that tell of them. */
export interface Simulator {
  /** Without a slash at the end; the API is below /v2/. */
  url: string;
  stop(): Promise<void>;
  /** Events for addresses at one origin go to another: the public name of this machine is not always known on it. */
  redirect(from: string, to: string): void;
  /**
   * Whoever it belongs to is found at `to`, now and until told otherwise, by whatever name it was or had been known:
   * addresses were registered under names and ports that may have changed since.
   */
  belongsTo(publicUrl: string, to: string): void;
  /** Moves its clock on, then does all that is due by then. */
  advance(ms: number): Promise<void>;
  /** Does all that is due, and returns when every event was tried. */
  deliverDue(): Promise<void>;
  /** Lets something go wrong. */
  fault(fault: Fault): void;
  clearFaults(): void;
  /** Decides how parcels will fare that are bought from now on. */
  decide(reference: ReferenceMatch, fate: Fate): void;
  /** Has carriers refuse refunds, those that were asked for before among them. */
  rejectRefunds(reference: ReferenceMatch): void;
  /** How often a route was called since the start. */
  calls(name: RouteName): number;
  /** Numbers of all labels that were paid, in their order. */
  boughtFor(reference: ReferenceMatch): string[];
  counts(): { created: number; bought: number; refunded: number };
  /** Events that are still to be told. */
  waiting(): number;
}

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { log, disorder = DISORDER, now = Date.now } = options;
  const store = openStore(options.dataDir);
  const faults = new Faults();
  const calls = new Map<RouteName, number>();
  const fates: World['fates'] = [];
  const rejected: World['rejected'] = [];
  const redirects = new Map<string, string>();
  let ahead = 0;
  const stopping = new AbortController();
  let url = '';
  const world: World = {
    store,
    now: () => now() + ahead,
    url: () => url,
    speed: options.speed,
    fates,
    rejected,
  };
  const server = makeServer({
    world,
    faults,
    onCall: (name) => calls.set(name, (calls.get(name) ?? 0) + 1),
    latencyMs: options.latencyMs ?? 0,
    log,
  });
  const lastPort = store.setting.get('port') as { value: string } | undefined;
  try {
    await listen(server, options.port || Number(lastPort?.value ?? 0), options.port);
  } catch (error) {
    store.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  store.set.run('port', String(port));
  url = `http://127.0.0.1:${port}`;

  const route = (address: string) => {
    const target = new URL(address);
    const origin = redirects.get(target.origin);
    return origin === undefined ? address : origin + target.pathname + target.search;
  };
  let running: Promise<void> | null = null;
  const deliverDue = async (): Promise<void> => {
    while (running) await running;
    running = (async () => {
      while (!stopping.signal.aborted) {
        const moved = emitDue(world, disorder);
        const sent = await sendDue(world, { log, route, stopping: stopping.signal });
        if (moved + sent === 0) return;
      }
    })().finally(() => {
      running = null;
    });
    await running;
  };
  const tick = setInterval(() => {
    if (running) return;
    deliverDue().catch((error: unknown) => log.error({ err: error }, 'The simulator’s clock'));
  }, TICK_MS);
  if (options.ticking === false) clearInterval(tick);

  return {
    url,
    async stop() {
      stopping.abort();
      clearInterval(tick);
      server.close();
      server.closeAllConnections();
      await running;
      store.close();
    },
    belongsTo(publicUrl, to) {
      store.addOrigin.run(new URL(publicUrl).origin);
      for (const { origin } of store.origins.all() as { origin: string }[])
        redirects.set(origin, new URL(to).origin);
    },
    redirect: (from, to) => void redirects.set(new URL(from).origin, new URL(to).origin),
    async advance(ms) {
      ahead += ms;
      await deliverDue();
    },
    deliverDue,
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    decide: (match, fate) => void fates.push({ match, fate }),
    rejectRefunds: (match) => void rejected.push(match),
    calls: (name) => calls.get(name) ?? 0,
    boughtFor: (match) =>
      (store.labels.all() as unknown as ShipmentRow[])
        .filter(({ reference }) => fitsReference(match, reference))
        .map((row) => row.tracking_code ?? ''),
    counts: () => ({ ...(store.counts.get() as { created: number; bought: number; refunded: number }) }),
    waiting: () => (store.waiting.get() as { n: number }).n,
  };
}

/** @param otherwise tried where the first port is taken; the same one is no second chance */
async function listen(server: Server, port: number, otherwise: number): Promise<void> {
  const attempt = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await attempt(port);
  } catch (error) {
    if (port === otherwise) throw error;
    await attempt(otherwise);
  }
}
