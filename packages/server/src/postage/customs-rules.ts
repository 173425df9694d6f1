import { EU_COUNTRIES, IOSS_LIMIT_EUR_CENTS, MOST_EUR } from './countries.data.ts';
import type { ContentsType, NonDelivery } from './postage.enums.ts';
import type { CustomsDeclaration, CustomsLine } from './provider.ts';

/** What a project has said for all its declarations. */
export interface CustomsDefaultsRow {
  signer: string | null;
  contentsType: keyof typeof ContentsType;
  contentsExplanation: string | null;
  nonDelivery: keyof typeof NonDelivery;
  iossNumber: string | null;
}

/** What a parcel holds, with what is known of it for customs. */
export interface PackedItem {
  sku: string | null;
  name: string;
  quantity: number;
  description: string | null;
  hsCode: string | null;
  originCountry: string | null;
  valueCents: number | null;
  currency: string | null;
  weightG: number | null;
}

const EU: ReadonlySet<string> = new Set(EU_COUNTRIES);
/** Exports from the United States of up to $2,500 a code need no filing: 15 CFR 30.37(a). */
const US_EXEMPTION = 'NOEEI 30.37(a)';

/** Whether a parcel passes customs on its way. */
export function passesCustoms(from: string, to: string): boolean {
  return from !== to && !(EU.has(from) && EU.has(to));
}

/** What keeps a parcel from being declared, each with its SKU; empty when nothing does. */
export function missingForCustoms(defaults: CustomsDefaultsRow, items: readonly PackedItem[]): string[] {
  const missing = items.flatMap((item) => {
    if (item.sku === null) return [`“${item.name}” has no SKU, so nothing is known of it`];
    const fields = [
      ...(item.hsCode === null ? ['HS code'] : []),
      ...(item.originCountry === null ? ['country of origin'] : []),
      ...(item.valueCents === null ? ['value'] : []),
      ...(item.weightG === null ? ['weight'] : []),
    ];
    return fields.length === 0 ? [] : [`${item.sku} lacks its ${fields.join(', ')}`];
  });
  if (defaults.signer === null) missing.push('nobody signs: name a signer in the postage settings');
  if (defaults.contentsType === 'OTHER' && defaults.contentsExplanation === null)
    missing.push('the contents are “other”: say what they are in the postage settings');
  return missing;
}

/** @param items of which nothing is missing */
export function declarationOf(
  defaults: CustomsDefaultsRow,
  from: string,
  to: string,
  items: readonly PackedItem[],
): CustomsDeclaration {
  const lines = items.map((item): CustomsLine => ({
    sku: item.sku ?? '',
    description: item.description ?? item.name,
    quantity: item.quantity,
    valueCents: (item.valueCents ?? 0) * item.quantity,
    currency: item.currency ?? 'USD',
    weightG: (item.weightG ?? 0) * item.quantity,
    hsCode: item.hsCode ?? '',
    originCountry: item.originCountry ?? '',
  }));
  return {
    contentsType: defaults.contentsType.toLowerCase(),
    contentsExplanation: defaults.contentsExplanation,
    nonDelivery: defaults.nonDelivery === 'ABANDON' ? 'abandon' : 'return',
    signer: defaults.signer ?? '',
    exportCode: from === 'US' ? US_EXEMPTION : null,
    ioss: isIoss(to, lines) ? defaults.iossNumber : null,
    lines,
  };
}

/** Whether a declared parcel may come into the Union through the Import One-Stop Shop. */
export function isIoss(to: string, lines: readonly Pick<CustomsLine, 'valueCents' | 'currency'>[]): boolean {
  if (!EU.has(to)) return false;
  const euroCents = lines.reduce(
    (sum, line) => sum + line.valueCents * (MOST_EUR[line.currency] ?? Infinity),
    0,
  );
  return euroCents <= IOSS_LIMIT_EUR_CENTS;
}
