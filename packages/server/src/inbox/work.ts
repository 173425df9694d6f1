import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../lib/database.ts';
import { isPassing } from '../lib/database-trouble.ts';
import { absorbTracking, type TrackingReport } from '../shipments/absorb.ts';
import { recordVendorShipments } from '../partners/vendor-shipments.ts';
import type { OrderShipped } from './order-shipped.ts';
import { readDelivery, reportOf, type StoredDelivery } from './read-delivery.ts';
import { DELIVERY_DONE, FORGET_NUMBERS, REMEMBER_NUMBERS, SEEN, WAITING } from './work.sql.ts';

export interface WorkDeps {
  db: Database;
  log: Logger;
  stopping(): boolean;
}

/** What became of a delivery. */
interface Outcome {
  delivery: StoredDelivery;
  status: 'DONE' | 'UNMATCHED' | 'IGNORED' | 'FAILED';
  events: number;
  matched: number;
  problem: string | null;
  /** Numbers that no parcel has, and those that one has. */
  unknown: string[];
  known: string[];
}

/** What a delivery points to, or why that cannot be had. */
export type Resource = { json: unknown } | { problem: string };

interface Told {
  delivery: StoredDelivery;
  shipped: OrderShipped[];
  reports: TrackingReport[];
}

/** Of which reading takes a millisecond or two, unless they are long. */
const READ_A_TURN = 50;

const NOT_TAKEN_IN =
  'This could not be taken in, and why stands in the log. Nothing of it was applied; replay it once that is mended.';

/**
 * Works off what waits in a creator’s inbox, many deliveries a transaction: what parcels are told and what became of
 * each delivery commit together.
 *
 * @returns how many there were
 */
export async function workBatch({ db, log }: WorkDeps, creatorId: string): Promise<number> {
  return db.engineWrite([creatorId], async (client) => {
    const { rows } = await client.query<StoredDelivery>({
      name: 'inbox_waiting',
      text: WAITING,
      values: [creatorId],
    });
    await workDeliveries(client, log, creatorId, rows);
    return rows.length;
  });
}

/**
 * Takes deliveries in.
 * @param resources of deliveries that only point to something: what is there, by the delivery’s id
 */
export async function workDeliveries(
  client: PoolClient,
  log: Logger,
  creatorId: string,
  deliveries: readonly StoredDelivery[],
  resources: ReadonlyMap<string, Resource> = new Map(),
): Promise<void> {
  if (deliveries.length === 0) return;
  const outcomes: Outcome[] = [];
  const told: Told[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    // Others have a turn in between: it may be the process that answers requests.
    if (index > 0 && index % READ_A_TURN === 0) await nextTurn();
    const resource = resources.get(delivery.id);
    const reading =
      resource && 'problem' in resource ? resource.problem : readDelivery(delivery, resource?.json);
    if (typeof reading === 'string') outcomes.push(ended(delivery, 'FAILED', reading));
    else if (reading.ignored !== null) outcomes.push(ended(delivery, 'IGNORED', reading.ignored));
    else told.push({ delivery, shipped: reading.shipped, reports: reading.reports });
  }
  for (const [vendor, those] of Map.groupBy(told, ({ delivery }) => delivery.vendor))
    outcomes.push(...(await absorbApart(client, log, creatorId, vendor, those)));
  await record(client, creatorId, outcomes);
}

/**
 * All at once; should that fail, in halves, until what fails stands alone. A delivery that cannot be taken in keeps
 * none of the others from it.
 */
async function absorbApart(
  client: PoolClient,
  log: Logger,
  creatorId: string,
  vendor: string,
  told: readonly Told[],
): Promise<Outcome[]> {
  await client.query('savepoint apart');
  try {
    // Parcels first: what a warehouse says it has packed may be the first that is heard of them.
    const shipped = told.flatMap((one) => one.shipped);
    const requests = await recordVendorShipments(client, creatorId, vendor, shipped);
    const reports = told.flatMap((one) => [...one.shipped.map(reportOf), ...one.reports]);
    const parcels = await absorbTracking(client, creatorId, vendor, reports);
    await client.query('release savepoint apart');
    let [packed, next] = [0, 0];
    return told.map((one) => {
      const met = parcels.slice(next, (next += one.shipped.length + one.reports.length));
      one.shipped.forEach((_, at) => (met[at] = Math.max(met[at] ?? 0, requests[packed++] ?? 0)));
      return outcomeOf(one, met);
    });
  } catch (error) {
    if (isPassing(error)) throw error;
    await client.query('rollback to savepoint apart');
    const [only, ...others] = told;
    if (!only) return [];
    if (others.length === 0) {
      log.warn({ err: error, delivery: only.delivery.id }, 'A delivery could not be taken in');
      return [ended(only.delivery, 'FAILED', NOT_TAKEN_IN)];
    }
    const half = Math.ceil(told.length / 2);
    return [
      ...(await absorbApart(client, log, creatorId, vendor, told.slice(0, half))),
      ...(await absorbApart(client, log, creatorId, vendor, told.slice(half))),
    ];
  }
}

function outcomeOf({ delivery, shipped, reports }: Told, met: readonly number[]): Outcome {
  const told = [...shipped, ...reports];
  const numbersWhere = (has: boolean) => [
    ...new Set(
      told.filter((_, at) => (met[at] ?? 0) > 0 === has).map(({ trackingNumber }) => trackingNumber),
    ),
  ];
  const [known, unknown] = [numbersWhere(true), numbersWhere(false)];
  return {
    delivery,
    status: known.length > 0 ? 'DONE' : 'UNMATCHED',
    events: reports.reduce((sum, { events }) => sum + events.length, shipped.length),
    matched: met.reduce((sum, parcels) => sum + parcels, 0),
    problem: unknown.length > 0 ? unknownProblem(unknown) : null,
    unknown,
    known,
  };
}

function unknownProblem(numbers: readonly string[]): string {
  const [first] = numbers;
  return numbers.length === 1
    ? `No parcel here has the number ${first}. It is taken in as soon as one has.`
    : `No parcels here have the number ${first} and ${numbers.length - 1} more. It is taken in as soon as they have.`;
}

function ended(delivery: StoredDelivery, status: 'IGNORED' | 'FAILED', problem: string): Outcome {
  return { delivery, status, problem, events: 0, matched: 0, unknown: [], known: [] };
}

async function record(client: PoolClient, creatorId: string, outcomes: readonly Outcome[]): Promise<void> {
  await client.query({
    name: 'inbox_done',
    text: DELIVERY_DONE,
    values: [
      outcomes.map(({ delivery }) => delivery.id),
      outcomes.map(({ status }) => status),
      outcomes.map(({ events }) => events),
      outcomes.map(({ matched }) => matched),
      outcomes.map(({ problem }) => problem),
    ],
  });
  const pairs = (numbersOf: (outcome: Outcome) => string[]) => {
    const all = outcomes.flatMap((outcome) =>
      numbersOf(outcome).map((number) => [number, outcome.delivery.id]),
    );
    return [creatorId, all.map(([number]) => number), all.map(([, id]) => id)];
  };
  await client.query({
    name: 'inbox_remember',
    text: REMEMBER_NUMBERS,
    values: pairs(({ unknown }) => unknown),
  });
  await client.query({ name: 'inbox_forget', text: FORGET_NUMBERS, values: pairs(({ known }) => known) });
  const connections = Map.groupBy(outcomes, ({ delivery }) => delivery.connectionId);
  await client.query({
    name: 'inbox_seen',
    text: SEEN,
    values: [
      [...connections.keys()],
      [...connections.values()].map((those) =>
        those.reduce((last, { delivery }) => (delivery.receivedAt > last ? delivery.receivedAt : last), ''),
      ),
    ],
  });
}
