import { HoldFields, ShipmentDetail } from './backers.ts';
import { graphql } from './graphql.ts';
import type { ResultOf, VariablesOf } from './graphql.ts';

/** A parcel that needs a person, as the queue shows it: what is wrong, whose it is, and its story. */
export const ExceptionItem = graphql(
  `
    fragment ExceptionItem on ParcelException {
      id
      kind
      detail
      since
      openedAt
      contactedAt
      resolvedAt
      resolvedBy
      resolution
      note
      mailto
      backer {
        id
        number
        pledgeId
        name
        email
        address {
          line1
          line2
          city
          state
          postalCode
          country
          countryName
        }
        order {
          id
          status
          hold {
            ...HoldFields
          }
        }
      }
      shipment {
        ...ShipmentDetail
      }
      replacement {
        id
        carrierName
        trackingNumber
        trackingUrl
        trackingStatus
      }
    }
  `,
  [HoldFields, ShipmentDetail],
);
export type ExceptionItem = ResultOf<typeof ExceptionItem>;

export const ExceptionCountsOf = graphql(`
  fragment ExceptionCountsOf on ExceptionCounts {
    open
    contacted
    byKind {
      kind
      count
    }
  }
`);
export type ExceptionCounts = ResultOf<typeof ExceptionCountsOf>;

export const ExceptionSettingsFields = graphql(`
  fragment ExceptionSettingsFields on ExceptionSettings {
    id
    noScanDays
    noMovementDays
    noMovementDaysAbroad
    homeCountry
  }
`);
export type ExceptionSettings = ResultOf<typeof ExceptionSettingsFields>;

/** A page of the queue: open ones the oldest first, ended ones the newest first. */
export const ExceptionPage = graphql(
  `
    query ExceptionPage(
      $projectId: ID!
      $first: Int!
      $after: String
      $filter: ExceptionFilter
      $withTotal: Boolean!
    ) {
      project(id: $projectId) {
        id
        exceptions(first: $first, after: $after, filter: $filter) {
          nodes {
            ...ExceptionItem
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
  [ExceptionItem],
);
export type ExceptionFilter = NonNullable<VariablesOf<typeof ExceptionPage>['filter']>;
export type ExceptionKind = NonNullable<ExceptionFilter['kind']>[number];

/** How much of a project needs a person, and after how long. */
export const ExceptionOverview = graphql(
  `
    query ExceptionOverview($projectId: ID!) {
      project(id: $projectId) {
        id
        exceptionCounts {
          ...ExceptionCountsOf
        }
        exceptionSettings {
          ...ExceptionSettingsFields
        }
      }
    }
  `,
  [ExceptionCountsOf, ExceptionSettingsFields],
);

/** Live: the first value is the counts now, then after every change. */
export const ExceptionsUpdated = graphql(
  `
    subscription ExceptionsUpdated($projectId: ID!) {
      exceptionsUpdated(projectId: $projectId) {
        id
        counts {
          ...ExceptionCountsOf
        }
      }
    }
  `,
  [ExceptionCountsOf],
);

const ExceptionsPayloadFields = graphql(
  `
    fragment ExceptionsPayloadFields on ExceptionsPayload {
      exceptions {
        ...ExceptionItem
      }
      leftAlone
      userErrors {
        code
        field
        message
      }
    }
  `,
  [ExceptionItem],
);

export const ExceptionResolve = graphql(
  `
    mutation ExceptionResolve($input: ExceptionResolveInput!) {
      exceptionResolve(input: $input) {
        ...ExceptionsPayloadFields
      }
    }
  `,
  [ExceptionsPayloadFields],
);

/** Notes that the backers were written to; the exceptions stay open. */
export const ExceptionContact = graphql(
  `
    mutation ExceptionContact($input: ExceptionResolveInput!) {
      exceptionContact(input: $input) {
        ...ExceptionsPayloadFields
      }
    }
  `,
  [ExceptionsPayloadFields],
);

export const ExceptionHold = graphql(
  `
    mutation ExceptionHold($input: ExceptionHoldInput!) {
      exceptionHold(input: $input) {
        ...ExceptionsPayloadFields
      }
    }
  `,
  [ExceptionsPayloadFields],
);

/** The parcels are to be sent again: their orders go back to Start Shipping. */
export const ExceptionReship = graphql(
  `
    mutation ExceptionReship($input: ExceptionResolveInput!) {
      exceptionReship(input: $input) {
        ...ExceptionsPayloadFields
      }
    }
  `,
  [ExceptionsPayloadFields],
);

/** Takes back how they were ended. */
export const ExceptionReopen = graphql(
  `
    mutation ExceptionReopen($ids: [ID!]!) {
      exceptionReopen(ids: $ids) {
        ...ExceptionsPayloadFields
      }
    }
  `,
  [ExceptionsPayloadFields],
);

export const ExceptionSettingsUpdate = graphql(
  `
    mutation ExceptionSettingsUpdate($projectId: ID!, $input: ExceptionSettingsInput!) {
      exceptionSettingsUpdate(projectId: $projectId, input: $input) {
        settings {
          ...ExceptionSettingsFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ExceptionSettingsFields],
);
export type ExceptionSettingsInput = VariablesOf<typeof ExceptionSettingsUpdate>['input'];
