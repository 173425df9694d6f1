import type { ExceptionKind } from './exception.enums.ts';

/** What a mail about an exception speaks of. */
export interface ContactFacts {
  kind: `${ExceptionKind}`;
  name: string;
  email: string;
  projectTitle: string;
  trackingNumber: string | null;
  trackingUrl: string | null;
  carrierName: string | null;
}

const ASKS: Record<`${ExceptionKind}`, string> = {
  NO_SCAN: 'your parcel is packed and has not been scanned by the carrier yet. We are looking into it.',
  NO_MOVEMENT: 'the carrier has told nothing new of your parcel for some days. Has it reached you meanwhile?',
  DELIVERY_ATTEMPTED:
    'the carrier tried to deliver your parcel and met nobody. Please look for a card, or follow the link below to arrange another day.',
  RETURNED: 'your parcel is on its way back to us. Please tell us where to send it again.',
  FAILED:
    'the carrier could not deliver your parcel. Please check the address below and tell us what to change.',
  ADDRESS_REFUSED:
    'the carrier does not accept the address we have for you. Please tell us the full address, with a phone number.',
  ADDRESS_CHANGED:
    'your address changed after your parcel was prepared with the old one. Please tell us which of the two to use.',
  PARTNER_REJECTED: 'we need something from you before your parcel can leave. Please check your address.',
  LABEL_UNCERTAIN: 'your parcel will leave a little later than planned.',
  REFUND_REFUSED: 'we are looking into which parcel of yours is on its way.',
};

/**
 * A link that opens the reader's own mail program with a letter to the backer, to be finished by hand. Null for a backer
 * without an address.
 */
export function mailtoOf(facts: ContactFacts): string | null {
  if (facts.email === '') return null;
  const parcel = facts.trackingNumber
    ? `${facts.carrierName ? `${facts.carrierName} ` : ''}${facts.trackingNumber}${facts.trackingUrl ? `\n${facts.trackingUrl}` : ''}`
    : null;
  const lines = [
    `Hello ${facts.name || 'there'},`,
    `about your reward from ${facts.projectTitle}: ${ASKS[facts.kind]}`,
    ...(parcel ? [`Your parcel: ${parcel}`] : []),
    'Simply answer this mail.',
  ];
  const query = `subject=${encodeURIComponent(`Your parcel from ${facts.projectTitle}`)}&body=${encodeURIComponent(lines.join('\n\n').replaceAll('\n', '\r\n'))}`;
  return `mailto:${encodeURIComponent(facts.email).replaceAll('%40', '@')}?${query}`;
}
