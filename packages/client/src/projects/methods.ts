import type { graphql } from '@waybill/schema/graphql';

export type FulfillmentMethod = ReturnType<typeof graphql.scalar<'FulfillmentMethod'>>;

/** How a project's parcels get out, in the words a creator chooses by. */
export const methodWords: Record<FulfillmentMethod, { word: string; means: string }> = {
  MANUAL_EXPORT: {
    word: 'Export and upload',
    means: 'A file goes out to whoever packs, and comes back with tracking numbers. Right for most.',
  },
  INTEGRATION: {
    word: 'A fulfillment partner',
    means: 'A warehouse ships over the API and reports each parcel itself.',
  },
  POSTAGE: {
    word: 'Postage bought here',
    means: 'Orders are fulfilled when the carrier first scans the parcel.',
  },
};

export const methodOrder: readonly FulfillmentMethod[] = ['MANUAL_EXPORT', 'INTEGRATION', 'POSTAGE'];
