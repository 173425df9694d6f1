import { MOST_TAGS } from '../backers/tags.ts';
import { rowsTable } from '../operations/operation.kind.ts';
import type { OperationRecord } from '../operations/operation.row.ts';
import { appliedRows, lateRows, leftAlone, told } from './chunk.sql.ts';
import { missing, textArray } from './judgement.ts';

/** Tags of `b` without those of a list, in the order they have. */
const without = (list: string) =>
  `array(select t from unnest(b.tags) with ordinality as u (t, n) where t <> all (${list}) order by n)`;

/**
 * Puts the tags on the backers of one chunk that lack them. Which they lack is worked out on the row as it is under
 * its lock, so two such actions at once both come to stand; the history keeps what was added in truth.
 */
export function tagChunk(operation: OperationRecord): string {
  const tags = operation.options.tags ?? [];
  return /* sql */ `
  with ${chunkOf(operation)},
  tagged as (
    update backer b set tags = b.tags || ${missing(tags)}
    from chunk c
    where b.id = c.backer_id and b.id between $3 and $4 and not b.tags @> ${textArray(tags)}
      and cardinality(b.tags || ${missing(tags)}) <= ${MOST_TAGS}
    returning b.id as backer_id, new.tags[cardinality(old.tags) + 1:] as tags),
  ${told(operation, 'TAGGED', 'tagged', `jsonb_build_object('tags', to_jsonb(tags))`)},
  ${lateRows(operation, 'tagged')}
  select (select count(*)::int from late) as late`;
}

/** Takes the tags off the backers of one chunk that have them. */
export function untagChunk(operation: OperationRecord): string {
  const tags = textArray(operation.options.tags ?? []);
  return /* sql */ `
  with ${chunkOf(operation)},
  untagged as (
    update backer b set tags = ${without(tags)}
    from chunk c
    where b.id = c.backer_id and b.id between $3 and $4 and b.tags && ${tags}
    returning b.id as backer_id,
      array(select t from unnest(old.tags) with ordinality as u (t, n) where t = any (${tags}) order by n) as tags),
  ${told(operation, 'UNTAGGED', 'untagged', `jsonb_build_object('tags', to_jsonb(tags))`)},
  ${lateRows(operation, 'untagged')}
  select (select count(*)::int from late) as late`;
}

/** Takes off what this operation put on, as far as it is there still; who has none of it any more is left alone. */
export function undoTagChunk(operation: OperationRecord): string {
  return /* sql */ `
  with ${changedRows(operation, 'TAGGED')},
  restored as (
    update backer b set tags = ${without('t.tags')}
    from touched t
    where b.id = t.backer_id and b.id between $3 and $4 and b.tags && t.tags
    returning b.id as backer_id,
      array(select x from unnest(old.tags) with ordinality as u (x, n) where x = any (t.tags) order by n) as tags),
  ${told(operation, 'UNTAGGED', 'restored', `jsonb_build_object('tags', to_jsonb(tags))`, true)},
  ${leftAlone(operation, 'restored')}
  select (select count(*)::int from left_alone) as late`;
}

/**
 * Puts back what this operation took off: in its place where the tags are otherwise as they were left, at the end where
 * somebody changed them since. Who has all of it again is left alone.
 */
export function undoUntagChunk(operation: OperationRecord): string {
  const lacked = `array(select x from unnest(t.tags) with ordinality as u (x, n) where x <> all (b.tags) order by n)`;
  const left = `array(select x from unnest(t.was_tags) with ordinality as u (x, n) where x <> all (t.tags) order by n)`;
  return /* sql */ `
  with ${changedRows(operation, 'UNTAGGED')},
  restored as (
    update backer b set tags = case when b.tags = ${left} then t.was_tags else b.tags || ${lacked} end
    from touched t
    where b.id = t.backer_id and b.id between $3 and $4 and not b.tags @> t.tags
    returning b.id as backer_id,
      array(select x from unnest(t.tags) with ordinality as u (x, n) where x <> all (old.tags) order by n) as tags),
  ${told(operation, 'TAGGED', 'restored', `jsonb_build_object('tags', to_jsonb(tags))`, true)},
  ${leftAlone(operation, 'restored')}
  select (select count(*)::int from left_alone) as late`;
}

/** The rows of the chunk, and the lock on each of their backers, in the order of backers. */
function chunkOf(operation: OperationRecord): string {
  return /* sql */ `chunk as materialized (
    select r.pos, r.backer_id from ${rowsTable(operation.id)} r join backer b on b.id = r.backer_id
    where r.pos between $1 and $2 and r.applies and b.id between $3 and $4
    order by b.id for no key update of b)`;
}

/** The applied rows with the tags that were put on or taken off in truth, as the history has them; locked likewise. */
function changedRows(operation: OperationRecord, kind: 'TAGGED' | 'UNTAGGED'): string {
  const kept = kind === 'UNTAGGED' ? 'r.was_tags, ' : '';
  return /* sql */ `touched as materialized (
    select r.pos, r.backer_id, ${kept}array(select jsonb_array_elements_text(e.detail -> 'tags')) as tags
    from (${appliedRows(operation)}) r
    join backer b on b.id = r.backer_id and b.id between $3 and $4
    join backer_event e on e.backer_id = r.backer_id and e.backer_id between $3 and $4
      and e.operation_id = ${BigInt(operation.id)} and e.kind = '${kind}'
    order by b.id for no key update of b)`;
}
