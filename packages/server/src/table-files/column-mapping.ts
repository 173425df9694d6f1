import {
  BACKER_ALIASES,
  NO_ITEM_HEADERS,
  TRACKING_ALIASES,
  normaliseHeader,
  parseAddonHeader,
  type BackerField,
  type FieldAliases,
  type MappingKind,
  type TrackingField,
} from './header-aliases.ts';
import type { TableColumn } from './layout.ts';
import { shapeOf, type ValueShape } from './value-shapes.ts';

export interface ColumnGuess<Field extends string = TrackingField | BackerField> {
  columnIndex: number;
  field: Field;
  /** 1 = a known header; 0.9 and less = a second choice of header; 0.5 and less = by the look of its values only. */
  confidence: number;
}

interface FieldByKind {
  tracking: TrackingField;
  backers: BackerField;
}

const STRONG = 1;
const WEAK = 0.6;
const CARRIER_NAMES =
  /^(?:usps|ups|fedex|dhl|dpd|gls|hermes|evri|royal ?mail|canada ?post|australia ?post|auspost|la ?poste|colissimo|correos|poste ?italiane|postnl|bpost|japan ?post|yanwen|yunexpress|4px|sf ?express|ontrac|lasership|asendia|purolator|tnt|deutsche ?post)\b/i;

/** Shapes that contradict a field: a column of names is not an e-mail column, whatever its header says. */
const IMPOSSIBLE: Partial<Record<TrackingField | BackerField, readonly ValueShape[]>> = {
  email: ['number', 'url', 'date', 'tracking', 'hash-number', 'text'],
  trackingUrl: ['number', 'email', 'date', 'tracking', 'hash-number'],
  trackingNumber: ['email', 'url', 'date'],
  backerNumber: ['email', 'url', 'date', 'text'],
  quantity: ['email', 'url', 'date', 'text'],
  name: ['email', 'url', 'date', 'number', 'tracking', 'hash-number'],
};

/**
 * Guesses what each column means, by header first and by the look of its values second. Every column gets at most one
 * field and every field at most one column (`itemColumn` aside); strong aliases beat weak ones, then the left column
 * wins. Columns without a guess are left out. In the order of the columns.
 */
export function guessMapping<Kind extends MappingKind>(
  columns: readonly TableColumn[],
  kind: Kind,
): ColumnGuess<FieldByKind[Kind]>[] {
  const aliases = (kind === 'tracking' ? TRACKING_ALIASES : BACKER_ALIASES) as readonly FieldAliases<
    FieldByKind[Kind]
  >[];
  const claims: ColumnGuess<FieldByKind[Kind]>[] = [];
  for (const column of columns) {
    const header = normaliseHeader(column.header);
    if (header !== '') claims.push(...claimsByHeader(column, header, aliases));
    claims.push(...(claimsByValues(column, kind) as ColumnGuess<FieldByKind[Kind]>[]));
  }
  claims.sort((a, b) => b.confidence - a.confidence || a.columnIndex - b.columnIndex);

  const byColumn = new Map<number, ColumnGuess<FieldByKind[Kind]>>();
  const taken = new Set<string>();
  for (const claim of claims) {
    if (byColumn.has(claim.columnIndex) || taken.has(claim.field)) continue;
    byColumn.set(claim.columnIndex, claim);
    taken.add(claim.field);
  }
  if (kind === 'backers') {
    const named = new Set(claims.map((claim) => claim.columnIndex));
    for (const item of itemColumns(columns)) {
      if (!byColumn.has(item.columnIndex) && !named.has(item.columnIndex))
        byColumn.set(item.columnIndex, item as ColumnGuess<FieldByKind[Kind]>);
    }
  }
  return [...byColumn.values()].sort((a, b) => a.columnIndex - b.columnIndex);
}

function claimsByHeader<Field extends string>(
  column: TableColumn,
  header: string,
  aliases: readonly FieldAliases<Field>[],
): ColumnGuess<Field>[] {
  const shapes = column.samples.map(shapeOf);
  const claims: ColumnGuess<Field>[] = [];
  for (const { field, strong, weak = [] } of aliases) {
    const at = strong.indexOf(header);
    const rank = at === -1 ? (weak.includes(header) ? WEAK : 0) : STRONG - Math.min(at, 50) / 1000;
    if (rank === 0) continue;
    const impossible = (IMPOSSIBLE as Partial<Record<string, readonly ValueShape[]>>)[field];
    const contradicted =
      shapes.length > 0 && impossible !== undefined && shapes.every((shape) => impossible.includes(shape));
    // An order column that holds addresses is none; but a person may have typed anything below "Tracking number".
    if (contradicted && rank === WEAK) continue;
    claims.push({ columnIndex: column.index, field, confidence: contradicted ? rank / 2 : rank });
  }
  return claims;
}

/** Shopify's order export calls the order `Name`; its values give it away. Files without a header have only values. */
function claimsByValues(column: TableColumn, kind: MappingKind): ColumnGuess[] {
  const shapes = column.samples.map(shapeOf);
  if (shapes.length === 0) return [];
  const all = (shape: ValueShape): boolean => shapes.every((one) => one === shape);
  const header = normaliseHeader(column.header);
  const guess = (field: TrackingField | BackerField, confidence: number): ColumnGuess[] => [
    { columnIndex: column.index, field, confidence },
  ];
  if (header === 'name' && all('hash-number')) return guess('orderNumber', WEAK + 0.2);
  if (
    kind === 'backers' &&
    /(?:^|_)country$/.test(header) &&
    column.samples.every((sample) => /^[A-Z]{2}$/.test(sample))
  ) {
    return guess('countryCode', WEAK + 0.1);
  }
  if (header !== '' && kind === 'backers') return [];
  if (all('email')) return guess('email', 0.5);
  if (header !== '') return [];
  if (kind === 'tracking') {
    if (all('url')) return guess('trackingUrl', 0.4);
    if (all('tracking')) return guess('trackingNumber', 0.4);
    if (column.samples.every((sample) => CARRIER_NAMES.test(sample.trim()))) return guess('carrier', 0.4);
  }
  if (all('hash-number')) return guess('orderNumber', 0.4);
  if (all('number') && column.samples.every((sample) => /^\s*\d{1,7}\s*$/.test(sample)))
    return guess('backerNumber', 0.3);
  return [];
}

/** Add-on columns by their prefix; others when every sample is a small count and the header is no known number. */
function itemColumns(columns: readonly TableColumn[]): ColumnGuess[] {
  const items: ColumnGuess[] = [];
  for (const column of columns) {
    const header = normaliseHeader(column.header);
    if (parseAddonHeader(column.header) !== null) {
      items.push({ columnIndex: column.index, field: 'itemColumn', confidence: 0.9 });
    } else if (
      header !== '' &&
      !NO_ITEM_HEADERS.has(header) &&
      !column.header.includes('?') &&
      column.samples.length > 0 &&
      column.samples.every((sample) => /^\d{1,3}$/.test(sample))
    ) {
      items.push({ columnIndex: column.index, field: 'itemColumn', confidence: 0.5 });
    }
  }
  return items;
}
