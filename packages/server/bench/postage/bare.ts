import { Agent } from 'node:http';
import EasyPost from '@easypost/api';

/** The rival: a script around the provider's official client that prices all parcels and buys the cheapest rates. */
export interface BareRequest {
  url: string;
  parcels: number;
  atOnce: number;
}
export interface BareReport {
  tookMs: number;
}

interface Shipment {
  id: string;
  rates: { id: string; rate: string }[];
  tracking_code: string | null;
}

process.on('message', ({ url, parcels, atOnce }: BareRequest) => {
  void run(url, parcels, atOnce).then((tookMs) => process.send?.({ tookMs } satisfies BareReport));
});

async function run(url: string, parcels: number, atOnce: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const client = new EasyPost('EZTKbare', {
    baseUrl: `${url}/v2/`,
    requestMiddleware: (request: { agent(agent: Agent): unknown }) => request.agent(agent),
  });
  const post = async (path: string, body: object) =>
    (await client.makeApiCall('post', path, body)) as Shipment;
  const made: Shipment[] = [];
  const started = performance.now();
  await inTurns(parcels, atOnce, async (index) => {
    made[index] = await post('shipments', { shipment: shipmentOf(index) });
  });
  await inTurns(parcels, atOnce, async (index) => {
    const { id, rates } = made[index] as Shipment;
    const [cheapest] = rates.toSorted((a, b) => Number(a.rate) - Number(b.rate));
    const bought = await post(`shipments/${id}/buy`, { rate: { id: cheapest?.id } });
    if (!bought.tracking_code) throw new Error(`Shipment ${id} was not paid.`);
  });
  const took = performance.now() - started;
  agent.destroy();
  return took;
}

async function inTurns(count: number, atOnce: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const runner = async () => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
}

/** Like those of ours: see prepare in postage.bench.ts. */
function shipmentOf(index: number) {
  return {
    reference: `bare-${index + 1}`,
    from_address: {
      name: 'Bench',
      street1: '2000 Harbor Way',
      city: 'Oakland',
      state: 'CA',
      zip: '94607',
      country: 'US',
    },
    to_address: {
      name: `Backer ${index + 1}`,
      street1: `${index + 1} Main Street`,
      city: 'Springfield',
      state: 'IL',
      zip: '62701',
      country: 'US',
      email: `backer${index + 1}@example.com`,
    },
    parcel: { length: 12.3, width: 9.1, height: 3.4, weight: 44.1 },
    options: { label_format: 'PDF', label_size: '4x6' },
  };
}
