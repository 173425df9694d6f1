import { isId, type Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { requireWhole } from './postage-fields.ts';
import type { ParcelPresetInput } from './postage.inputs.ts';
import type { ParcelPreset } from './postage.types.ts';

/** Each is a condition in one statement; nobody keeps more kinds of boxes. */
const MOST_PRESETS = 50;
const MOST_SKUS = 500;

const COLUMNS = /* sql */ `id, name, position, length_mm as "lengthMm", width_mm as "widthMm", height_mm as "heightMm",
  weight_g as "weightG", skus, segment_id as "segmentId"`;

type PresetRow = ParcelPreset & Record<string, unknown>;

/** The boxes of a project in the order in which they are tried. */
export function presetsOf(db: Database, { id, creatorId }: Owned): Promise<ParcelPreset[]> {
  return db.read<PresetRow>(
    [creatorId],
    `select ${COLUMNS} from parcel_preset where project_id = $1 order by position, id`,
    [id],
  );
}

/** @throws UserError BLANK, INVALID, LIMIT_EXCEEDED, NOT_FOUND for a segment of elsewhere */
export async function createPreset(
  db: Database,
  project: Owned,
  input: ParcelPresetInput,
): Promise<ParcelPreset> {
  await requireSegment(db, project, input.segmentId ?? null);
  const name = readName(input.name ?? '');
  const sides = SIDES.map(({ key, most, what }) =>
    requireWhole(input[key] ?? Number.NaN, 1, most, what, ['input', key]),
  );
  const skus = readSkus(input.skus ?? []);
  return db.write([project.creatorId], async (client) => {
    await client.query('select from project where id = $1 for no key update', [project.id]);
    const {
      rows: [there],
    } = await client.query<{ n: number; last: number }>(
      'select count(*)::int as n, coalesce(max(position), 0) as last from parcel_preset where project_id = $1',
      [project.id],
    );
    if ((there?.n ?? 0) >= MOST_PRESETS)
      throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A project has at most ${MOST_PRESETS} boxes.`);
    const { rows } = await client.query<ParcelPreset>(
      `insert into parcel_preset (creator_id, project_id, name, position, length_mm, width_mm, height_mm, weight_g, skus, segment_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${COLUMNS}`,
      [project.creatorId, project.id, name, (there?.last ?? 0) + 1, ...sides, skus, input.segmentId ?? null],
    );
    return rows[0] as ParcelPreset;
  });
}

/** @throws as `createPreset` */
export async function updatePreset(
  db: Database,
  owned: Owned,
  input: ParcelPresetInput,
): Promise<ParcelPreset> {
  const name = input.name == null ? null : readName(input.name);
  const sides = SIDES.map(({ key, most, what }) => {
    const given = input[key];
    return given == null ? null : requireWhole(given, 1, most, what, ['input', key]);
  });
  const skus = input.skus == null ? null : readSkus(input.skus);
  return db.write([owned.creatorId], async (client) => {
    const { rows: before } = await client.query<{ projectId: string }>(
      'select project_id as "projectId" from parcel_preset where id = $1 for update',
      [owned.id],
    );
    if (!before[0]) throw notFound('parcel preset');
    await requireSegment(
      db,
      { id: before[0].projectId, creatorId: owned.creatorId },
      input.segmentId ?? null,
    );
    const { rows } = await client.query<ParcelPreset>(
      `update parcel_preset set name = coalesce($2, name), length_mm = coalesce($3, length_mm), width_mm = coalesce($4, width_mm),
         height_mm = coalesce($5, height_mm), weight_g = coalesce($6, weight_g), skus = coalesce($7, skus),
         segment_id = case when $8 then $9::bigint else segment_id end
       where id = $1 returning ${COLUMNS}`,
      [owned.id, name, ...sides, skus, input.segmentId !== undefined, input.segmentId ?? null],
    );
    return rows[0] as ParcelPreset;
  });
}

export async function deletePreset(db: Database, owned: Owned): Promise<void> {
  await db.write([owned.creatorId], (client) =>
    client.query('delete from parcel_preset where id = $1', [owned.id]),
  );
}

/** @throws UserError CONFLICT when the list is not exactly what is there */
export async function reorderPresets(db: Database, project: Owned, ids: readonly string[]): Promise<void> {
  const conflict = new UserError(
    UserErrorCode.CONFLICT,
    'Name every box of the project once. Somebody may have added or removed one since; look again.',
    ['ids'],
  );
  if (!ids.every(isId)) throw notFound('parcel preset');
  if (new Set(ids).size !== ids.length) throw conflict;
  await db.write([project.creatorId], async (client) => {
    await client.query('select from project where id = $1 for no key update', [project.id]);
    const { rows } = await client.query<{ id: string }>(
      'select id from parcel_preset where project_id = $1',
      [project.id],
    );
    if (ids.some((id) => !rows.some((row) => row.id === id))) throw notFound('parcel preset');
    if (rows.length !== ids.length || !rows.every(({ id }) => ids.includes(id))) throw conflict;
    await client.query(
      `update parcel_preset p set position = w.position
       from unnest($1::bigint[]) with ordinality as w (id, position) where p.id = w.id`,
      [ids],
    );
  });
}

const SIDES = [
  { key: 'lengthMm', most: 3000, what: 'The length in millimetres' },
  { key: 'widthMm', most: 3000, what: 'The width in millimetres' },
  { key: 'heightMm', most: 3000, what: 'The height in millimetres' },
  { key: 'weightG', most: 70_000, what: 'The weight in grams' },
] as const;

function readName(given: string): string {
  return requireText(given, ['input', 'name'], 'a name', 120);
}

function readSkus(given: readonly string[]): string[] {
  const skus = [...new Set(given.map((sku) => sku.trim()).filter((sku) => sku !== ''))];
  if (skus.length > MOST_SKUS)
    throw new UserError(UserErrorCode.LIMIT_EXCEEDED, `A box is for at most ${MOST_SKUS} SKUs.`, [
      'input',
      'skus',
    ]);
  return skus.map((sku) => requireText(sku, ['input', 'skus'], 'a SKU', 200));
}

async function requireSegment(db: Database, project: Owned, segmentId: string | null): Promise<void> {
  if (segmentId === null) return;
  const found = isId(segmentId)
    ? await db.read([project.creatorId], 'select from segment where id = $1 and project_id = $2', [
        segmentId,
        project.id,
      ])
    : [];
  if (found.length === 0) throw notFound('segment');
}
