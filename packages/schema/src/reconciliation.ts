import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { RequestFields } from './partners.ts';

/** Requests by how far they have come. */
export const ReconciliationCountsFields = graphql(`
  fragment ReconciliationCountsFields on ReconciliationCounts {
    projectId
    partnerId
    sent
    acknowledged
    shipped
    scanned
    delivered
    rejected
    still
    stages {
      stage
      count
      still
      stillAfterDays
    }
  }
`);
export type ReconciliationCounts = ResultOf<typeof ReconciliationCountsFields>;

/** A line of the reconciliation. */
export const ReconciliationRow = graphql(
  `
    fragment ReconciliationRow on ReconciliationEntry {
      id
      stage
      since
      still
      endedOtherwise
      request {
        ...RequestFields
      }
      partner {
        id
        vendor
      }
      backer {
        id
        number
        name
      }
    }
  `,
  [RequestFields],
);
export type ReconciliationRow = ResultOf<typeof ReconciliationRow>;
export type ReconciliationStage = ReconciliationRow['stage'];

/** A page of what partners were sent, and how far each has come. */
export const Reconciliation = graphql(
  `
    query Reconciliation($projectId: ID!, $first: Int, $after: String, $filter: ReconciliationFilter) {
      project(id: $projectId) {
        id
        reconciliation(first: $first, after: $after, filter: $filter) {
          nodes {
            ...ReconciliationRow
          }
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [ReconciliationRow],
);
export type ReconciliationFilter = NonNullable<VariablesOf<typeof Reconciliation>['filter']>;
export type ReconciliationState = NonNullable<ReconciliationFilter['state']>;

export const ReconciliationCountsOf = graphql(
  `
    query ReconciliationCountsOf($projectId: ID!, $partnerId: ID) {
      project(id: $projectId) {
        id
        reconciliationCounts(partnerId: $partnerId) {
          ...ReconciliationCountsFields
        }
      }
    }
  `,
  [ReconciliationCountsFields],
);

/** The counts as they stand, then after changes. */
export const ReconciliationUpdated = graphql(
  `
    subscription ReconciliationUpdated($projectId: ID!, $partnerId: ID) {
      reconciliationUpdated(projectId: $projectId, partnerId: $partnerId) {
        ...ReconciliationCountsFields
      }
    }
  `,
  [ReconciliationCountsFields],
);

/** What partners were ever sent of one backer's order. */
export const BackerRequests = graphql(
  `
    query BackerRequests($backerId: ID!) {
      backer(id: $backerId) {
        id
        fulfillmentRequests {
          ...RequestFields
        }
      }
    }
  `,
  [RequestFields],
);

const RequestsChangedPayloadFields = graphql(`
  fragment RequestsChangedPayloadFields on RequestsChangedPayload {
    changed
    leftAlone
    userErrors {
      code
      field
      message
    }
  }
`);

/** Takes back requests that the partner has not answered, or has for an order that has ended otherwise. */
export const PartnerRecall = graphql(
  `
    mutation PartnerRecall($projectId: ID!, $input: PartnerRecallInput!) {
      partnerRecall(projectId: $projectId, input: $input) {
        ...RequestsChangedPayloadFields
      }
    }
  `,
  [RequestsChangedPayloadFields],
);

/** Sends rejected requests again, with the address as it is now and the items that no other parcel holds. */
export const RequestRetry = graphql(
  `
    mutation RequestRetry($ids: [ID!]!) {
      requestRetry(ids: $ids) {
        ...RequestsChangedPayloadFields
      }
    }
  `,
  [RequestsChangedPayloadFields],
);
