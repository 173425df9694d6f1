import type { KeyObject } from 'node:crypto';
import type { TrackingReport } from '../../shipments/absorb.ts';
import type { OrderShipped } from '../order-shipped.ts';

/** What is set of a connection beside its secrets. */
export interface ConnectionOptions {
  /** ShipStation v2: where its public keys are. */
  keySetUrl?: string;
  /** ShipBob: where orders are sent to, where that is not its usual address. */
  apiUrl?: string;
}

/** A connection as far as a delivery is judged by it. */
export interface HookConnection {
  id: string;
  creatorId: string;
  vendor: VendorName;
  /** What the vendor signs with; null where it has none. */
  secret: string | null;
  options: ConnectionOptions;
}

export type VendorName =
  'EASYPOST' | 'SHIPPO' | 'SHIPSTATION_V1' | 'SHIPSTATION_V2' | 'AFTERSHIP' | 'SHIPBOB' | 'SHOPIFY';

/** A delivery as it came in, before anybody knows whether it may. */
export interface Hook {
  /** In lower case; of repeated headers the first. */
  headers: Readonly<Record<string, string>>;
  /** `?token=` of the address. */
  token: string | null;
  /** The bytes as they came. */
  body: Buffer;
  /** Milliseconds. */
  now: number;
}

/** A delivery as it lies in the inbox. */
export interface Delivery {
  headers: Readonly<Record<string, string>>;
  /** The body as JSON; undefined when it is none. */
  json: unknown;
  /** ISO 8601; stands in where a vendor gives no time. */
  receivedAt: string;
}

/** What a delivery says. */
export interface Reading {
  reports: TrackingReport[];
  shipped: OrderShipped[];
  /** Why there is nothing to do about it; null where there is. */
  ignored: string | null;
}

/** Public keys of vendors that sign with a private one. */
export interface KeySets {
  /** @returns null when the set has no such key or cannot be had */
  publicKey(url: string, keyId: string): Promise<KeyObject | null>;
}

/** One vendor’s format. */
export interface VendorAdapter {
  name: VendorName;
  /** Its part of the address. */
  path: string;
  /** For people. */
  title: string;
  /** Whether it signs with a secret that both know: needed, possible, or never. */
  secret: 'required' | 'optional' | 'none';
  /** @returns null when the vendor itself sent it, or what is wrong, for the connection’s owner and nobody else */
  verify(hook: Hook, connection: HookConnection, keySets: KeySets): string | null | Promise<string | null>;
  /** What is the same whenever the same thing is sent again; null where only the bytes tell. */
  dedupeKey(delivery: Delivery): string | null;
  /** What kind of thing it says, in the vendor’s word. */
  eventType(delivery: Delivery): string | null;
  /** @throws ReadError when it cannot be understood */
  read(delivery: Delivery): Reading;
}

/** A delivery that is the vendor’s, and not as the vendor writes. The sentence is for people. */
export class ReadError extends Error {
  override name = 'ReadError';
}

export const nothing = (why: string): Reading => ({ reports: [], shipped: [], ignored: why });
