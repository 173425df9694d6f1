import type { WaybillEvent } from '../lib/events.ts';
import type { Principal } from '../lib/principal.ts';
import type { Connection } from './connection.ts';

/** Sockets a session or token may have. */
export const SOCKETS_PER_SESSION = 10;
/** Sockets of which nobody knows yet whose they are; those with a valid session cookie do not count. */
export const STRANGERS = 100;

/** Which sockets there are and whose, with the caps on their number. */
export interface Registry {
  readonly all: ReadonlySet<Connection>;
  /** @returns false when there are too many sockets without a session already */
  hasRoomForStranger(): boolean;
  hasRoomFor(principal: Principal): boolean;
  add(connection: Connection): void;
  /** Gives a stranger's socket to whom it turned out to belong. */
  claim(connection: Connection, principal: Principal): void;
  remove(connection: Connection): void;
  /** The sockets an event of the topic `access` is about. */
  concerning(event: Pick<WaybillEvent, 'of' | 'id'>): Connection[];
}

export function createRegistry(): Registry {
  const all = new Set<Connection>();
  const strangers = new Set<Connection>();
  const byOwner = new Map<string, Set<Connection>>();

  function index(key: string, connection: Connection): void {
    const owned = byOwner.get(key);
    if (owned) owned.add(connection);
    else byOwner.set(key, new Set([connection]));
  }

  function unindex(key: string, connection: Connection): void {
    const owned = byOwner.get(key);
    owned?.delete(connection);
    if (owned?.size === 0) byOwner.delete(key);
  }

  return {
    all,
    hasRoomForStranger: () => strangers.size < STRANGERS,
    hasRoomFor: ({ sessionKey }) => (byOwner.get(`session:${sessionKey}`)?.size ?? 0) < SOCKETS_PER_SESSION,
    add(connection) {
      all.add(connection);
      if (connection.principal) for (const key of ownersOf(connection.principal)) index(key, connection);
      else strangers.add(connection);
    },
    claim(connection, principal) {
      strangers.delete(connection);
      connection.principal = principal;
      for (const key of ownersOf(principal)) index(key, connection);
    },
    remove(connection) {
      all.delete(connection);
      strangers.delete(connection);
      if (connection.principal) for (const key of ownersOf(connection.principal)) unindex(key, connection);
    },
    concerning: ({ of, id }) => [...(byOwner.get(`${of}:${id}`) ?? [])],
  };
}

function ownersOf({ kind, id, sessionKey }: Principal): string[] {
  return [`session:${sessionKey}`, kind === 'USER' ? `user:${id}` : `token:${id}`];
}
