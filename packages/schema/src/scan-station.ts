import { HoldFields } from './backers.ts';
import { graphql, type ResultOf } from './graphql.ts';

/** An order at the packing table, with all a packer looks at. */
export const ScanOrder = graphql(
  `
    fragment ScanOrder on ScanFound {
      matchedBy
      action
      why
      label {
        id
        status
        carrier
        service
        trackingNumber
        packedAt
        packedBy
      }
      backer {
        id
        name
        number
        pledgeId
        address {
          country
        }
        notes
        tags
        order {
          id
          status
          hold {
            ...HoldFields
          }
        }
      }
      items {
        sku
        name
        quantity
      }
    }
  `,
  [HoldFields],
);
export type ScanOrder = ResultOf<typeof ScanOrder>;

export const ScanLookup = graphql(
  `
    query ScanLookup($projectId: ID!, $code: String!) {
      scanLookup(projectId: $projectId, code: $code) {
        code
        found {
          ...ScanOrder
        }
      }
    }
  `,
  [ScanOrder],
);
export type ScanLookup = NonNullable<ResultOf<typeof ScanLookup>['scanLookup']>;

export const ScanShip = graphql(
  `
    mutation ScanShip($projectId: ID!, $input: ScanShipInput!) {
      scanShip(projectId: $projectId, input: $input) {
        deed
        said
        found {
          ...ScanOrder
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ScanOrder],
);
export type ScanDeed = NonNullable<ResultOf<typeof ScanShip>['scanShip']['deed']>;

/** Takes back that a parcel was noted as packed. */
export const ScanUnpack = graphql(
  `
    mutation ScanUnpack($projectId: ID!, $backerId: ID!) {
      scanUnpack(projectId: $projectId, backerId: $backerId) {
        found {
          ...ScanOrder
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ScanOrder],
);
