import { operationsIn, segmentsIn, TREE_LIMITS, type FilterTree } from '@waybill/schema/filter-tree';
import { DatabaseError, type PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { requireOperations, resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import { readerIn, type Read } from '../lib/reader.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { treeSql } from './filter-tree.sql.ts';
import { requireTree } from './require-tree.ts';
import { openBook } from './segment-book.ts';
import { SEGMENT_COLUMNS, type Segment } from './segment.entity.ts';
import { treeOfTarget } from './target-tree.ts';

export interface NewSegment {
  name: string;
  kind?: 'DYNAMIC' | 'SNAPSHOT' | null;
  filter?: FilterTree | null;
  target?: BackerTarget | null;
}

const LONGEST_NAME = 120;
/** All of them are counted again and again while somebody looks at the list. */
const MOST_SEGMENTS = 200;
/** So many new rows change what the planner should expect of the table. */
const MANY_MEMBERS = 10_000;

/**
 * A segment from a filter or a target.
 *
 * @throws UserError BLANK, INVALID, TAKEN, LIMIT_EXCEEDED, NOT_FOUND (of a segment it speaks of); UserErrors for a tree
 *   that cannot be meant
 */
export async function createSegment(
  db: Database,
  project: Owned,
  by: string,
  input: NewSegment,
): Promise<Segment> {
  const name = requireName(input.name);
  const target = targetOf(input);
  const kind = input.kind ?? (input.target ? 'SNAPSHOT' : 'DYNAMIC');
  const filter = input.filter ?? treeOfTarget(target);
  if (kind === 'DYNAMIC' && filter === null)
    throw new UserError(
      UserErrorCode.INVALID,
      'A selection says nothing about who comes later. Make it a SNAPSHOT, or give a filter.',
      ['input', 'kind'],
    );
  return writing(db, project.creatorId, name, async (client) => {
    const read = readerIn(client);
    await lockSegments(read, project.id);
    const [{ n } = { n: 0 }] = await read<{ n: number }>(
      'select count(*)::int as n from segment where project_id = $1',
      [project.id],
    );
    if (n >= MOST_SEGMENTS)
      throw new UserError(
        UserErrorCode.LIMIT_EXCEEDED,
        `A project has at most ${MOST_SEGMENTS} segments. Delete one that is no longer used.`,
      );
    const resolved = await resolveTarget(read, project.id, target);
    // Written once to see that it can be.
    targetSql(resolved, project.id, []);
    const [made] = await read<Segment & Record<string, unknown>>(
      `insert into segment as s (creator_id, project_id, name, kind, filter, created_by)
       values ($1, $2, $3, $4, $5, $6) returning ${SEGMENT_COLUMNS}`,
      [project.creatorId, project.id, name, kind, filter && JSON.stringify(filter), by],
    );
    if (!made) throw notFound('segment');
    return kind === 'SNAPSHOT' ? takeList(client, made, target) : made;
  });
}

export interface SegmentChange {
  name?: string | null;
  filter?: FilterTree | null;
  expectedUpdatedAt?: string | null;
}

/** @throws as `createSegment`; CONFLICT for the filter of a snapshot, and where it changed since it was read */
export async function updateSegment(db: Database, owned: Owned, change: SegmentChange): Promise<Segment> {
  const name = change.name == null ? null : requireName(change.name);
  const filter = change.filter == null ? null : requireTree(change.filter, ['input', 'filter']);
  return changing(db, owned, name ?? '', async (client, segment) => {
    refuseChanged(segment, change.expectedUpdatedAt);
    if (filter && segment.kind === 'SNAPSHOT')
      throw new UserError(
        UserErrorCode.CONFLICT,
        'This segment is a snapshot: its list would not be what the filter says. Thaw it first, then change the filter.',
        ['input', 'filter'],
      );
    if (filter) {
      await requireOperations(readerIn(client), segment.projectId, operationsIn(filter));
      await refuseCircle(client, segment, filter);
    }
    return write(client, segment.id, { name: name ?? segment.name, filter: filter ?? segment.filter });
  });
}

/** Keeps the list as it is now. @throws UserError INVALID_TRANSITION when it is kept already */
export async function freezeSegment(db: Database, owned: Owned): Promise<Segment> {
  return changing(db, owned, '', async (client, segment) => {
    if (segment.kind === 'SNAPSHOT')
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'This segment is a snapshot already. Refresh it to take its list anew.',
      );
    return takeList(client, segment, { tree: segment.filter });
  });
}

/**
 * Lets the filter decide again. A snapshot of a list gets the backers' numbers for a filter.
 * @throws UserError INVALID_TRANSITION when it is dynamic already, or no filter says what the list says
 */
export async function thawSegment(db: Database, owned: Owned): Promise<Segment> {
  return changing(db, owned, '', async (client, segment) => {
    if (segment.kind === 'DYNAMIC')
      throw new UserError(UserErrorCode.INVALID_TRANSITION, 'This segment follows its filter already.');
    const filter = segment.filter ?? (await numbersOf(client, segment));
    await refuseCircle(client, segment, filter);
    await client.query('delete from segment_member where segment_id = $1', [segment.id]);
    return write(client, segment.id, { kind: 'DYNAMIC', filter, frozen_at: null, member_count: null });
  });
}

/** Takes the list of a snapshot anew. @throws UserError INVALID_TRANSITION when there is no filter to take it from */
export async function refreshSegment(db: Database, owned: Owned): Promise<Segment> {
  return changing(db, owned, '', async (client, segment) => {
    if (segment.kind === 'DYNAMIC')
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'This segment follows its filter: it is as fresh as can be.',
      );
    if (!segment.filter)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'This segment has no filter: it was made of a list, or its filter spoke of a segment that is deleted. There is nothing to take its list from anew.',
      );
    // Into a table of its own first: the filter may speak of this very list.
    await client.query('create temp table fresh (backer_id bigint) on commit drop');
    const values: unknown[] = [];
    const target = await resolveTarget(readerIn(client), segment.projectId, { tree: segment.filter });
    await client.query(`insert into fresh ${targetSql(target, segment.projectId, values)}`, values);
    await client.query('delete from segment_member where segment_id = $1', [segment.id]);
    return fill(client, segment, 'select backer_id from fresh', []);
  });
}

/**
 * A snapshot that was frozen from a filter speaking of it keeps its list, and loses that filter: it would lead nowhere.
 * @throws UserError CONFLICT when the filter of a dynamic segment speaks of it
 */
export async function deleteSegment(db: Database, owned: Owned): Promise<string> {
  return changing(db, owned, '', async (client, segment) => {
    const { rows } = await client.query<Pick<Segment, 'id' | 'name' | 'kind'> & { filter: FilterTree }>(
      `select id, name, kind, filter from segment where project_id = $1 and id <> $2 and filter is not null
       order by lower(name)`,
      [segment.projectId, segment.id],
    );
    const users = rows.filter(({ filter }) => segmentsIn(filter).includes(segment.id));
    const following = users.filter(({ kind }) => kind === 'DYNAMIC');
    if (following.length > 0)
      throw new UserError(
        UserErrorCode.CONFLICT,
        `The filter of ${following.map(({ name }) => `“${name}”`).join(', ')} speaks of this segment. Change that first.`,
      );
    for (const { id } of users) await write(client, id, { filter: null });
    await client.query('delete from segment where id = $1', [segment.id]);
    return segment.id;
  });
}

/** In milliseconds, which is what a caller is given: the database knows microseconds. */
function refuseChanged({ name, updatedAt }: Segment, expected: string | null | undefined): void {
  if (expected == null || Date.parse(updatedAt) === Date.parse(expected)) return;
  throw new UserError(
    UserErrorCode.CONFLICT,
    `“${name}” was changed after you read it. Read it again and decide whether your change still holds.`,
    ['input', 'expectedUpdatedAt'],
  );
}

function requireName(name: string): string {
  return requireText(name, ['input', 'name'], 'a name', LONGEST_NAME);
}

function targetOf({ filter, target }: NewSegment): BackerTarget {
  if (target && filter == null) return target;
  if (filter != null && !target) return { tree: requireTree(filter, ['input', 'filter']) };
  throw new UserError(UserErrorCode.INVALID, 'Give either a filter or a target.', ['input']);
}

/** Replaces the list of a segment by whom a target names. */
async function takeList(client: PoolClient, segment: Segment, target: BackerTarget): Promise<Segment> {
  const values: unknown[] = [];
  const resolved = await resolveTarget(readerIn(client), segment.projectId, target);
  return fill(client, segment, targetSql(resolved, segment.projectId, values), values);
}

/** In the order of the key, which is the order of the index: half the time of any other. */
async function fill(
  client: PoolClient,
  segment: Segment,
  backers: string,
  values: unknown[],
): Promise<Segment> {
  const keys = [segment.id, segment.creatorId, segment.projectId].map(
    (key) => `$${values.push(key)}::bigint`,
  );
  const { rowCount } = await client.query(
    `insert into segment_member (segment_id, creator_id, project_id, backer_id)
     select ${keys.join(', ')}, t.backer_id from (${backers}) t order by t.backer_id`,
    values,
  );
  // Without statistics a list of a million is taken for some hundred, and looked up backer by backer.
  if ((rowCount ?? 0) > MANY_MEMBERS) await client.query('analyze segment_member');
  return write(client, segment.id, {
    kind: 'SNAPSHOT',
    frozen_at: new Date().toISOString(),
    member_count: rowCount ?? 0,
  });
}

interface SegmentColumns {
  name?: string;
  kind?: 'DYNAMIC' | 'SNAPSHOT';
  filter?: FilterTree | null;
  frozen_at?: string | null;
  member_count?: number | null;
}

async function write(client: PoolClient, id: string, columns: SegmentColumns): Promise<Segment> {
  const values: unknown[] = [id];
  const set = Object.entries(columns).map(
    ([column, value]) =>
      `${column} = $${values.push(column === 'filter' && value ? JSON.stringify(value) : value)}`,
  );
  const { rows } = await client.query<Segment & Record<string, unknown>>(
    `update segment s set ${set.join(', ')}, updated_at = now() where s.id = $1 returning ${SEGMENT_COLUMNS}`,
    values,
  );
  const [segment] = rows;
  if (!segment) throw notFound('segment');
  return segment;
}

/** @throws UserError when a segment that the filter leads to leads back to this one */
async function refuseCircle(client: PoolClient, segment: Segment, filter: FilterTree): Promise<void> {
  const book = new Map(await openBook(readerIn(client), segment.projectId, segmentsIn(filter)));
  book.set(segment.id, { id: segment.id, name: segment.name, kind: 'DYNAMIC', filter });
  treeSql({ field: 'segment', operator: 'IS', value: segment.id }, book, segment.projectId, []);
}

async function numbersOf(client: PoolClient, segment: Segment): Promise<FilterTree> {
  const { rows } = await client.query<{ numbers: (number | null)[] | null }>(
    `select array_agg(b.number order by b.number) as numbers from segment_member m join backer b on b.id = m.backer_id
     where m.segment_id = $1`,
    [segment.id],
  );
  const numbers = rows[0]?.numbers ?? [];
  const known = numbers.filter((number) => number !== null);
  if (known.length > 0 && known.length === numbers.length && known.length <= TREE_LIMITS.values)
    return { field: 'number', operator: 'ANY_OF', value: known };
  throw new UserError(
    UserErrorCode.INVALID_TRANSITION,
    'This segment has no filter to follow: it was made of a list, or its filter spoke of a segment that is deleted. ' +
      'Nor can its backers be named by their numbers: ' +
      (known.length === 0
        ? 'nobody in it has a backer number.'
        : known.length < numbers.length
          ? `${numbers.length - known.length} in it have no backer number.`
          : `it has more than ${TREE_LIMITS.values} backers.`) +
      ' Make a new segment with a filter.',
  );
}

/** One change of a project's segments at a time: two at once could close a circle that neither sees. */
async function lockSegments(read: Read, projectId: string): Promise<void> {
  await read(`select pg_advisory_xact_lock(hashtextextended('segments', $1::bigint))`, [projectId]);
}

async function changing<T>(
  db: Database,
  owned: Owned,
  name: string,
  change: (client: PoolClient, segment: Segment) => Promise<T>,
): Promise<T> {
  return writing(db, owned.creatorId, name, async (client) => {
    const read = readerIn(client);
    const [found] = await read<{ projectId: string }>(
      'select project_id as "projectId" from segment where id = $1',
      [owned.id],
    );
    if (!found) throw notFound('segment');
    await lockSegments(read, found.projectId);
    const [segment] = await read<Segment & Record<string, unknown>>(
      `select ${SEGMENT_COLUMNS} from segment s where s.id = $1 for update`,
      [owned.id],
    );
    if (!segment) throw notFound('segment');
    return change(client, segment);
  });
}

/** As the engine: freezing a million takes longer than a request's statement may. @throws UserError TAKEN */
async function writing<T>(
  db: Database,
  creatorId: string,
  name: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await db.engineWrite([creatorId], work);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.constraint !== 'segment_name') throw error;
    throw new UserError(
      UserErrorCode.TAKEN,
      `Another segment of this project is called “${name}”. Choose another name.`,
      ['input', 'name'],
    );
  }
}
