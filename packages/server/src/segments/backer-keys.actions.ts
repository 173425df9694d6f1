import { TREE_LIMITS, type FilterTree } from '@waybill/schema/filter-tree';
import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';

export type KeyKind = 'NUMBER' | 'PLEDGE_ID' | 'EMAIL';

export interface KeysCheck {
  keys: number;
  found: number;
  unknown: string[];
  unknownCount: number;
  repeated: string[];
  repeatedCount: number;
  ambiguous: string[];
  ambiguousCount: number;
  tree: FilterTree | null;
}

/** More of them nobody reads one by one. */
const MOST_SHOWN = 1000;
const BIGGEST_NUMBER = 2_147_483_647;

const COLUMNS: Record<KeyKind, string> = { NUMBER: 'number', PLEDGE_ID: 'pledge_id', EMAIL: 'email_key' };
const FIELDS = { NUMBER: 'number', PLEDGE_ID: 'pledgeId', EMAIL: 'email' } as const;

/**
 * Whom a pasted list of keys names, and which of them name nobody, stand there twice, or name several.
 * @throws UserError BLANK, LIMIT_EXCEEDED
 */
export async function checkBackerKeys(
  db: Database,
  project: Owned,
  kind: KeyKind,
  text: string,
): Promise<KeysCheck> {
  const { keys, repeated } = keysOf(kind, text);
  if (keys.size === 0)
    throw new UserError(UserErrorCode.BLANK, 'Paste the keys, one a line or with commas between them.', [
      'input',
      'text',
    ]);
  if (keys.size > TREE_LIMITS.values)
    throw new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `These are ${keys.size} keys; ${TREE_LIMITS.values} can be checked at once. Paste them in parts, and make a segment of each.`,
      ['input', 'text'],
    );
  const askable = [...keys.keys()].filter((key) => kind !== 'NUMBER' || isNumber(key));
  const counts = new Map(askable.map((key) => [key, 1]));
  const column = COLUMNS[kind];
  const rows = await db.read<{ key: string; n: number }>(
    [project.creatorId],
    `select k.key::text as key, count(b.id)::int as n
     from unnest($2::${kind === 'NUMBER' ? 'int' : 'text'}[]) k (key)
     left join backer b on b.project_id = $1 and b.${column} = k.key
     group by k.key having count(b.id) <> 1`,
    [project.id, askable],
  );
  for (const { key, n } of rows) counts.set(key, n);
  const countOf = (key: string) => counts.get(key) ?? 0;
  const known = [...keys.keys()].filter((key) => countOf(key) > 0);
  const unknown = [...keys].filter(([key]) => countOf(key) === 0).map(([, written]) => written);
  const ambiguous = known.filter((key) => countOf(key) > 1);
  return {
    keys: keys.size,
    found: known.reduce((sum, key) => sum + countOf(key), 0),
    unknown: unknown.slice(0, MOST_SHOWN),
    unknownCount: unknown.length,
    repeated: repeated.slice(0, MOST_SHOWN),
    repeatedCount: repeated.length,
    ambiguous: ambiguous.slice(0, MOST_SHOWN),
    ambiguousCount: ambiguous.length,
    tree:
      known.length === 0
        ? null
        : { field: FIELDS[kind], operator: 'ANY_OF', value: kind === 'NUMBER' ? known.map(Number) : known },
  };
}

/** Different keys in the order they came, with how each was first written; and those that came again. */
function keysOf(kind: KeyKind, text: string): { keys: Map<string, string>; repeated: string[] } {
  const keys = new Map<string, string>();
  const repeated = new Set<string>();
  for (const piece of text.replaceAll('\0', '').split(kind === 'PLEDGE_ID' ? /[\n\r\t,;]+/ : /[\s,;]+/)) {
    const written = bare(kind, piece);
    if (written === '') continue;
    const key =
      kind === 'PLEDGE_ID' ? written : kind === 'EMAIL' ? written.toLowerCase() : plainNumber(written);
    if (keys.has(key)) repeated.add(keys.get(key) ?? key);
    else keys.set(key, written);
  }
  return { keys, repeated: [...repeated] };
}

/** Without what spreadsheets and mail programs put around a key: quotes, # before a number, < > around an address. */
function bare(kind: KeyKind, piece: string): string {
  const text = piece.normalize('NFC').replace(/^["'“”\s]+|["'“”\s]+$/g, '');
  if (kind === 'EMAIL') return text.replace(/^<|>$/g, '').replace(/^mailto:/i, '');
  return kind === 'NUMBER' ? text.replace(/^#/, '') : text;
}

/** 0042 and 42 are one number. */
function plainNumber(text: string): string {
  return isNumber(text) ? String(Number(text)) : text;
}

function isNumber(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= BIGGEST_NUMBER;
}
