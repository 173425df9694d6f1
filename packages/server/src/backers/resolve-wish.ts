import { isId } from '../access/authorise.ts';
import { operationsIn, segmentsIn, type FilterTree } from '@waybill/schema/filter-tree';
import type { Read } from '../lib/reader.ts';
import { notFound } from '../lib/user-error.ts';
import { requireTree } from '../segments/require-tree.ts';
import { NO_SEGMENTS, openBook } from '../segments/segment-book.ts';
import type { BackerTarget } from './backer-filter.inputs.ts';
import { refuseUnclear, type BackerWish, type Resolved, type ResolvedTarget } from './backer-filter.sql.ts';

/**
 * The target of a bulk call with the segments it names read, as `targetSql` takes it. Read in the transaction that
 * uses it: a segment's filter is what it is then.
 *
 * @throws UserError when not exactly one way of naming backers is used, or NOT_FOUND for a segment; UserErrors for a
 *   tree that cannot be meant
 */
export async function resolveTarget(
  read: Read,
  projectId: string,
  target: BackerTarget,
): Promise<ResolvedTarget> {
  refuseUnclear(target);
  return resolveWish(read, projectId, target, ['target']);
}

/** @param field where the wish stands in what the caller sent, for the errors */
export async function resolveWish<Wish extends BackerWish>(
  read: Read,
  projectId: string,
  wish: Wish,
  field: readonly string[] = [],
): Promise<Wish & Resolved> {
  const { tree, segmentId } = wish;
  if (tree == null && segmentId == null) return { ...wish, book: NO_SEGMENTS };
  const checked: FilterTree | null = tree == null ? null : requireTree(tree, [...field, 'tree']);
  if (checked) await requireOperations(read, projectId, operationsIn(checked));
  const ids = [...(checked ? segmentsIn(checked) : []), ...(segmentId == null ? [] : [segmentId])];
  return { ...wish, book: await openBook(read, projectId, ids) };
}

/** @throws UserError NOT_FOUND when one is not there, not of this project, or not the caller's to see: in the same words */
export async function requireOperations(
  read: Read,
  projectId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const found = await read('select from operation where project_id = $1 and id = any ($2::bigint[])', [
    projectId,
    ids.filter(isId),
  ]);
  if (found.length < ids.length) throw notFound('operation');
}
