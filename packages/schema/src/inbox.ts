import { graphql, type ResultOf } from './graphql.ts';

/** A connection as the page about carrier updates shows it. */
export const ConnectionItem = graphql(`
  fragment ConnectionItem on VendorConnection {
    id
    vendor
    name
    url
    hasSecret
    hasApiKey
    keySetUrl
    createdBy
    createdAt
    lastReceivedAt
    lastRefusedAt
    lastRefusal
    refused
    disabledAt
  }
`);
export type ConnectionItem = ResultOf<typeof ConnectionItem>;
export type Vendor = ConnectionItem['vendor'];

/** A delivery as a line of the inbox. */
export const DeliveryItem = graphql(`
  fragment DeliveryItem on InboxDelivery {
    id
    vendor
    eventType
    status
    events
    matched
    problem
    attempts
    copies
    receivedAt
    processedAt
  }
`);
export type DeliveryItem = ResultOf<typeof DeliveryItem>;
export type DeliveryStatus = DeliveryItem['status'];

/** The connections of a creator. */
export const VendorConnections = graphql(
  `
    query VendorConnections($slug: String!) {
      creator(slug: $slug) {
        id
        vendorConnections {
          ...ConnectionItem
        }
      }
    }
  `,
  [ConnectionItem],
);

/** What vendors sent, newest first. */
export const InboxDeliveries = graphql(
  `
    query InboxDeliveries(
      $slug: String!
      $first: Int!
      $after: String
      $vendor: [Vendor!]
      $status: [DeliveryStatus!]
    ) {
      creator(slug: $slug) {
        id
        inboxDeliveries(first: $first, after: $after, vendor: $vendor, status: $status) {
          nodes {
            ...DeliveryItem
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [DeliveryItem],
);

/** One delivery with its head and its body. */
export const InboxDelivery = graphql(
  `
    query InboxDelivery($id: ID!) {
      inboxDelivery(id: $id) {
        ...DeliveryItem
        connection {
          id
          name
        }
        headers {
          name
          value
        }
        body
      }
    }
  `,
  [DeliveryItem],
);

/** How the inbox stands, now and after every change. */
export const InboxUpdated = graphql(
  `
    subscription InboxUpdated($creatorId: ID!) {
      inboxUpdated(creatorId: $creatorId) {
        id
        waiting
        unmatched
        failed
        newestId
        connections {
          ...ConnectionItem
        }
      }
    }
  `,
  [ConnectionItem],
);
export type InboxFeed = ResultOf<typeof InboxUpdated>['inboxUpdated'];

/** Makes an address for a vendor. */
export const VendorConnectionCreate = graphql(
  `
    mutation VendorConnectionCreate($creatorId: ID!, $input: VendorConnectionCreateInput!) {
      vendorConnectionCreate(creatorId: $creatorId, input: $input) {
        connection {
          ...ConnectionItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ConnectionItem],
);

/** Changes name or secrets of a connection. */
export const VendorConnectionUpdate = graphql(
  `
    mutation VendorConnectionUpdate($id: ID!, $input: VendorConnectionUpdateInput!) {
      vendorConnectionUpdate(id: $id, input: $input) {
        connection {
          ...ConnectionItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ConnectionItem],
);

/** Closes a connection's address for good. */
export const VendorConnectionDisable = graphql(
  `
    mutation VendorConnectionDisable($id: ID!) {
      vendorConnectionDisable(id: $id) {
        connection {
          ...ConnectionItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ConnectionItem],
);

/** Works deliveries off once more. */
export const InboxReplay = graphql(
  `
    mutation InboxReplay($ids: [ID!]!) {
      inboxReplay(ids: $ids) {
        deliveries {
          ...DeliveryItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [DeliveryItem],
);
