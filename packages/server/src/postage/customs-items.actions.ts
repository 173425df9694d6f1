import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { Database } from '../lib/database.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { requireCountry, requireWhole } from './postage-fields.ts';
import type { CustomsItemInput } from './postage.inputs.ts';
import type { CustomsItem } from './postage.types.ts';

type ItemRow = Omit<CustomsItem, 'missing'> & Record<string, unknown>;

const MOST_ITEMS = 1000;

/** Physical SKUs in the orders of a project, the commonest first. */
const READ = /* sql */ `
  select i.sku, i.name, i.orders, c.description, c.hs_code as "hsCode", c.origin_country as "originCountry",
    c.value_cents as "valueCents", coalesce(c.currency, 'USD') as currency, c.weight_g as "weightG"
  from (select sku, min(name) as name, count(*)::int as orders from order_item
        where project_id = $1 and sku is not null and kind = 'PHYSICAL' and ($2::text is null or sku = $2)
        group by sku order by count(*) desc, sku limit ${MOST_ITEMS}) i
  left join customs_item c on c.project_id = $1 and c.sku = i.sku
  order by i.orders desc, i.sku`;

export async function customsItemsOf(
  db: Database,
  { id, creatorId }: Owned,
  sku: string | null = null,
): Promise<CustomsItem[]> {
  const rows = await db.read<ItemRow>([creatorId], READ, [id, sku]);
  return rows.map((row) => ({
    ...row,
    missing: (['hsCode', 'originCountry', 'valueCents', 'weightG'] as const).filter(
      (field) => row[field] === null,
    ),
  }));
}

/**
 * Changes what is given.
 *
 * @throws UserError INVALID, NOT_FOUND for a SKU that no order holds
 */
export async function updateCustomsItem(
  db: Database,
  project: Owned,
  input: CustomsItemInput,
): Promise<CustomsItem> {
  const at = (name: string) => ['input', name];
  const sku = input.sku.trim();
  const description = kept(input.description, (text) =>
    requireText(text, at('description'), 'the description', 200),
  );
  const hsCode = kept(input.hsCode, (text) => readHsCode(text, at('hsCode')));
  const origin = kept(input.originCountry, (text) => requireCountry(text, at('originCountry')));
  const value =
    input.valueCents == null
      ? input.valueCents
      : requireWhole(input.valueCents, 0, 100_000_000, 'The value in hundredths', at('valueCents'));
  const weight =
    input.weightG == null
      ? input.weightG
      : requireWhole(input.weightG, 1, 70_000, 'The weight in grams', at('weightG'));
  const currency = input.currency == null ? null : readCurrency(input.currency, at('currency'));
  const [there] = await customsItemsOf(db, project, sku);
  if (!there) throw notFound('item');
  await db.write([project.creatorId], (client) =>
    client.query(
      `insert into customs_item as c (project_id, sku, creator_id, description, hs_code, origin_country, value_cents, weight_g, currency)
       values ($1, $2, $3, $5, $7, $9, $11, $13, coalesce($14, 'USD'))
       on conflict (project_id, sku) do update set
         description = case when $4 then $5 else c.description end, hs_code = case when $6 then $7 else c.hs_code end,
         origin_country = case when $8 then $9 else c.origin_country end, value_cents = case when $10 then $11 else c.value_cents end,
         weight_g = case when $12 then $13 else c.weight_g end, currency = coalesce($14, c.currency), updated_at = now()`,
      [
        project.id,
        sku,
        project.creatorId,
        ...[description, hsCode, origin, value, weight].flatMap((one) => [one !== undefined, one ?? null]),
        currency,
      ],
    ),
  );
  const [now] = await customsItemsOf(db, project, sku);
  if (!now) throw notFound('item');
  return now;
}

/** Undefined stays, null and nothing take away. */
function kept(given: string | null | undefined, read: (text: string) => string): string | null | undefined {
  if (given === undefined) return undefined;
  return given === null || given.trim() === '' ? null : read(given);
}

function readHsCode(given: string, field: string[]): string {
  const code = given.replace(/[\s.]/g, '');
  if (/^\d{6,10}$/.test(code)) return code;
  throw new UserError(
    UserErrorCode.INVALID,
    `“${given.slice(0, 20)}” is no HS code; one is 6 to 10 digits, such as 9504.90.`,
    field,
  );
}

function readCurrency(given: string, field: string[]): string {
  const code = given.trim().toUpperCase();
  if (/^[A-Z]{3}$/.test(code)) return code;
  throw new UserError(
    UserErrorCode.INVALID,
    `“${given.slice(0, 20)}” is no currency; one is three letters, such as EUR.`,
    field,
  );
}
