import { rowsTable } from './operation.kind.ts';

/**
 * Rows a chunk holds. 5,000 cost 16 % more than one transaction, 10,000 cost 6 %; 50,000 cost nothing but a
 * chunk then takes 0.75 s, and progress and cancel wait for it.
 */
export const CHUNK_ROWS = 10_000;

/** Cuts the planned rows into chunks that never part a backer's rows: undo decides per backer. */
export function cutChunks(operationId: string, chunkRows = CHUNK_ROWS): string {
  const rows = rowsTable(operationId);
  return /* sql */ `
    with size as (select coalesce(max(pos), 0) as n from ${rows}),
    wanted as (
      select k, least(k * ${chunkRows}, size.n) as pos
      from size, generate_series(1, (size.n + ${chunkRows - 1}) / ${chunkRows}) k),
    ends as (
      select distinct greatest(w.pos, coalesce((
        select max(r.pos) from ${rows} r
        where r.pos between w.pos and w.pos + ${chunkRows}
          and r.backer_id = (select e.backer_id from ${rows} e where e.pos = w.pos)), 0)) as last_pos
      from wanted w),
    bounds as (
      select row_number() over (order by last_pos)::int as no,
             (coalesce(lag(last_pos) over (order by last_pos), 0) + 1)::int as first_pos, last_pos::int
      from ends)
    insert into staging.chunk (operation_id, no, first_pos, last_pos, first_backer, last_backer)
    select ${BigInt(operationId)}, no, first_pos, last_pos,
           (select min(r.backer_id) from ${rows} r where r.pos between b.first_pos and b.last_pos and r.applies),
           (select max(r.backer_id) from ${rows} r where r.pos between b.first_pos and b.last_pos and r.applies)
    from bounds b`;
}

/** Takes the next chunk nobody else is on; whoever dies lets it go again. */
export const takeChunkToApply = /* sql */ `
  select no, first_pos as "firstPos", last_pos as "lastPos", first_backer as "firstBacker", last_backer as "lastBacker"
  from staging.chunk where operation_id = $1 and applied_at is null order by no limit 1 for update skip locked`;

/** Only what was applied is undone, the last first. */
export const takeChunkToUndo = /* sql */ `
  select no, first_pos as "firstPos", last_pos as "lastPos", first_backer as "firstBacker", last_backer as "lastBacker"
  from staging.chunk where operation_id = $1 and applied_at is not null and undone_at is null
  order by no desc limit 1 for update skip locked`;

/** The index a chunk is found by. The table lies in the order of pos, so a summary of page ranges does: 100 kB in 0.1 s where a b-tree took 0.4 s a million. */
export function indexRows(operationId: string): string {
  const rows = rowsTable(operationId);
  return `create index on ${rows} using brin (pos) with (pages_per_range = 16)`;
}

/** Operations whose job is gone (a crash between two commits, a restored backup) get a new one. */
export const lostOperations = /* sql */ `
  select o.id, o.creator_id as "creatorId", o.status from unsettled_operations() o
  where not exists (select from graphile_worker._private_jobs j where j.key = 'operation:' || o.id)`;
