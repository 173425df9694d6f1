import type { StagedRecord, Stager, StagingColumn } from '../operations/operation.kind.ts';
import type { MappedColumn } from '../operations/operation.row.ts';
import { copyNumber, copyValue } from '../operations/stage.ts';
import { cleanText, emailKey, parseDate, plainKey, unescapeFormula } from '../table-files/cell-values.ts';
import { countryCodeOf } from './countries.ts';
import { itemOfColumn, itemsOfList, kindOf, quantityOf, type ImportedItem } from './item-cells.ts';
import { statusWord } from './status-words.ts';

/** Columns of a backer's staging row: keys first, then what is copied onto the backer. All of them, always. */
export const KEY_COLUMNS = ['pledge_id', 'number', 'backer_uid', 'order_number'] as const;
export const COPIED_COLUMNS = [
  'name',
  'email',
  'notes',
  'reward_title',
  'pledged_at',
  'line1',
  'line2',
  'city',
  'state',
  'postal_code',
  'country',
  'country_name',
  'phone',
] as const;

const TYPES: Readonly<Record<string, string>> = { number: 'int', pledged_at: 'timestamptz', items: 'jsonb' };

/**
 * Turns the records of a backer file into lines of its staging table. Several columns may hold items; a file with
 * one line per SKU gives several records for one backer, which the plan folds together.
 */
export function backerStager(mapping: readonly MappedColumn[], headers: readonly string[]): Stager {
  const at = new Map(
    mapping.flatMap(({ columnIndex, field }) =>
      field && field !== 'itemColumn' ? [[field, columnIndex] as const] : [],
    ),
  );
  const itemColumns = mapping
    .filter(({ field }) => field === 'itemColumn')
    .map(({ columnIndex }) => columnIndex);
  const columns: StagingColumn[] = [
    ['problem', 'text'],
    ...[...KEY_COLUMNS, 'email_key', ...COPIED_COLUMNS, 'status_word', 'items'].map(
      (name) => [name, TYPES[name] ?? 'text'] as const,
    ),
  ];
  const words = new Map<string, number>();
  let problems = 0;

  return {
    columns,
    facts: () => ({
      missingTracking: 0,
      problems,
      excelDamage: 0,
      lineItems: at.has('sku') || at.has('itemName'),
      hasItems: at.has('sku') || at.has('itemName') || at.has('items') || itemColumns.length > 0,
      hasReward: at.has('rewardTitle'),
      hasStrongKey: ['pledgeId', 'backerNumber', 'backerUid', 'orderNumber'].some((field) => at.has(field)),
      statusWords: [...words].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count),
    }),
    line(record: StagedRecord): string {
      let problem = record.problem;
      const cell = (field: string): string | null => {
        const index = at.get(field);
        return index === undefined ? null : cleanText(unescapeFormula(record.cells[index] ?? ''));
      };
      const key = (field: string): string | null => {
        const index = at.get(field);
        if (index === undefined) return null;
        const found = plainKey(unescapeFormula(record.cells[index] ?? ''));
        problem ??= found.problem;
        return found.key;
      };
      const pledge = key('pledgeId');
      let number = key('backerNumber');
      if (number && (!/^\d{1,10}$/.test(number) || Number(number) > 2_147_483_647)) {
        number = null;
        problem ??= 'BAD_NUMBER';
      }
      const uid = key('backerUid');
      const order = key('orderNumber');
      const emailCell = cell('email');
      const email = emailCell ? emailKey(emailCell) : '';
      if (emailCell && !isOneAddress(email)) problem ??= 'BAD_EMAIL';
      const pledgedAt = parseDate(cell('pledgedAt') ?? '');
      const word = statusWord({
        pledged: cell('pledgedStatus'),
        fulfillment: cell('fulfillmentStatus'),
        status: cell('status'),
        survey: cell('surveyStatus'),
      });
      const items = itemsOf(record, at, itemColumns, headers, cell);
      if (items === null) problem ??= 'BAD_QUANTITY';
      if (problem) problems += 1;
      else if (words.size < 200 || words.has(word)) words.set(word, (words.get(word) ?? 0) + 1);

      const countryName = cell('countryName');
      const values = [
        problem,
        pledge,
        number,
        uid,
        order,
        email,
        nameOf(cell),
        email,
        joined([cell('notes'), cell('deliveryNotes')], '\n'),
        cell('rewardTitle'),
        pledgedAt.date,
        cell('address1'),
        joined([cell('address2'), cell('company')], ', '),
        cell('city'),
        cell('state'),
        cell('postalCode'),
        countryCodeOf(cell('countryCode') ?? '') ?? countryCodeOf(countryName ?? ''),
        countryName,
        cell('phone'),
        word.slice(0, 120),
        items && items.length > 0 ? JSON.stringify(items) : null,
      ];
      return `${copyNumber(record.rowNo)}\t${copyNumber(record.line)}\t${values.map(copyValue).join('\t')}\n`;
    },
  };
}

function nameOf(cell: (field: string) => string | null): string | null {
  const split = joined([cell('shippingFirstName'), cell('shippingLastName')], ' ');
  return cell('shippingName') || split || cell('name');
}

function itemsOf(
  record: StagedRecord,
  at: ReadonlyMap<string, number>,
  itemColumns: readonly number[],
  headers: readonly string[],
  cell: (field: string) => string | null,
): ImportedItem[] | null {
  const items: ImportedItem[] = [];
  const sku = cell('sku');
  const name = cell('itemName') || sku;
  if (name) {
    const quantity = quantityOf(cell('quantity') ?? '');
    if (quantity === null) return null;
    items.push({ sku, name, quantity, kind: kindOf(`${name} ${sku ?? ''}`) });
  }
  const list = at.has('items') ? record.cells[at.get('items') as number] : '';
  if (list) items.push(...itemsOfList(list));
  for (const index of itemColumns) {
    const item = itemOfColumn(headers[index] ?? '', record.cells[index] ?? '');
    if (item) items.push(item);
  }
  return items;
}

/** Exactly one address, so that no line break or comma can lead a mail elsewhere. */
function isOneAddress(email: string): boolean {
  return /^[^\s@,;<>"()\\]+@[^\s@,;<>"()\\]+\.[^\s@,;<>"()\\]+$/.test(email);
}

function joined(parts: (string | null)[], separator: string): string | null {
  const filled = parts.filter((part) => part);
  return filled.length > 0 ? filled.join(separator) : null;
}
