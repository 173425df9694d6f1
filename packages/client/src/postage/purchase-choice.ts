import type { LabelPurchase, LabelPurchaseInput } from '@waybill/schema/label-purchases';

export type ServicePreference = NonNullable<NonNullable<LabelPurchaseInput['service']>['preference']>;

/** Box and service of a purchase, as a form holds them. */
export interface PurchaseChoice {
  /** Null: the first box that fits each order. */
  presetId: string | null;
  preference: ServicePreference;
  carrier: string;
  service: string;
}

export const emptyChoice: PurchaseChoice = {
  presetId: null,
  preference: 'CHEAPEST',
  carrier: '',
  service: '',
};

/** What was chosen for a purchase, to go on from. */
export function choiceOf(chosen: LabelPurchase['labelChoice']): PurchaseChoice {
  if (!chosen) return emptyChoice;
  const { presetId, preference, carrier, service } = chosen;
  return { presetId, preference, carrier: carrier ?? '', service: service ?? '' };
}

/** What the server is asked for. */
export function serviceInput({
  preference,
  carrier,
  service,
}: PurchaseChoice): LabelPurchaseInput['service'] {
  return preference === 'EXACT'
    ? { preference, carrier: carrier.trim() || null, service: service.trim() || null }
    : { preference };
}
