import { ofProject, tablesOf, targetCondition, type ResolvedTarget } from '../backers/backer-filter.sql.ts';

/** Whose list left the house, and who took it. */
export interface ExportTaken {
  projectId: string;
  creatorId: string;
  by: string;
  /** When its snapshot was taken. */
  at: string;
}

/**
 * Writes down who is in an export: one bit a backer, as `address_export.backers` wants it. Only the tables that
 * the target speaks of are read; ids are folded 64 at a time into words of eight bytes, so a million cost one walk of
 * `orders` and 16,000 groups. A word goes out highest byte first while bit 0 is the lowest of the first byte, hence
 * `# 56`: it turns the order of the bytes round.
 */
export function recordExport(
  target: ResolvedTarget,
  { projectId, creatorId, by, at }: ExportTaken,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const condition = targetCondition(target, projectId, values);
  const id = condition.backer ? 'b.id' : 'o.backer_id';
  const sql = /* sql */ `
    with words as (
      select ${id} >> 6 as place, bit_or(1::bigint << (((${id} & 63) # 56)::int)) as bits, count(*) as n
      from ${tablesOf(condition)} where ${ofProject(condition, projectId, values)} and ${condition.sql} group by 1),
    span as (select min(place) as first, max(place) as last, sum(n)::int as n from words having count(*) > 0)
    insert into address_export (creator_id, project_id, actor_name, at, backer_count, first_backer, backers)
    select $${values.push(creatorId)}::bigint, $${values.push(projectId)}::bigint, $${values.push(by)}::text, $${values.push(at)}::timestamptz, n, first << 6,
      (select string_agg(int8send(coalesce(w.bits, 0)), ''::bytea order by place)
       from generate_series(first, last) as place left join words w using (place))
    from span`;
  return { sql, values };
}
