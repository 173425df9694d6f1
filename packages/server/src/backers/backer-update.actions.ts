import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import { requireEmail, requireText } from '../access/checks.ts';
import { countryCodeOf } from '../backer-imports/countries.ts';
import { LEFT_THE_HOUSE } from '../exports/address-exports.loader.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';
import { readNewTags } from './tags.ts';

export interface AddressChange {
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  state?: string | null;
  postalCode?: string | null;
  country?: string | null;
  phone?: string | null;
}

export interface BackerChange {
  name?: string | null;
  email?: string | null;
  notes?: string | null;
  tags?: string[] | null;
  address?: AddressChange | null;
}

/** A column and what it becomes. */
type Assignment = [column: string, value: string | string[] | null];

const LONGEST_NOTES = 10_000;

const ADDRESS: [keyof AddressChange, column: string, what: string][] = [
  ['line1', 'line1', 'the street'],
  ['line2', 'line2', 'the second line'],
  ['city', 'city', 'the city'],
  ['state', 'state', 'the state'],
  ['postalCode', 'postal_code', 'the postal code'],
  ['phone', 'phone', 'the phone number'],
];
const names = new Intl.DisplayNames('en', { type: 'region' });

/** Parts whose change makes another version of the address: where a parcel goes, not whom the carrier calls. */
const VERSIONED = new Set(['line1', 'line2', 'city', 'state', 'postal_code', 'country']);

/**
 * Changes what a person typed about one backer; a trigger writes the history. From then on the undo of an import
 * leaves this backer alone: the operation is taken off the row, and `updated_at` moves on.
 *
 * @returns sentences the person should act on: the former address is in a file that has left the house
 * @throws UserErrors for every field that cannot be meant; UserError NOT_FOUND
 */
export async function updateBacker(
  db: Database,
  backer: Owned,
  by: Principal,
  change: BackerChange,
): Promise<string[]> {
  const errors: UserError[] = [];
  const attempt = (read: () => Assignment[]): Assignment[] => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
      return [];
    }
  };
  const own = [
    ...attempt(() =>
      change.name == null ? [] : [['name', requireText(change.name, ['input', 'name'], 'a name', 200)]],
    ),
    ...attempt(() => (change.email === undefined ? [] : emailOf(change.email))),
    ...attempt(() => (change.notes === undefined ? [] : [['notes', notesOf(change.notes)]])),
    ...attempt(() => (change.tags == null ? [] : [['tags', readNewTags(change.tags, ['input', 'tags'])]])),
  ];
  const address = [
    ...ADDRESS.flatMap(([field, column, what]) =>
      attempt(() => addressPart(change.address?.[field], field, column, what)),
    ),
    ...attempt(() => countryOf(change.address?.country)),
  ];
  if (errors.length > 0) throw new UserErrors(errors);
  const all = [...own, ...address];
  if (all.length === 0) return [];

  const values: unknown[] = [backer.id];
  const placed = all.map(([column, value]) => ({ column, place: `$${values.push(value)}` }));
  const moved = placed
    .filter(({ column }) => VERSIONED.has(column))
    .map(({ column, place }) => `${column} is distinct from ${place}`);
  return db.write([backer.creatorId], async (client) => {
    await client.query(
      `select set_config('app.actor_kind', $1, true), set_config('app.actor_name', $2, true)`,
      [by.kind, by.name],
    );
    const { rows } = await client.query<Changed>(
      `update backer set ${placed.map(({ column, place }) => `${column} = ${place}`).join(', ')},
         updated_at = now(), operation_id = null
         ${moved.length > 0 ? `, address_version = address_version + (${moved.join(' or ')})::int` : ''}
       where id = $1
       returning project_id as "projectId", old.tags as "tagsBefore", tags, address_version > old.address_version as moved`,
      values,
    );
    const changed = rows[0];
    if (!changed) throw notFound('backer');
    await recordTags(client, backer, by, changed);
    return changed.moved ? tellPacker(client, backer.id) : [];
  });
}

interface Changed {
  projectId: string;
  tagsBefore: string[];
  tags: string[];
  moved: boolean;
}

/** Tags are told as what came and what went, as their own actions tell them. */
async function recordTags(
  client: PoolClient,
  backer: Owned,
  by: Principal,
  { projectId, tagsBefore, tags }: Changed,
): Promise<void> {
  const steps = [
    ['TAGGED', tags.filter((tag) => !tagsBefore.includes(tag))],
    ['UNTAGGED', tagsBefore.filter((tag) => !tags.includes(tag))],
  ] as const;
  for (const [kind, list] of steps) {
    if (list.length === 0) continue;
    await client.query(
      `insert into backer_event (backer_id, creator_id, project_id, kind, detail, actor_kind, actor_name)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [backer.id, backer.creatorId, projectId, kind, JSON.stringify({ tags: list }), by.kind, by.name],
    );
  }
}

async function tellPacker(client: PoolClient, backerId: string): Promise<string[]> {
  const { rows } = await client.query<{ at: string }>(`${LEFT_THE_HOUSE} limit 1`, [[backerId]]);
  const last = rows[0];
  if (!last) return [];
  return [`The former address went out in the export of ${day.format(new Date(last.at))}; tell your packer.`];
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

function emailOf(given: string | null): Assignment[] {
  const field = ['input', 'email'];
  if (given === null || given.trim() === '')
    return [
      ['email', ''],
      ['email_key', ''],
    ];
  const key = requireEmail(given, field);
  return [
    ['email', given.normalize('NFC').trim()],
    ['email_key', key],
  ];
}

function notesOf(given: string | null): string | null {
  const text = given?.replaceAll('\0', '').replaceAll('\r\n', '\n').trim() ?? '';
  if (text.length <= LONGEST_NOTES) return text === '' ? null : text;
  throw new UserError(
    UserErrorCode.INVALID,
    `Shorten the notes to ${LONGEST_NOTES} characters; they have ${text.length}.`,
    ['input', 'notes'],
  );
}

function addressPart(
  given: string | null | undefined,
  field: string,
  column: string,
  what: string,
): Assignment[] {
  if (given === undefined) return [];
  if (given === null || given.trim() === '') return [[column, null]];
  return [[column, requireText(given, ['input', 'address', field], what, 200)]];
}

function countryOf(given: string | null | undefined): Assignment[] {
  if (given === undefined) return [];
  if (given === null || given.trim() === '')
    return [
      ['country', null],
      ['country_name', null],
    ];
  const code = countryCodeOf(given);
  if (code)
    return [
      ['country', code],
      ['country_name', names.of(code) ?? code],
    ];
  throw new UserError(
    UserErrorCode.INVALID,
    `There is no country “${given.trim().slice(0, 60)}”. Write its two letters, such as DE, or its English name.`,
    ['input', 'address', 'country'],
  );
}
