import { isGroup, segmentsIn, type FilterTree } from '@waybill/schema/filter-tree';
import { countBackers, countByStretch, isCountedAlready } from '../backers/backers.actions.ts';
import type { Database } from '../lib/database.ts';
import type { WaybillEvent } from '../lib/events.ts';
import { readerOf } from '../lib/reader.ts';
import type { Segment } from './segment.entity.ts';
import { openBook, type SegmentBook } from './segment-book.ts';

/**
 * The counts of segments that are being looked at. A count is kept by stretches of backers; an event names the stretch
 * that changed, and only there is counted again. An upload of a million rows goes through backers in order, so a look
 * at it costs some ten thousand rows and not a million: with a count of everything each time, numbers were up to 21 s
 * old while it ran.
 */
export interface LiveCounts {
  hear(event: WaybillEvent): void;
  /** Events may have been missed: nothing that is known holds any longer. */
  forget(): void;
  /** Whether the last look at the project's segments counted all backers for one of them. */
  countsAll(projectId: string): boolean;
  /** How many backers each of these segments has, as of now. */
  count(
    db: Database,
    project: { id: string; creatorId: string },
    segments: readonly Segment[],
  ): Promise<Map<string, number>>;
}

/**
 * Ids a stretch is long. A look counts the stretches at both ends of what changed as a whole: with 8,192, a quarter of
 * what it counted had not changed.
 */
const STRETCH = 2048;
/** More pieces than that are not worth a statement each: everything is counted. */
const MOST_PIECES = 8;
const FORGET_AFTER_MS = 120_000;

interface Known {
  projectId: string;
  /** What was counted: another filter, or one that it leads to, makes it void. */
  meant: string;
  stretches: Map<number, number>;
  /** Stretches that have changed since; null = who knows which. */
  changed: Set<number> | null;
  usedAt: number;
}

/** @param stretch ids that are counted together */
export function makeLiveCounts(stretch = STRETCH): LiveCounts {
  const known = new Map<string, Known>();
  /** One counting at a time for a project, so that two never work on one count. */
  const turns = new Map<string, Promise<unknown>>();
  const countedAll = new Set<string>();
  const at = (backerId: string) => Math.floor(Number(backerId) / stretch);

  async function countAll(
    db: Database,
    project: { id: string; creatorId: string },
    segments: readonly Segment[],
  ): Promise<Map<string, number>> {
    const named = segments.flatMap(({ kind, filter }) =>
      kind === 'DYNAMIC' && filter ? segmentsIn(filter) : [],
    );
    const book = await openBook(readerOf(db, [project.creatorId]), project.id, named);
    const counts = new Map<string, number>();
    countedAll.delete(project.id);
    for (const { id, kind, filter, memberCount } of segments) {
      if (kind !== 'DYNAMIC' || !filter) counts.set(id, memberCount ?? 0);
      else counts.set(id, await countOne(db, project, id, filter, book));
    }
    return counts;
  }

  async function countOne(
    db: Database,
    project: { id: string; creatorId: string },
    id: string,
    filter: FilterTree,
    book: SegmentBook,
  ): Promise<number> {
    const wish = { tree: filter, book };
    const { filters, lists } = leadsTo(filter, book);
    if (isCountedAlready(wish)) return countBackers(db, project, wish);
    if (!changesWithItsBackers([filter, ...filters])) {
      countedAll.add(project.id);
      return countBackers(db, project, wish);
    }
    const meant = JSON.stringify([filter, filters, lists]);
    let count = known.get(id);
    if (count?.meant !== meant) {
      count = { projectId: project.id, meant, stretches: new Map(), changed: null, usedAt: 0 };
      known.set(id, count);
    }
    count.usedAt = performance.now();
    // What changes from here on is counted the next time, even if this time has seen it already.
    const pieces = count.changed && piecesOf(count.changed);
    const everything = pieces === null || pieces.length > MOST_PIECES;
    count.changed = new Set();
    if (everything && count.stretches.size > 0) countedAll.add(project.id);
    if (everything || pieces.length > 0) {
      try {
        if (everything) count.stretches = await countByStretch(db, project, wish, stretch, null);
        else
          for (const piece of pieces)
            replace(count.stretches, await countByStretch(db, project, wish, stretch, piece), piece);
      } catch (error) {
        count.changed = null;
        throw error;
      }
    }
    let sum = 0;
    for (const n of count.stretches.values()) sum += n;
    return sum;
  }

  function forgetUnused(): void {
    const oldest = performance.now() - FORGET_AFTER_MS;
    for (const [id, { usedAt }] of known) if (usedAt < oldest) known.delete(id);
  }

  return {
    hear({ topic, id, ids, range }) {
      // The counts of a project change with its orders and parcels, whose own event says which.
      if (topic !== 'backers' && topic !== 'segments' && topic !== 'mail') return;
      for (const count of known.values()) {
        if (count.projectId !== id || !count.changed) continue;
        if (ids) for (const one of ids) count.changed.add(at(one));
        else if (range) for (let one = at(range[0]); one <= at(range[1]); one += 1) count.changed.add(one);
        else count.changed = null;
      }
    },
    forget: () => known.clear(),
    countsAll: (projectId) => countedAll.has(projectId),
    async count(db, project, segments) {
      const before = turns.get(project.id) ?? Promise.resolve();
      const mine = before.catch(() => undefined).then(() => countAll(db, project, segments));
      turns.set(project.id, mine);
      try {
        return await mine;
      } finally {
        if (turns.get(project.id) === mine) turns.delete(project.id);
        forgetUnused();
      }
    },
  };
}

/** Neighbours together. */
function piecesOf(changed: ReadonlySet<number>): [first: number, last: number][] {
  const pieces: [number, number][] = [];
  for (const at of [...changed].sort((a, b) => a - b)) {
    const piece = pieces.at(-1);
    if (piece && at <= piece[1] + 1) piece[1] = at;
    else pieces.push([at, at]);
  }
  return pieces;
}

function replace(
  stretches: Map<number, number>,
  fresh: Map<number, number>,
  [first, last]: readonly [number, number],
): void {
  for (let at = first; at <= last; at += 1) {
    const n = fresh.get(at);
    if (n === undefined) stretches.delete(at);
    else stretches.set(at, n);
  }
}

/**
 * Whether the answer for a backer changes only when something of that backer does. Days that pass and the next upload
 * change it for all at once, and no event says so.
 */
function changesWithItsBackers(trees: readonly FilterTree[]): boolean {
  return trees.every((tree) => {
    if (isGroup(tree)) return changesWithItsBackers(tree.nodes);
    const byTheClock = tree.operator === 'WITHIN_DAYS' || tree.operator === 'OLDER_THAN_DAYS';
    return !byTheClock && tree.field !== 'lastUpload' && tree.field !== 'daysSinceScan';
  });
}

/** The filters of the segments it speaks of, of those that these speak of, and so on; of a list its id. */
function leadsTo(
  tree: FilterTree,
  book: SegmentBook,
  seen = new Set<string>(),
): { filters: FilterTree[]; lists: string[] } {
  const found = { filters: [] as FilterTree[], lists: [] as string[] };
  for (const id of segmentsIn(tree)) {
    const segment = book.get(id);
    if (seen.has(id)) continue;
    seen.add(id);
    if (segment?.kind !== 'DYNAMIC') {
      found.lists.push(id);
      continue;
    }
    const further = leadsTo(segment.filter, book, seen);
    found.filters.push(segment.filter, ...further.filters);
    found.lists.push(...further.lists);
  }
  return found;
}
