import { segmentsIn, type FilterTree } from '@waybill/schema/filter-tree';
import { isId } from '../access/authorise.ts';
import type { Read } from '../lib/reader.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';

/** A segment as far as a filter that speaks of it needs it. */
export type BookedSegment = { id: string; name: string } & (
  { kind: 'DYNAMIC'; filter: FilterTree } | { kind: 'SNAPSHOT'; filter: FilterTree | null }
);

/** The segments that some filters speak of, those that these speak of, and so on; by id. */
export type SegmentBook = ReadonlyMap<string, BookedSegment>;

/** For targets and filters that speak of no segment. */
export const NO_SEGMENTS: SegmentBook = new Map();

/** Segments that lead to segments that lead to segments …: so many steps are followed. */
const MOST_STEPS = 20;

/**
 * Reads the segments that are named and all that their filters lead to. Reading them before the statement keeps that
 * one statement: what it counts is one moment's truth.
 *
 * @throws UserError NOT_FOUND when one is not there, not of this project, or not the caller's to see: in the same words
 */
export async function openBook(read: Read, projectId: string, ids: Iterable<string>): Promise<SegmentBook> {
  const book = new Map<string, BookedSegment>();
  let wanted = [...new Set(ids)];
  for (let step = 0; wanted.length > 0; step += 1) {
    if (step === MOST_STEPS)
      throw new UserError(
        UserErrorCode.LIMIT_EXCEEDED,
        `Segments of segments lead more than ${MOST_STEPS} steps on. Make a snapshot of one of them.`,
        ['filter'],
      );
    const rows = await read<BookedSegment>(
      'select id, name, kind, filter from segment where project_id = $1 and id = any ($2::bigint[])',
      [projectId, wanted.filter(isId)],
    );
    if (rows.length < wanted.length) throw notFound('segment');
    for (const row of rows) book.set(row.id, row);
    const named = rows.flatMap((row) => (row.kind === 'DYNAMIC' ? segmentsIn(row.filter) : []));
    wanted = [...new Set(named)].filter((id) => !book.has(id));
  }
  return book;
}

/** @throws Error when the book was opened without it, which is a mistake of ours */
export function bookedSegment(book: SegmentBook, id: string): BookedSegment {
  const segment = book.get(id);
  if (!segment) throw new Error(`Segment ${id} is spoken of and was not read: open the book first.`);
  return segment;
}
