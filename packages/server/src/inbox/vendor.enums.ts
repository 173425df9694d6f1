import { registerEnumType } from 'type-graphql';

export enum Vendor {
  EASYPOST = 'EASYPOST',
  SHIPPO = 'SHIPPO',
  SHIPSTATION_V1 = 'SHIPSTATION_V1',
  SHIPSTATION_V2 = 'SHIPSTATION_V2',
  AFTERSHIP = 'AFTERSHIP',
  SHIPBOB = 'SHIPBOB',
  SHOPIFY = 'SHOPIFY',
}
registerEnumType(Vendor, {
  name: 'Vendor',
  description: 'Whose webhooks are understood.',
  valuesConfig: {
    EASYPOST: { description: 'EasyPost: trackers, signed with HMAC.' },
    SHIPPO: { description: 'Shippo: tracks, with a token at the address or signed on request.' },
    SHIPSTATION_V1: {
      description: 'ShipStation v1: unsigned pointers to shipments, fetched with an API key.',
    },
    SHIPSTATION_V2: { description: 'ShipStation v2 and ShipEngine: tracks, signed with RSA.' },
    AFTERSHIP: { description: 'AfterShip Tracking: trackings, signed with HMAC.' },
    SHIPBOB: { description: 'ShipBob: orders and shipments, signed by Standard Webhooks.' },
    SHOPIFY: { description: 'Shopify: fulfillments, signed with HMAC.' },
  },
});

export enum DeliveryStatus {
  RECEIVED = 'RECEIVED',
  DONE = 'DONE',
  UNMATCHED = 'UNMATCHED',
  IGNORED = 'IGNORED',
  FAILED = 'FAILED',
}
registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'What became of a delivery.',
  valuesConfig: {
    RECEIVED: { description: 'It lies here safely and is worked off in a moment.' },
    DONE: { description: 'Parcels were told.' },
    UNMATCHED: { description: 'No parcel has its number yet; it is taken in as soon as one has.' },
    IGNORED: { description: 'It says nothing of a parcel.' },
    FAILED: { description: 'It could not be understood or taken in; `problem` says why.' },
  },
});
