import { graphql, type ResultOf } from './graphql.ts';

const RequestAddressFields = graphql(`
  fragment RequestAddressFields on RequestAddress {
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
`);

/** A request as lists have it: what a partner gets, and what a creator sees of it. */
export const RequestFields = graphql(
  `
    fragment RequestFields on FulfillmentRequest {
      id
      partnerId
      partnerName
      reference
      status
      address {
        ...RequestAddressFields
      }
      addressVersion
      addressChanged
      addressChangedAt
      currentAddress {
        ...RequestAddressFields
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
  `,
  [RequestAddressFields],
);
export type FulfillmentRequest = ResultOf<typeof RequestFields>;
export type FulfillmentRequestStatus = FulfillmentRequest['status'];

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

const FulfillmentRequestsPayloadFields = graphql(
  `
    fragment FulfillmentRequestsPayloadFields on FulfillmentRequestsPayload {
      requests {
        ...RequestFields
      }
      userErrors {
        code
        field
        message
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
        ...FulfillmentRequestsPayloadFields
      }
    }
  `,
  [FulfillmentRequestsPayloadFields],
);

/** For a partner's token: says which requests cannot be shipped, and why. */
export const FulfillmentRequestReject = graphql(
  `
    mutation FulfillmentRequestReject($input: FulfillmentRequestRejectInput!) {
      fulfillmentRequestReject(input: $input) {
        ...FulfillmentRequestsPayloadFields
      }
    }
  `,
  [FulfillmentRequestsPayloadFields],
);

/** For a partner's token: takes over the changed address of requests. */
export const FulfillmentRequestAddressConfirm = graphql(
  `
    mutation FulfillmentRequestAddressConfirm($input: FulfillmentRequestAddressConfirmInput!) {
      fulfillmentRequestAddressConfirm(input: $input) {
        ...FulfillmentRequestsPayloadFields
      }
    }
  `,
  [FulfillmentRequestsPayloadFields],
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
