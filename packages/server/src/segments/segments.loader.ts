import { filterSentence, operationsIn, segmentsIn, type FilterNames } from '@waybill/schema/filter-tree';
import DataLoader from 'dataloader';
import { carrierBySlug } from '../carriers/carrier-match.ts';
import type { Context } from '../context.ts';
import type { Segment } from './segment.entity.ts';
import { countSegments } from './segments.actions.ts';

/** How many backers segments have; all that one document asks for are counted in one go. */
export function segmentCounts(context: Context): DataLoader<Segment, number> {
  return new DataLoader(
    async (segments) => {
      const counts = await countSegments(context.db, segments);
      return segments.map(({ id }) => counts.get(id) ?? 0);
    },
    { cache: false },
  );
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** Filters as sentences, with the names of what they hold ids of. */
export function segmentSentences(context: Context): DataLoader<Segment, string> {
  return new DataLoader(
    async (segments) => {
      const names = await namesFor(context, segments);
      return segments.map((segment) =>
        segment.filter ? filterSentence(segment.filter, names) : 'A list of backers',
      );
    },
    { cache: false },
  );
}

async function namesFor(context: Context, segments: readonly Segment[]): Promise<FilterNames> {
  const trees = segments.flatMap(({ filter }) => (filter ? [filter] : []));
  const [named, operations] = [trees.flatMap(segmentsIn), trees.flatMap(operationsIn)];
  const known = new Map<string, string>();
  const read = (sql: string, ids: readonly string[]) =>
    ids.length === 0
      ? []
      : context.db.read<{ id: string; name: string; at: string }>(
          context.principal?.creators.keys() ?? [],
          sql,
          [ids],
        );
  for (const { id, name } of await read(
    `select id, name, '' as at from segment where id = any ($1::bigint[])`,
    named,
  ))
    known.set(`segment ${id}`, name);
  for (const { id, name, at } of await read(
    'select id, kind as name, created_at as at from operation where id = any ($1::bigint[])',
    operations,
  ))
    known.set(`operation ${id}`, `${name.toLowerCase().replaceAll('_', ' ')} of ${day.format(new Date(at))}`);
  return (field, value) =>
    field === 'carrier' ? carrierBySlug(value)?.name : known.get(`${field} ${value}`);
}
