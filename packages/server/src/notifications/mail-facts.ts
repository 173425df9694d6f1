import type { MailKind } from './mail-variables.ts';

/** A parcel as a mail tells of it. */
export interface ParcelFact {
  carrier: string | null;
  number: string;
  url: string | null;
}

export interface ItemFact {
  name: string;
  quantity: number;
}

/** A digital reward as a mail hands it over; `code` in the clear, for as long as it takes to write the mail. */
export interface CodeFact {
  reward: string;
  code: string;
  instructions: string | null;
}

/** Everything one mail can say. What comes from people is untrusted text here; writing it safely is the renderer's. */
export interface MailFacts {
  kind: MailKind;
  name: string;
  orderNumber: string;
  project: string;
  creator: string;
  parcels: ParcelFact[];
  withdrawn: string[];
  codes: CodeFact[];
  items: ItemFact[];
  link: string;
  /** Null where unsubscribing does not apply: what was paid for is not advertising. */
  unsubscribe: string | null;
}

/** Who a preview and a test mail are written for when nobody is named. */
export function sampleFacts(kind: MailKind, project: string, creator: string, publicUrl: string): MailFacts {
  return {
    kind,
    name: 'Ada Lovelace',
    orderNumber: '1842',
    project,
    creator,
    parcels: [
      {
        carrier: 'USPS',
        number: '9400111899223197428490',
        url: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111899223197428490',
      },
      {
        carrier: 'UPS',
        number: '1Z999AA10123456784',
        url: 'https://www.ups.com/track?tracknum=1Z999AA10123456784',
      },
    ],
    withdrawn: ['9400111899223197428483'],
    codes: [
      {
        reward: 'Soundtrack',
        code: 'LIGHT-HOUSE-1842',
        instructions: 'Enter the code at the store’s checkout.',
      },
    ],
    items: [
      { name: 'Deluxe Edition', quantity: 1 },
      { name: 'Enamel pin', quantity: 2 },
    ],
    link: `${publicUrl}/b/sample`,
    unsubscribe: kind === 'DIGITAL_REWARD' ? null : `${publicUrl}/u/sample`,
  };
}
