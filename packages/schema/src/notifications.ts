import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { MailSettingsFields } from './mail-settings.ts';
import { OperationProgress, OperationProgressPayloadFields } from './operations.ts';

/** How many mails stand where. */
export const MailCounts = graphql(`
  fragment MailCounts on NotificationCounts {
    pending
    sending
    sent
    failed
    unknown
    canceled
    suppressed
  }
`);
export type MailCounts = ResultOf<typeof MailCounts>;

/** One mail of the ledger: to whom, about which parcels, how it went, what the server answered. */
export const NotificationItem = graphql(`
  fragment NotificationItem on Notification {
    id
    kind
    status
    email
    messageId
    attempts
    dueAt
    response
    responseCode
    createdAt
    sentAt
    settledAt
    decidedBy
    operationId
    backer {
      id
      number
      name
    }
    shipments {
      id
      trackingNumber
      trackingUrl
      carrierName
      carrier {
        id
        name
      }
    }
    digitalRewards {
      id
      name
    }
  }
`);
export type NotificationItem = ResultOf<typeof NotificationItem>;
export type NotificationStatus = NotificationItem['status'];
export type NotificationKind = NotificationItem['kind'];

const UntoldFields = graphql(`
  fragment UntoldFields on UntoldParcels {
    backers
    shipments
    corrections
    unreachable
  }
`);

/** Who is not told yet, how the mails stand, and by which rules they go out. */
export const MailOverview = graphql(
  `
    query MailOverview($projectId: ID!) {
      project(id: $projectId) {
        id
        untold {
          ...UntoldFields
        }
        notificationCounts {
          ...MailCounts
        }
        mailSettings {
          ...MailSettingsFields
        }
      }
    }
  `,
  [UntoldFields, MailCounts, MailSettingsFields],
);

/** The last runs of a project, newest first. */
export const MailRuns = graphql(
  `
    query MailRuns($projectId: ID!) {
      project(id: $projectId) {
        id
        operations(first: 5, kind: [TRACKING_NOTIFICATIONS]) {
          totalCount
          nodes {
            ...OperationProgress
            actor {
              name
              kind
            }
          }
        }
      }
    }
  `,
  [OperationProgress],
);

/** What one operation has queued and how far it is, beside what the project has still untold. */
export const OperationMail = graphql(
  `
    query OperationMail($projectId: ID!, $operationId: ID!) {
      project(id: $projectId) {
        id
        untold(operationId: $operationId) {
          ...UntoldFields
        }
        notificationCounts(operationId: $operationId) {
          ...MailCounts
        }
        mailSettings {
          ...MailSettingsFields
        }
      }
    }
  `,
  [UntoldFields, MailCounts, MailSettingsFields],
);

/** A page of the ledger, newest first. The exact total is asked for with the first page only. */
export const NotificationPage = graphql(
  `
    query NotificationPage(
      $projectId: ID!
      $first: Int!
      $after: String
      $status: [NotificationStatus!]
      $operationId: ID
      $search: String
      $withTotal: Boolean!
    ) {
      project(id: $projectId) {
        id
        notifications(
          first: $first
          after: $after
          status: $status
          operationId: $operationId
          search: $search
        ) {
          nodes {
            ...NotificationItem
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
  [NotificationItem],
);
export type NotificationPageVariables = VariablesOf<typeof NotificationPage>;

/** Every mail to one backer, newest first. */
export const BackerNotifications = graphql(
  `
    query BackerNotifications($id: ID!) {
      backer(id: $id) {
        id
        notifications {
          ...NotificationItem
        }
      }
    }
  `,
  [NotificationItem],
);

/** Live: the first value is the state now, then one for each change (coalesced to some a second). */
export const NotificationsUpdated = graphql(
  `
    subscription NotificationsUpdated($projectId: ID!) {
      notificationsUpdated(projectId: $projectId) {
        id
        counts {
          ...MailCounts
        }
        pausedAt
        ratePerMinute
        perMinuteNow
        trouble
        troubleSince
      }
    }
  `,
  [MailCounts],
);
export type MailFeed = ResultOf<typeof NotificationsUpdated>['notificationsUpdated'];

/** Plans a run over some backers: one mail each for all parcels they have not been told of. */
export const TrackingNotificationsSend = graphql(
  `
    mutation TrackingNotificationsSend($projectId: ID!, $input: TrackingNotificationsInput!) {
      trackingNotificationsSend(projectId: $projectId, input: $input) {
        ...OperationProgressPayloadFields
      }
    }
  `,
  [OperationProgressPayloadFields],
);
export type TrackingNotificationsInput = VariablesOf<typeof TrackingNotificationsSend>['input'];

/** What a person makes of mails whose end nobody knows: they arrived, send again, or give up. */
export const NotificationsDecide = graphql(
  `
    mutation NotificationsDecide($input: NotificationsDecideInput!) {
      notificationsDecide(input: $input) {
        notifications {
          ...NotificationItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [NotificationItem],
);
export type NotificationDecision = VariablesOf<typeof NotificationsDecide>['input']['decision'];
