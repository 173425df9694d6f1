import { segmentsIn, type FilterTree } from '@waybill/schema/filter-tree';
import { isId } from '../access/authorise.ts';
import { countBackers } from '../backers/backers.actions.ts';
import { resolveWish } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import { readerOf } from '../lib/reader.ts';
import { SEGMENT_COLUMNS, type Segment } from './segment.entity.ts';
import { openBook } from './segment-book.ts';

interface ProjectKey {
  id: string;
  creatorId: string;
}

/** Every segment of a project, by name. */
export function segmentsOf(db: Database, { id, creatorId }: ProjectKey): Promise<Segment[]> {
  return db.read<Segment & Record<string, unknown>>(
    [creatorId],
    `select ${SEGMENT_COLUMNS} from segment s where s.project_id = $1 order by lower(s.name), s.id`,
    [id],
    { prepare: true },
  );
}

/** One segment of a project; null where there is none. */
export async function segmentOf(
  db: Database,
  project: ProjectKey,
  segmentId: string,
): Promise<Segment | null> {
  if (!isId(segmentId)) return null;
  const rows = await db.read<Segment & Record<string, unknown>>(
    [project.creatorId],
    `select ${SEGMENT_COLUMNS} from segment s where s.id = $1 and s.project_id = $2`,
    [segmentId, project.id],
    { prepare: true },
  );
  return rows[0] ?? null;
}

/** @throws UserErrors for a tree that cannot be meant, UserError NOT_FOUND for a segment it speaks of */
export async function countTree(db: Database, project: ProjectKey, tree: FilterTree): Promise<number> {
  const wish = await resolveWish(readerOf(db, [project.creatorId]), project.id, { tree }, ['filter']);
  return countBackers(db, project, wish);
}

/**
 * How many backers each of these segments has. One after the other: all at once they would take every connection,
 * and each already takes what processors there are.
 *
 * @param segments of any of the caller's projects
 */
export async function countSegments(
  db: Database,
  segments: readonly Segment[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const [projectId, ones] of Map.groupBy(segments, (segment) => segment.projectId)) {
    const creatorId = ones[0]?.creatorId ?? '';
    const dynamic = ones.filter(({ kind }) => kind === 'DYNAMIC');
    const named = dynamic.flatMap(({ filter }) => (filter ? segmentsIn(filter) : []));
    const book = await openBook(readerOf(db, [creatorId]), projectId, named);
    for (const { id, memberCount } of ones) counts.set(id, memberCount ?? 0);
    for (const { id, filter } of dynamic)
      counts.set(id, await countBackers(db, { id: projectId, creatorId }, { tree: filter, book }));
  }
  return counts;
}
