import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

export const KEY = 'EZTKtest';

export const ADA = {
  name: 'Ada Lovelace',
  street1: '179 N Harbor Dr',
  city: 'Redondo Beach',
  state: 'CA',
  zip: '90277',
  country: 'US',
};

export const GRACE = {
  name: 'Grace Hopper',
  street1: '1 Wall St',
  street2: 'Apt 4',
  city: 'New York',
  state: 'NY',
  zip: '10005',
  country: 'US',
};

export const JONAS = {
  name: 'Jonas Müller',
  street1: 'Lindenweg 12',
  city: 'Łódź',
  zip: '04109',
  country: 'DE',
};

export const BOX = { length: 12, width: 9, height: 3, weight: 35.2 };

export const CUSTOMS = {
  contents_type: 'merchandise',
  customs_certify: true,
  customs_signer: 'Ada Lovelace',
  customs_items: [
    {
      description: 'Board game',
      quantity: 1,
      value: 49,
      currency: 'USD',
      weight: 35,
      hs_tariff_number: '950490',
      origin_country: 'CN',
    },
  ],
};

export interface Stand extends AsyncDisposable {
  simulator: Simulator;
  /** Stops it and starts it again on what it has kept. */
  restart(): Promise<void>;
  /** A request as a program sends it; the body as JSON. */
  call(method: string, path: string, body?: object, key?: string | null): Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: never;
}

/** A simulator that stands still until it is told to move, in a folder of its own. */
export async function startStand(options: Partial<SimulatorOptions> = {}): Promise<Stand> {
  const dataDir = mkdtempSync(join(process.env.WAYBILL_TEST_DIR ?? tmpdir(), 'waybill-simulator-'));
  const start = async () => {
    const fixed = { dataDir, port: 0, speed: 1, log: silent, ticking: false, disorder: 0 };
    const simulator = await startSimulator({ ...fixed, ...options });
    // Left to chance, eight parcels in a hundred fare badly; whoever looks at one decides it after this.
    simulator.decide(/./, 'DELIVERED');
    return simulator;
  };
  const stand: Stand = {
    simulator: await start(),
    async restart() {
      await stand.simulator.stop();
      stand.simulator = await start();
    },
    async call(method, path, body, key = KEY) {
      const response = await fetch(stand.simulator.url + path, {
        method,
        headers: {
          'content-type': 'application/json',
          // A connection kept open would be one to a simulator that has been stopped since.
          connection: 'close',
          ...(key !== null && { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as never };
    },
    async [Symbol.asyncDispose]() {
      await stand.simulator.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return stand;
}

const silent = { info() {}, warn() {}, error() {} };

export interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Listener extends AsyncDisposable {
  url: string;
  received: Received[];
  /** Status it answers with. */
  status: number;
}

/** Somebody's webhook address. */
export async function startListener(): Promise<Listener> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      listener.received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(listener.status).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: Listener = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/easypost/secret-key`,
    received: [],
    status: 200,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return listener;
}
