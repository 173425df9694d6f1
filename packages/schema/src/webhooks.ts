import { graphql } from './graphql.ts';
import type { ResultOf, VariablesOf } from './graphql.ts';
import { DeletedPayloadFields } from './payloads.ts';

/** An endpoint with how it is doing. */
export const WebhookEndpointItem = graphql(`
  fragment WebhookEndpointItem on WebhookEndpoint {
    id
    url
    description
    eventTypes
    health
    failingSince
    failures
    pausedUntil
    disabledAt
    disabledReason
    oldSecretUntil
    waiting
    lastDeliveredAt
    createdBy
    createdAt
  }
`);
export type WebhookEndpointItem = ResultOf<typeof WebhookEndpointItem>;

/** A line of an endpoint's log. */
export const WebhookDeliveryItem = graphql(`
  fragment WebhookDeliveryItem on WebhookDelivery {
    id
    messageId
    type
    happenedAt
    status
    attempts
    dueAt
    responseCode
    problem
    byHand
    createdAt
    settledAt
  }
`);
export type WebhookDeliveryItem = ResultOf<typeof WebhookDeliveryItem>;

/** Every type of event, for whoever chooses. */
export const WebhookEventTypes = graphql(`
  query WebhookEventTypes {
    webhookEventTypes {
      type
      name
      description
      example
      optional
    }
  }
`);
export type WebhookEventTypeInfo = ResultOf<typeof WebhookEventTypes>['webhookEventTypes'][number];

/** A creator's endpoints, the oldest first. */
export const WebhookEndpoints = graphql(
  `
    query WebhookEndpoints($slug: String!) {
      creator(slug: $slug) {
        id
        webhookEndpoints {
          ...WebhookEndpointItem
        }
      }
    }
  `,
  [WebhookEndpointItem],
);

/** The same as they stand now, and after every change. */
export const WebhooksUpdated = graphql(
  `
    subscription WebhooksUpdated($creatorId: ID!) {
      webhooksUpdated(creatorId: $creatorId) {
        id
        endpoints {
          ...WebhookEndpointItem
        }
      }
    }
  `,
  [WebhookEndpointItem],
);

/** A page of an endpoint's log, the newest first. */
export const WebhookLog = graphql(
  `
    query WebhookLog(
      $endpointId: ID!
      $first: Int
      $after: String
      $status: [WebhookDeliveryStatus!]
      $type: [WebhookEventType!]
    ) {
      webhookEndpoint(id: $endpointId) {
        id
        deliveries(first: $first, after: $after, status: $status, type: $type) {
          totalCount
          nodes {
            ...WebhookDeliveryItem
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [WebhookDeliveryItem],
);

/** A delivery with its requests and its body. */
export const WebhookDelivery = graphql(
  `
    query WebhookDelivery($id: ID!) {
      webhookDelivery(id: $id) {
        ...WebhookDeliveryItem
        body
        attemptLog {
          id
          no
          at
          durationMs
          responseCode
          problem
          excerpt
        }
      }
    }
  `,
  [WebhookDeliveryItem],
);
export type WebhookDeliveryDetail = NonNullable<ResultOf<typeof WebhookDelivery>['webhookDelivery']>;

/** Without the secret, which only what makes a new one asks for. */
const WebhookEndpointPayloadFields = graphql(
  `
    fragment WebhookEndpointPayloadFields on WebhookEndpointPayload {
      endpoint {
        ...WebhookEndpointItem
      }
      userErrors {
        code
        field
        message
      }
    }
  `,
  [WebhookEndpointItem],
);

/** Makes an endpoint; its secret is in this answer only. */
export const WebhookEndpointCreate = graphql(
  `
    mutation WebhookEndpointCreate($creatorId: ID!, $input: WebhookEndpointCreateInput!) {
      webhookEndpointCreate(creatorId: $creatorId, input: $input) {
        ...WebhookEndpointPayloadFields
        secret
      }
    }
  `,
  [WebhookEndpointPayloadFields],
);
export type WebhookEndpointCreateInput = VariablesOf<typeof WebhookEndpointCreate>['input'];

/** Changes where an endpoint is or what it is told. */
export const WebhookEndpointUpdate = graphql(
  `
    mutation WebhookEndpointUpdate($id: ID!, $input: WebhookEndpointUpdateInput!) {
      webhookEndpointUpdate(id: $id, input: $input) {
        ...WebhookEndpointPayloadFields
      }
    }
  `,
  [WebhookEndpointPayloadFields],
);

export const WebhookEndpointEnable = graphql(
  `
    mutation WebhookEndpointEnable($id: ID!) {
      webhookEndpointEnable(id: $id) {
        ...WebhookEndpointPayloadFields
      }
    }
  `,
  [WebhookEndpointPayloadFields],
);

export const WebhookEndpointDisable = graphql(
  `
    mutation WebhookEndpointDisable($id: ID!) {
      webhookEndpointDisable(id: $id) {
        ...WebhookEndpointPayloadFields
      }
    }
  `,
  [WebhookEndpointPayloadFields],
);

export const WebhookEndpointDelete = graphql(
  `
    mutation WebhookEndpointDelete($id: ID!) {
      webhookEndpointDelete(id: $id) {
        ...DeletedPayloadFields
      }
    }
  `,
  [DeletedPayloadFields],
);

/** A new secret, in this answer only; the old one signs beside it for a while. */
export const WebhookSecretRotate = graphql(
  `
    mutation WebhookSecretRotate($id: ID!, $overlapHours: Int) {
      webhookSecretRotate(id: $id, overlapHours: $overlapHours) {
        ...WebhookEndpointPayloadFields
        secret
      }
    }
  `,
  [WebhookEndpointPayloadFields],
);

/** Sends a test event. */
export const WebhookTest = graphql(
  `
    mutation WebhookTest($endpointId: ID!) {
      webhookTest(endpointId: $endpointId) {
        delivery {
          ...WebhookDeliveryItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [WebhookDeliveryItem],
);

const WebhookReplayPayloadFields = graphql(`
  fragment WebhookReplayPayloadFields on WebhookReplayPayload {
    queued
    userErrors {
      code
      field
      message
    }
  }
`);

export const WebhookDeliveriesReplay = graphql(
  `
    mutation WebhookDeliveriesReplay($ids: [ID!]!) {
      webhookDeliveriesReplay(ids: $ids) {
        ...WebhookReplayPayloadFields
      }
    }
  `,
  [WebhookReplayPayloadFields],
);

export const WebhookRangeReplay = graphql(
  `
    mutation WebhookRangeReplay($endpointId: ID!, $from: DateTime!, $to: DateTime!, $failedOnly: Boolean) {
      webhookRangeReplay(endpointId: $endpointId, from: $from, to: $to, failedOnly: $failedOnly) {
        ...WebhookReplayPayloadFields
      }
    }
  `,
  [WebhookReplayPayloadFields],
);
