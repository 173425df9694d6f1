import { graphql } from './graphql.ts';
import type { ResultOf, VariablesOf } from './graphql.ts';
import { OperationProgress } from './operations.ts';

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
  }
`);
export type NotificationItem = ResultOf<typeof NotificationItem>;
export type NotificationStatus = NotificationItem['status'];
export type NotificationKind = NotificationItem['kind'];

export const MailSettingsFields = graphql(`
  fragment MailSettingsFields on MailSettings {
    id
    policy
    onFirstScan
    ratePerMinute
    pausedAt
    pausedBy
    senderName
    replyTo
    transport
    from
    trouble
    troubleSince
  }
`);
export type MailSettings = ResultOf<typeof MailSettingsFields>;

export const MailTemplateFields = graphql(`
  fragment MailTemplateFields on MailTemplate {
    id
    kind
    subject
    body
    version
    isDefault
    updatedAt
    updatedBy
    variables {
      name
      description
      sample
    }
  }
`);
export type MailTemplate = ResultOf<typeof MailTemplateFields>;

/** Who is not told yet, how the mails stand, and by which rules they go out. */
export const MailOverview = graphql(
  `
    query MailOverview($projectId: ID!) {
      project(id: $projectId) {
        id
        untold {
          backers
          shipments
          corrections
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
  [MailCounts, MailSettingsFields],
);

/** When a project tells its backers, for a form that asks about it. */
export const MailPolicy = graphql(`
  query MailPolicy($projectId: ID!) {
    project(id: $projectId) {
      id
      mailSettings {
        id
        policy
      }
    }
  }
`);

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
          backers
          shipments
          corrections
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
  [MailCounts, MailSettingsFields],
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
        operation {
          ...OperationProgress
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
  [OperationProgress],
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

export const MailPause = graphql(
  `
    mutation MailPause($projectId: ID!) {
      mailPause(projectId: $projectId) {
        settings {
          ...MailSettingsFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [MailSettingsFields],
);

export const MailResume = graphql(
  `
    mutation MailResume($projectId: ID!) {
      mailResume(projectId: $projectId) {
        settings {
          ...MailSettingsFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [MailSettingsFields],
);

export const MailSettingsUpdate = graphql(
  `
    mutation MailSettingsUpdate($projectId: ID!, $input: MailSettingsInput!) {
      mailSettingsUpdate(projectId: $projectId, input: $input) {
        settings {
          ...MailSettingsFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [MailSettingsFields],
);
export type MailSettingsInput = VariablesOf<typeof MailSettingsUpdate>['input'];

export const MailTemplates = graphql(
  `
    query MailTemplates($projectId: ID!) {
      project(id: $projectId) {
        id
        mailTemplates {
          ...MailTemplateFields
        }
      }
    }
  `,
  [MailTemplateFields],
);

export const MailTemplateUpdate = graphql(
  `
    mutation MailTemplateUpdate($projectId: ID!, $kind: NotificationKind!, $input: MailTemplateInput!) {
      mailTemplateUpdate(projectId: $projectId, kind: $kind, input: $input) {
        template {
          ...MailTemplateFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [MailTemplateFields],
);

export const MailTemplateReset = graphql(
  `
    mutation MailTemplateReset($projectId: ID!, $kind: NotificationKind!) {
      mailTemplateReset(projectId: $projectId, kind: $kind) {
        template {
          ...MailTemplateFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [MailTemplateFields],
);

/** Sends the saved template to whoever is signed in. */
export const MailTestSend = graphql(`
  mutation MailTestSend($projectId: ID!, $kind: NotificationKind!) {
    mailTestSend(projectId: $projectId, kind: $kind) {
      sentTo
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** A text that is not saved yet as one backer would get it. */
export const MailPreview = graphql(`
  query MailPreview(
    $projectId: ID!
    $kind: NotificationKind!
    $subject: String!
    $body: String!
    $backerId: ID
  ) {
    mailPreview(projectId: $projectId, kind: $kind, subject: $subject, body: $body, backerId: $backerId) {
      subject
      text
      html
      to
      problems
    }
  }
`);
export type MailPreview = ResultOf<typeof MailPreview>['mailPreview'];

/** What the local mailbox holds, newest first. */
export const Mailbox = graphql(`
  query Mailbox($projectId: ID!, $first: Int!, $after: String) {
    project(id: $projectId) {
      id
      mailbox(first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          from
          to
          subject
          at
        }
      }
    }
  }
`);
export type MailboxItem = NonNullable<ResultOf<typeof Mailbox>['project']>['mailbox']['nodes'][number];

/** One mail of the local mailbox as the backer would see it. */
export const MailboxMail = graphql(`
  query MailboxMail($id: ID!) {
    mailboxMail(id: $id) {
      id
      from
      to
      replyTo
      subject
      text
      html
      headers {
        name
        value
      }
      at
    }
  }
`);
export type MailboxMail = NonNullable<ResultOf<typeof MailboxMail>['mailboxMail']>;

export const MailboxClear = graphql(`
  mutation MailboxClear($projectId: ID!) {
    mailboxClear(projectId: $projectId) {
      deleted
      userErrors {
        code
        field
        message
      }
    }
  }
`);
