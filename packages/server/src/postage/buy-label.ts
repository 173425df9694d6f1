import { ProviderError, type BoughtLabel, type PostageProvider, type ProviderShipment } from './provider.ts';

/** A priced label that is to be paid. */
export interface BuyingLabel {
  providerShipmentId: string;
  rateId: string;
  carrier: string;
  service: string;
  priceCents: number;
  currency: string;
  /** Whether it was being paid before, by a process that did not live to say how it went. */
  begun: boolean;
}

/** How a purchase ended. */
export type Purchase =
  | { ended: 'BOUGHT'; bought: BoughtLabel }
  | { ended: 'LABEL_REFUSED' | 'PRICE_MOVED' | 'LABEL_UNCERTAIN'; message: string };

/** A purchase that broke off is looked at and asked for again so often before it is left to be cleared up later. */
const TRIES = 3;

/**
 * Pays a label once, whatever happens on the way. The provider sells a shipment once; whenever it did not plainly say
 * what it did, the shipment is looked at, and a label that is there is the label. A price that no longer holds is asked
 * for again, and taken only if it is no higher than what was confirmed.
 *
 * @throws ProviderError AWAY when nothing reaches the provider: then nothing was paid, and it can be tried later
 */
export async function buyLabel(provider: PostageProvider, label: BuyingLabel): Promise<Purchase> {
  const { providerShipmentId: id } = label;
  if (label.begun) {
    const seen = await look(provider, id);
    if (seen?.label) return { ended: 'BOUGHT', bought: seen.label };
  }
  let { rateId } = label;
  let message = '';
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      const { label: bought } = await provider.buy(id, rateId);
      if (bought) return { ended: 'BOUGHT', bought };
      message = 'The provider took the purchase on and has not given a label yet.';
    } catch (error) {
      if (!(error instanceof ProviderError) || error.trouble === 'AWAY') throw error;
      message = error.message;
      const seen = await look(provider, id);
      if (seen?.label) return { ended: 'BOUGHT', bought: seen.label };
      const gone = seen !== undefined && !seen?.rates.some((rate) => rate.id === rateId);
      if (error.trouble === 'RATE_EXPIRED' || (error.trouble === 'REFUSED' && gone)) {
        const fresh = await freshRate(provider, label);
        if ('ended' in fresh) return fresh;
        rateId = fresh.rateId;
      } else if (error.trouble === 'REFUSED' || error.trouble === 'KEY') {
        return { ended: 'LABEL_REFUSED', message };
      }
    }
  }
  return { ended: 'LABEL_UNCERTAIN', message };
}

/** @returns undefined when that cannot be learned now, null when the provider has no such shipment */
async function look(provider: PostageProvider, id: string): Promise<ProviderShipment | null | undefined> {
  try {
    return await provider.retrieve(id);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

async function freshRate(
  provider: PostageProvider,
  { providerShipmentId, carrier, service, priceCents, currency }: BuyingLabel,
): Promise<{ rateId: string } | Extract<Purchase, { message: string }>> {
  try {
    const { rates } = await provider.rerate(providerShipmentId);
    const same = rates.find(
      (rate) => rate.carrier === carrier && rate.service === service && rate.currency === currency,
    );
    if (!same) return { ended: 'PRICE_MOVED', message: `${carrier} ${service} is not offered any more.` };
    if (same.priceCents > priceCents)
      return {
        ended: 'PRICE_MOVED',
        message: `${carrier} ${service} costs ${amount(same.priceCents)} ${currency} now, not ${amount(priceCents)}.`,
      };
    return { rateId: same.id };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.trouble === 'AWAY') throw error;
    return { ended: 'LABEL_REFUSED', message: error.message };
  }
}

function amount(cents: number): string {
  return (cents / 100).toFixed(2);
}
