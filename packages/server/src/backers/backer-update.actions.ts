import type { Owned } from '../access/authorise.ts';
import { requireEmail, requireText } from '../access/checks.ts';
import { countryCodeOf } from '../backer-imports/countries.ts';
import type { Database } from '../lib/database.ts';
import { notFound, UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';

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
const MOST_TAGS = 50;

const ADDRESS: [keyof AddressChange, column: string, what: string][] = [
  ['line1', 'line1', 'the street'],
  ['line2', 'line2', 'the second line'],
  ['city', 'city', 'the city'],
  ['state', 'state', 'the state'],
  ['postalCode', 'postal_code', 'the postal code'],
  ['phone', 'phone', 'the phone number'],
];
const names = new Intl.DisplayNames('en', { type: 'region' });

/**
 * Changes what a person typed about one backer. From then on the undo of an import leaves this backer alone: the
 * operation is taken off the row, and `updated_at` moves on.
 *
 * @throws UserErrors for every field that cannot be meant; UserError NOT_FOUND
 */
export async function updateBacker(db: Database, backer: Owned, change: BackerChange): Promise<void> {
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
    ...attempt(() => (change.tags == null ? [] : [['tags', tagsOf(change.tags)]])),
  ];
  const address = [
    ...ADDRESS.flatMap(([field, column, what]) =>
      attempt(() => addressPart(change.address?.[field], field, column, what)),
    ),
    ...attempt(() => countryOf(change.address?.country)),
  ];
  if (errors.length > 0) throw new UserErrors(errors);
  const all = [...own, ...address];
  if (all.length === 0) return;

  const values: unknown[] = [backer.id];
  const write = (list: Assignment[]) =>
    list.map(([column, value]) => ({ column, place: `$${values.push(value)}` }));
  const ownPlaces = write(own);
  const addressPlaces = write(address);
  const moved = addressPlaces.map(({ column, place }) => `${column} is distinct from ${place}`);
  await db.write([backer.creatorId], async (client) => {
    const { rowCount } = await client.query(
      `update backer set ${[...ownPlaces, ...addressPlaces].map(({ column, place }) => `${column} = ${place}`).join(', ')},
         updated_at = now(), operation_id = null
         ${moved.length > 0 ? `, address_version = address_version + (${moved.join(' or ')})::int` : ''}
       where id = $1`,
      values,
    );
    if (rowCount === 0) throw notFound('backer');
  });
}

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

function tagsOf(given: string[]): string[] {
  const field = ['input', 'tags'];
  const tags = [
    ...new Set(given.filter((tag) => tag.trim() !== '').map((tag) => requireText(tag, field, 'a tag', 60))),
  ];
  if (tags.length > MOST_TAGS)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A backer has at most ${MOST_TAGS} tags.`, field);
  return tags;
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
