import type { Vendor } from '@waybill/schema/inbox';

/** How a vendor is connected: what is asked for here, and what is done there. */
export interface VendorWords {
  title: string;
  /** What comes in by it. */
  brings: string;
  /** What it signs with, in its own words; absent where there is none to enter. */
  secret?: { label: string; help: string; required: boolean; mayBeOurs: boolean };
  apiKey?: { label: string; help: string; placeholder: string };
  /** What to do at the vendor, in order. `{address}` is where the address is to be pasted. */
  steps: readonly string[];
}

/** In the order in which they are offered. */
export const vendorOrder: readonly Vendor[] = [
  'EASYPOST',
  'SHIPPO',
  'SHIPSTATION_V2',
  'SHIPSTATION_V1',
  'AFTERSHIP',
  'SHIPBOB',
  'SHOPIFY',
];

export const vendorWords: Record<Vendor, VendorWords> = {
  EASYPOST: {
    title: 'EasyPost',
    brings: 'Every scan of every tracker in your account.',
    secret: {
      label: 'Webhook secret',
      help: 'Any long text. You enter the same one at EasyPost in a moment.',
      required: true,
      mayBeOurs: true,
    },
    steps: [
      'Open the EasyPost dashboard and go to Account Settings, then Webhooks & Events.',
      'Click “Add Webhook” and choose Production.',
      'Paste the address below as the Webhook URL.',
      'Enter the secret you chose here as the Webhook Secret, and create it.',
    ],
  },
  SHIPPO: {
    title: 'Shippo',
    brings: 'Every scan of the numbers you registered for tracking.',
    secret: {
      label: 'Token (recommended)',
      help: 'Shippo sends it along at the end of the address. If Shippo signs your webhooks, enter that secret instead.',
      required: false,
      mayBeOurs: true,
    },
    steps: [
      'Open Shippo and go to Settings, then API.',
      'In the section Webhooks, click “Add webhook”.',
      'Choose the event “Track Updated” and the mode Live.',
      'Paste the address below as the URL. With a token, add ?token= and the token at its end.',
      'Save.',
    ],
  },
  SHIPSTATION_V2: {
    title: 'ShipStation v2',
    brings: 'Every scan, and the parcels you ship there. ShipEngine works the same way.',
    steps: [
      'Open ShipStation and go to Settings, then Integrations, then Webhooks.',
      'Click “Add a Webhook” and choose the event “Track”; add another for “Fulfillment Shipped” if you pack there.',
      'Paste the address below as the target URL and save. ShipStation signs with its own key; there is no secret to enter.',
    ],
  },
  SHIPSTATION_V1: {
    title: 'ShipStation v1',
    brings: 'The parcels you ship there, with their numbers.',
    apiKey: {
      label: 'API key and secret',
      help: 'Written as key:secret. You find both in ShipStation under Settings, Account, API Settings.',
      placeholder: 'key:secret',
    },
    steps: [
      'Open ShipStation and go to Settings, then Integrations, then Integration Partners, then Webhooks.',
      'Click “Add a Webhook” and choose “On Items Shipped”.',
      'Paste the address below as the target URL and save.',
      'ShipStation v1 signs nothing: keep the address to yourself, it is the key.',
    ],
  },
  AFTERSHIP: {
    title: 'AfterShip',
    brings: 'Every checkpoint of your trackings.',
    secret: {
      label: 'Webhook secret',
      help: 'You find it in AfterShip Tracking under Settings, Notifications, Webhooks.',
      required: true,
      mayBeOurs: false,
    },
    steps: [
      'Open AfterShip Tracking and go to Settings, then Notifications, then Webhooks.',
      'Click “Add webhook URL” and paste the address below.',
      'Choose every status you want to hear of, and save.',
    ],
  },
  SHIPBOB: {
    title: 'ShipBob',
    brings: 'What ShipBob has packed, and when it arrived.',
    secret: {
      label: 'Signing secret',
      help: 'Begins with whsec_. ShipBob shows it when the subscription is made; you may add it here afterwards.',
      required: true,
      mayBeOurs: false,
    },
    apiKey: {
      label: 'Access token (optional)',
      help: 'Needed only if orders are handed to ShipBob from here, as a partner’s.',
      placeholder: 'pat-…',
    },
    steps: [
      'Open ShipBob and go to Integrations, then Webhooks.',
      'Make a subscription with the topics order.shipped, order.shipment.delivered and order.shipment.tracking.updated.',
      'Paste the address below as its URL.',
      'If it shows another signing secret than the one you entered, change it here.',
    ],
  },
  SHOPIFY: {
    title: 'Shopify',
    brings: 'Fulfillments with their tracking numbers and how they stand.',
    secret: {
      label: 'Signing secret',
      help: 'Shopify shows it below the list of webhooks: “Your webhooks will be signed with …”.',
      required: true,
      mayBeOurs: false,
    },
    steps: [
      'Open your Shopify admin and go to Settings, then Notifications, then Webhooks.',
      'Click “Create webhook”, choose “Fulfillment creation” and the format JSON.',
      'Paste the address below as its URL and save.',
      'Make a second one for “Fulfillment update” with the same address.',
    ],
  },
};

/** A secret nobody can guess, for vendors that take whatever one enters. */
export function makeSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
