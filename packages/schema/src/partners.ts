import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { OperationDetail } from './operations.ts';

/** A partner as a list shows it. */
export const PartnerFields = graphql(`
  fragment PartnerFields on Partner {
    id
    projectId
    name
    vendor
    connectionId
    createdBy
    createdAt
    archivedAt
  }
`);
export type Partner = ResultOf<typeof PartnerFields>;

/** A token of a partner, without its secret. */
export const PartnerTokenFields = graphql(`
  fragment PartnerTokenFields on ApiToken {
    id
    name
    prefix
    createdAt
    lastUsedAt
    expiresAt
    revokedAt
  }
`);
export type PartnerToken = ResultOf<typeof PartnerTokenFields>;

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

/** A request as lists have it: what a partner gets, and what a creator sees of it. */
export const RequestFields = graphql(`
  fragment RequestFields on FulfillmentRequest {
    id
    partnerId
    partnerName
    reference
    status
    address {
      name
      line1
      line2
      city
      state
      postalCode
      country
      countryName
      phone
      email
    }
    addressVersion
    addressChanged
    addressChangedAt
    currentAddress {
      name
      line1
      line2
      city
      state
      postalCode
      country
      countryName
      phone
      email
    }
    items {
      no
      sku
      name
      quantity
      shipped
    }
    parcels {
      id
      trackingNumber
      carrierName
      trackingUrl
      shippedAt
      acceptedAt
      deliveredAt
    }
    note
    attempt
    externalId
    rejection
    trouble
    sentAt
    acknowledgedAt
    rejectedAt
    shippedAt
    canceledAt
    changedAt
    change
  }
`);
export type FulfillmentRequest = ResultOf<typeof RequestFields>;
export type FulfillmentRequestStatus = FulfillmentRequest['status'];

/** The partners of a project with what each was sent. */
export const ProjectPartners = graphql(
  `
    query ProjectPartners($projectId: ID!) {
      project(id: $projectId) {
        id
        partners {
          ...PartnerFields
          counts {
            ...ReconciliationCountsFields
          }
        }
      }
    }
  `,
  [PartnerFields, ReconciliationCountsFields],
);

/** One partner with its tokens; tokens are for who may read them. */
export const PartnerById = graphql(
  `
    query PartnerById($projectId: ID!, $id: ID!) {
      project(id: $projectId) {
        id
        partner(id: $id) {
          ...PartnerFields
          counts {
            ...ReconciliationCountsFields
          }
          tokens {
            ...PartnerTokenFields
          }
        }
      }
    }
  `,
  [PartnerFields, PartnerTokenFields, ReconciliationCountsFields],
);

export const PartnerCreate = graphql(
  `
    mutation PartnerCreate($projectId: ID!, $input: PartnerCreateInput!) {
      partnerCreate(projectId: $projectId, input: $input) {
        partner {
          ...PartnerFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [PartnerFields],
);
export type PartnerCreateInput = VariablesOf<typeof PartnerCreate>['input'];

export const PartnerUpdate = graphql(
  `
    mutation PartnerUpdate($id: ID!, $input: PartnerUpdateInput!) {
      partnerUpdate(id: $id, input: $input) {
        partner {
          ...PartnerFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [PartnerFields],
);

/** Ends the work with a partner; refused while it has open requests, unless they are taken back. */
export const PartnerArchive = graphql(
  `
    mutation PartnerArchive($id: ID!, $cancelOpen: Boolean) {
      partnerArchive(id: $id, cancelOpen: $cancelOpen) {
        partner {
          ...PartnerFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [PartnerFields],
);

/** A token for a partner; `secret` is shown this once. */
export const PartnerTokenCreate = graphql(
  `
    mutation PartnerTokenCreate($partnerId: ID!, $input: PartnerTokenCreateInput!) {
      partnerTokenCreate(partnerId: $partnerId, input: $input) {
        secret
        token {
          ...PartnerTokenFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [PartnerTokenFields],
);

/** Hands orders to a partner: an operation like any other. */
export const PartnerPush = graphql(
  `
    mutation PartnerPush($projectId: ID!, $input: PartnerPushInput!) {
      partnerPush(projectId: $projectId, input: $input) {
        operation {
          ...OperationDetail
        }
        replayed
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [OperationDetail],
);
export type PartnerPushInput = VariablesOf<typeof PartnerPush>['input'];

/** Takes back requests that the partner has not answered. */
export const PartnerRecall = graphql(`
  mutation PartnerRecall($projectId: ID!, $input: PartnerRecallInput!) {
    partnerRecall(projectId: $projectId, input: $input) {
      changed
      leftAlone
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Sends rejected requests again, with address and items as they are now. */
export const RequestRetry = graphql(`
  mutation RequestRetry($ids: [ID!]!) {
    requestRetry(ids: $ids) {
      changed
      leftAlone
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** A line of the reconciliation. */
export const ReconciliationRow = graphql(
  `
    fragment ReconciliationRow on ReconciliationEntry {
      id
      stage
      since
      still
      request {
        ...RequestFields
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

/** For a partner's token: who it is. */
export const PartnerViewer = graphql(`
  query PartnerViewer {
    viewer {
      id
      partner {
        id
        name
        projectId
        projectTitle
        creatorName
      }
    }
  }
`);

/** For a partner's token: a page of what was sent to it. */
export const FulfillmentRequests = graphql(
  `
    query FulfillmentRequests(
      $first: Int
      $after: String
      $status: [FulfillmentRequestStatus!]
      $changedAfter: String
    ) {
      fulfillmentRequests(first: $first, after: $after, status: $status, changedAfter: $changedAfter) {
        nodes {
          ...RequestFields
        }
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [RequestFields],
);

/** For a partner's token: one request, with what is in each parcel; a page of these would be too much for one answer. */
export const FulfillmentRequestById = graphql(
  `
    query FulfillmentRequestById($id: ID!) {
      fulfillmentRequest(id: $id) {
        ...RequestFields
        contents: parcels {
          id
          items {
            no
            quantity
          }
        }
      }
    }
  `,
  [RequestFields],
);

/** For a partner's token: takes requests in hand. What cannot be accepted is listed, the rest is accepted. */
export const FulfillmentRequestAccept = graphql(
  `
    mutation FulfillmentRequestAccept($input: FulfillmentRequestAcceptInput!) {
      fulfillmentRequestAccept(input: $input) {
        requests {
          ...RequestFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [RequestFields],
);

/** For a partner's token: says which requests cannot be shipped, and why. */
export const FulfillmentRequestReject = graphql(
  `
    mutation FulfillmentRequestReject($input: FulfillmentRequestRejectInput!) {
      fulfillmentRequestReject(input: $input) {
        requests {
          ...RequestFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [RequestFields],
);

/** For a partner's token: takes over the changed address of requests. */
export const FulfillmentRequestAddressConfirm = graphql(
  `
    mutation FulfillmentRequestAddressConfirm($input: FulfillmentRequestAddressConfirmInput!) {
      fulfillmentRequestAddressConfirm(input: $input) {
        requests {
          ...RequestFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [RequestFields],
);

/** For a partner's token: what became of each row of its report. */
export const ReportRows = graphql(`
  query ReportRows($id: ID!, $first: Int, $after: String, $severity: [OutcomeSeverity!]) {
    operation(id: $id) {
      id
      status
      totalCount
      processedCount
      reportUrl
      summary {
        sentence
      }
      outcomes {
        code
        severity
        count
        title
      }
      rows(first: $first, after: $after, severity: $severity) {
        nodes {
          id
          rowNumber
          key
          outcome
          severity
          message
          field
          trackingNumber
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

/** For a partner's token: requests that are new or have changed since a change, as they stand and then as they change. */
export const FulfillmentRequestsUpdated = graphql(
  `
    subscription FulfillmentRequestsUpdated($after: String) {
      fulfillmentRequestsUpdated(after: $after) {
        requests {
          ...RequestFields
        }
        lastChange
        hasMore
      }
    }
  `,
  [RequestFields],
);
