import type { FilterFieldName } from '@waybill/schema/filter-fields';
import type { Database } from '../lib/database.ts';
import { escapeLike } from '../lib/sql-text.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

export interface Suggestion {
  value: string;
  backers: number;
}

const MOST = 50;
const LONGEST_SEARCH = 100;

/** For each field with values worth choosing from: value and backer of each. */
const SOURCES: Partial<Record<FilterFieldName, string>> = {
  tags: `select unnest(b.tags) as value, b.id as backer from backer b where b.project_id = $1 and b.tags <> '{}'`,
  country: 'select b.country as value, b.id as backer from backer b where b.project_id = $1',
  region: 'select b.state as value, b.id as backer from backer b where b.project_id = $1',
  emailDomain: `select split_part(b.email_key, '@', 2) as value, b.id as backer from backer b where b.project_id = $1`,
  sku: 'select i.sku as value, i.backer_id as backer from order_item i where i.project_id = $1 and i.sku is not null',
  carrier:
    'select s.carrier as value, s.backer_id as backer from shipment s where s.project_id = $1 and s.voided_at is null',
};

/**
 * Values that backers of a project have in a field, the commonest first; of tags, countries, regions, email domains,
 * SKUs and carriers. For a builder to offer: nothing hinges on them.
 *
 * @throws UserError INVALID for a field without such values
 */
export async function filterSuggestions(
  db: Database,
  project: { id: string; creatorId: string },
  field: string,
  search: string | null,
): Promise<Suggestion[]> {
  const source = Object.hasOwn(SOURCES, field) ? SOURCES[field as FilterFieldName] : undefined;
  if (!source)
    throw new UserError(
      UserErrorCode.INVALID,
      `There is nothing to offer for “${field.slice(0, 40)}”; there is for ${Object.keys(SOURCES).join(', ')}.`,
      ['field'],
    );
  const word = escapeLike((search ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_SEARCH));
  return db.read<Suggestion & Record<string, unknown>>(
    [project.creatorId],
    `select value, count(distinct backer)::int as backers from (${source}) v
     where value <> '' and lower(value) like lower($2) group by value order by backers desc, value limit ${MOST}`,
    [project.id, `%${word}%`],
  );
}
