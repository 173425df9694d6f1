import { graphql } from './graphql.ts';
import type { ResultOf, VariablesOf } from './graphql.ts';

/** All there is of a hold: it has no id, so what one page reads of it replaces what another had read. */
export const HoldFields = graphql(`
  fragment HoldFields on Hold {
    reason
    until
    createdAt
  }
`);

/** One line of the backer report: what a row or a card shows, and what decides which actions can work. */
export const BackerRow = graphql(
  `
    fragment BackerRow on Backer {
      id
      number
      pledgeId
      name
      email
      tags
      rewardTitle
      projectId
      address {
        country
        countryName
      }
      order {
        id
        status
        bucket
        fulfilledAt
        nextStatuses
        hold {
          ...HoldFields
        }
        items {
          id
          sku
          name
          quantity
          kind
        }
      }
      shipments {
        id
        carrier {
          id
          name
        }
        carrierName
        trackingNumber
        trackingUrl
        trackingStatus
        shippedAt
        voidedAt
      }
    }
  `,
  [HoldFields],
);
export type BackerRow = ResultOf<typeof BackerRow>;

/** One transition of one order, as the history tells it. */
export const OrderHistoryEvent = graphql(`
  fragment OrderHistoryEvent on OrderEvent {
    id
    from
    to
    source
    reason
    at
    actor {
      name
      kind
    }
    operation {
      id
      kind
      status
    }
  }
`);
export type OrderHistoryEvent = ResultOf<typeof OrderHistoryEvent>;

/** One parcel with everything a person may ask about it. */
export const ShipmentDetail = graphql(`
  fragment ShipmentDetail on Shipment {
    id
    carrier {
      id
      name
    }
    carrierName
    trackingNumber
    trackingUrl
    trackingStatus
    source
    operationId
    shippedAt
    acceptedAt
    deliveredAt
    createdAt
    voidedAt
    trackingReason
    trackingAt
    deliveryAttempts
    estimatedDeliveryAt
    replacesId
    replacedAt
    items {
      id
      sku
      name
      quantity
    }
    events {
      id
      at
      status
      reason
      message
      place
    }
  }
`);
export type ShipmentDetail = ResultOf<typeof ShipmentDetail>;

/** One change of a backer beside the order's status, as the history tells it. */
export const BackerHistoryEvent = graphql(`
  fragment BackerHistoryEvent on BackerEvent {
    id
    kind
    reason
    until
    tags
    addressVersion
    trackingNumber
    changes {
      field
      from
      to
    }
    at
    actor {
      name
      kind
    }
    operation {
      id
      kind
      status
    }
  }
`);
export type BackerHistoryEvent = ResultOf<typeof BackerHistoryEvent>;

/** Every address a backer has had, with when each left the house. Asked for when somebody looks. */
export const BackerAddressVersions = graphql(`
  query BackerAddressVersions($id: ID!) {
    backer(id: $id) {
      id
      addressVersions {
        version
        address {
          line1
          line2
          city
          state
          postalCode
          country
          countryName
        }
        since
        until
        actor {
          name
          kind
        }
        operation {
          id
          kind
        }
        exportedAt
      }
    }
  }
`);
export type AddressVersion = NonNullable<
  ResultOf<typeof BackerAddressVersions>['backer']
>['addressVersions'][number];

/** Everything about one backer: the backer page, and the aside beside the report. */
export const BackerDetail = graphql(
  `
    fragment BackerDetail on Backer {
      id
      number
      pledgeId
      backerUid
      orderNumber
      name
      email
      notes
      tags
      rewardTitle
      pledgedAt
      projectId
      address {
        line1
        line2
        city
        state
        postalCode
        country
        countryName
        phone
      }
      order {
        id
        status
        bucket
        fulfilledAt
        fulfilledBy
        nextStatuses
        hold {
          ...HoldFields
        }
        items {
          id
          sku
          name
          quantity
          kind
        }
      }
      shipments {
        ...ShipmentDetail
      }
      addressVersion
      addressExportedAt
      addressExportedVersion
      history {
        ...OrderHistoryEvent
      }
      events {
        ...BackerHistoryEvent
      }
    }
  `,
  [HoldFields, ShipmentDetail, OrderHistoryEvent, BackerHistoryEvent],
);
export type BackerDetail = ResultOf<typeof BackerDetail>;

/**
 * One page of the report. The exact total is asked for with the first page only (`withTotal`): it is the one part
 * whose cost grows with the number of matches.
 */
export const BackerPage = graphql(
  `
    query BackerPage(
      $projectId: ID!
      $first: Int!
      $after: String
      $segmentId: ID
      $filter: BackerFilter
      $search: String
      $sort: BackerSort
      $withTotal: Boolean!
    ) {
      project(id: $projectId) {
        id
        backers(
          first: $first
          after: $after
          segmentId: $segmentId
          filter: $filter
          search: $search
          sort: $sort
        ) {
          nodes {
            ...BackerRow
          }
          pageInfo {
            hasNextPage
            endCursor
          }
          totalCount @include(if: $withTotal)
        }
      }
    }
  `,
  [BackerRow],
);
export type BackerPageVariables = VariablesOf<typeof BackerPage>;
export type BackerFilter = NonNullable<BackerPageVariables['filter']>;
export type BackerSort = NonNullable<BackerPageVariables['sort']>;

/** How many match, and how many of these an action would change, for the bar over "all that match". */
export const BackerTargetCounts = graphql(`
  query BackerTargetCounts(
    $projectId: ID!
    $segmentId: ID
    $search: String
    $ready: BackerFilter
    $held: BackerFilter
    $fulfilled: BackerFilter
    $canceled: BackerFilter
  ) {
    project(id: $projectId) {
      id
      ready: backers(first: 1, segmentId: $segmentId, filter: $ready, search: $search) {
        totalCount
      }
      held: backers(first: 1, segmentId: $segmentId, filter: $held, search: $search) {
        totalCount
      }
      fulfilled: backers(first: 1, segmentId: $segmentId, filter: $fulfilled, search: $search) {
        totalCount
      }
      canceled: backers(first: 1, segmentId: $segmentId, filter: $canceled, search: $search) {
        totalCount
      }
    }
  }
`);

/** What the report's frame needs: where the template is, which countries there are, whether anyone is there at all. */
export const BackerReportFrame = graphql(`
  query BackerReportFrame($projectId: ID!) {
    project(id: $projectId) {
      id
      templateUrl
      countries {
        country
        orders
      }
      progress {
        id
        orders
      }
    }
  }
`);

export const BackerById = graphql(
  `
    query BackerById($id: ID!) {
      backer(id: $id) {
        ...BackerDetail
      }
    }
  `,
  [BackerDetail],
);

export const BackerUpdate = graphql(`
  mutation BackerUpdate($id: ID!, $input: BackerUpdateInput!) {
    backerUpdate(id: $id, input: $input) {
      backer {
        __typename
        id
        name
        email
        notes
        tags
        address {
          line1
          line2
          city
          state
          postalCode
          country
          countryName
          phone
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
`);

/** An action on many backers: an operation with preview, report and undo. */
export const SegmentActionRun = graphql(`
  mutation SegmentActionRun($projectId: ID!, $input: SegmentActionInput!) {
    segmentActionRun(projectId: $projectId, input: $input) {
      operation {
        id
        kind
        status
      }
      replayed
      userErrors {
        code
        field
        message
      }
    }
  }
`);
export type BackerTarget = VariablesOf<typeof SegmentActionRun>['input']['target'];

/** Ids of the backers that changed; null when they are too many to name. */
export const BackersChanged = graphql(`
  subscription BackersChanged($projectId: ID!) {
    backersChanged(projectId: $projectId) {
      projectId
      backerIds
    }
  }
`);
