import { ApolloLink } from '@apollo/client';
import { map } from 'rxjs';

/** Types whose snapshots carry a growing `version`. */
const versioned = new Set(['FulfillmentProgress', 'Operation']);

/** Fields that are no part of the snapshot: they take arguments, have an id of their own, or are read in part by some. */
const notSnapshot = new Set(['rows', 'project', 'duplicateOf', 'file']);

/** How many snapshots are remembered; beyond it the oldest is forgotten, and at worst one stale value shows until the next. */
const remembered = 500;

type Snapshot = Record<string, unknown> & { __typename: string; id: string; version: string };

/** Compares two versions (decimal strings of any length) as numbers: negative when `a` is the older. */
export function compareVersions(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Makes late answers harmless. Answers of HTTP and of the socket race: without this, a query sent before an event
 * and answered after it would turn a progress bar back. Each versioned object in an answer that is older than the
 * newest seen is replaced by that newest one, field by field, so what the cache merges never goes backwards.
 *
 * A link, not a type policy: Apollo's merge functions see one field at a time and not the version beside it.
 */
export function createNewestKeeper() {
  const newest = new Map<string, Snapshot>();

  function keep(incoming: Snapshot): Snapshot {
    const key = `${incoming.__typename}:${incoming.id}`;
    const known = newest.get(key);
    if (known && compareVersions(incoming.version, known.version) < 0) {
      const replaced: Snapshot = { ...incoming };
      for (const field of Object.keys(incoming)) {
        if (!notSnapshot.has(field) && field in known) replaced[field] = known[field];
      }
      return replaced;
    }
    newest.delete(key);
    newest.set(key, known?.version === incoming.version ? { ...known, ...incoming } : incoming);
    if (newest.size > remembered) {
      for (const oldest of newest.keys()) {
        newest.delete(oldest);
        break;
      }
    }
    return incoming;
  }

  return function keepNewest<T>(value: T): T {
    if (value === null || typeof value !== 'object') return value;
    // A copy only where something inside was replaced: most answers hold no snapshot at all.
    let kept = value as Record<string, unknown>;
    for (const key in value) {
      const inner = value[key];
      const newest = keepNewest(inner);
      if (newest === inner) continue;
      if (kept === value)
        kept = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
      kept[key] = newest;
    }
    return (isSnapshot(kept) ? keep(kept) : kept) as T;
  };
}

function isSnapshot(value: Record<string, unknown>): value is Snapshot {
  return (
    typeof value['__typename'] === 'string' &&
    versioned.has(value['__typename']) &&
    typeof value['id'] === 'string' &&
    typeof value['version'] === 'string'
  );
}

/** The link of `createNewestKeeper`, for HTTP and socket alike. */
export function newestLink(): ApolloLink {
  const keepNewest = createNewestKeeper();
  return new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      map((result) =>
        'data' in result && result.data ? { ...result, data: keepNewest(result.data) } : result,
      ),
    ),
  );
}
