import { BackerDetail, ShipmentDetail } from './backers.ts';
import { graphql } from './graphql.ts';
import type { VariablesOf } from './graphql.ts';

/** One order to Fulfilled, with or without a number; forced with a reason. */
export const OrderMarkFulfilled = graphql(
  `
    mutation OrderMarkFulfilled($backerId: ID!, $input: OrderMarkFulfilledInput!) {
      orderMarkFulfilled(backerId: $backerId, input: $input) {
        backer {
          ...BackerDetail
        }
        warnings
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [BackerDetail],
);
export type OrderMarkFulfilledInput = VariablesOf<typeof OrderMarkFulfilled>['input'];

/** The last change of one order taken back. */
export const OrderRevert = graphql(
  `
    mutation OrderRevert($backerId: ID!, $input: OrderRevertInput) {
      orderRevert(backerId: $backerId, input: $input) {
        backer {
          ...BackerDetail
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [BackerDetail],
);

/** One more parcel for an order that has been sent. */
export const ShipmentCreate = graphql(
  `
    mutation ShipmentCreate($backerId: ID!, $input: ShipmentCreateInput!) {
      shipmentCreate(backerId: $backerId, input: $input) {
        shipment {
          ...ShipmentDetail
          backer {
            ...BackerDetail
          }
        }
        warnings
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ShipmentDetail, BackerDetail],
);

export const ShipmentUpdate = graphql(
  `
    mutation ShipmentUpdate($id: ID!, $input: ShipmentUpdateInput!) {
      shipmentUpdate(id: $id, input: $input) {
        shipment {
          ...ShipmentDetail
          backer {
            ...BackerDetail
          }
        }
        warnings
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ShipmentDetail, BackerDetail],
);

export const ShipmentVoid = graphql(
  `
    mutation ShipmentVoid($id: ID!) {
      shipmentVoid(id: $id) {
        shipment {
          ...ShipmentDetail
          backer {
            ...BackerDetail
          }
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ShipmentDetail, BackerDetail],
);

/** Every carrier a person may choose. */
export const Carriers = graphql(`
  query Carriers {
    carriers {
      id
      name
    }
  }
`);

/** Which carrier a number looks like: shown as a suggestion beside the field, never written by itself. */
export const CarrierGuess = graphql(`
  query CarrierGuess($trackingNumber: String!) {
    carrierGuess(trackingNumber: $trackingNumber) {
      carrier {
        id
        name
      }
      confidence
      trackingUrl
      alternatives {
        id
        name
      }
    }
  }
`);
