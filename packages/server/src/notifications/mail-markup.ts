import type { MailFacts } from './mail-facts.ts';

/** A link a mail may carry: http or https, nothing that runs. */
export function isWebLink(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/**
 * The parcels as schema.org ParcelDelivery, from which mail programs make a card with the way of the parcel. No address
 * and no name: the program knows whose mail it is. Empty where there is no parcel.
 */
export function parcelMarkup(facts: MailFacts): string {
  if (facts.kind === 'DIGITAL_REWARD' || facts.parcels.length === 0) return '';
  const markup = facts.parcels.map(({ carrier, number, url }) => ({
    '@context': 'http://schema.org',
    '@type': 'ParcelDelivery',
    trackingNumber: number,
    ...(url !== null && isWebLink(url) && { trackingUrl: url }),
    ...(carrier !== null && { carrier: { '@type': 'Organization', name: carrier } }),
    itemShipped:
      facts.items.length > 0 ? facts.items.map(({ name }) => product(name)) : product(facts.project),
    partOfOrder: {
      '@type': 'Order',
      orderNumber: facts.orderNumber,
      merchant: { '@type': 'Organization', name: facts.creator },
    },
  }));
  return `<script type="application/ld+json">${asScript(markup.length === 1 ? markup[0] : markup)}</script>\n`;
}

function product(name: string): object {
  return { '@type': 'Product', name };
}

/** JSON that cannot end the element it stands in, nor open a comment or another. */
function asScript(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed() : part,
  ).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
