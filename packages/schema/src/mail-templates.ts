import { graphql, type ResultOf } from './graphql.ts';

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

const MailTemplatePayloadFields = graphql(
  `
    fragment MailTemplatePayloadFields on MailTemplatePayload {
      template {
        ...MailTemplateFields
      }
      userErrors {
        code
        field
        message
      }
    }
  `,
  [MailTemplateFields],
);

export const MailTemplateUpdate = graphql(
  `
    mutation MailTemplateUpdate($projectId: ID!, $kind: NotificationKind!, $input: MailTemplateInput!) {
      mailTemplateUpdate(projectId: $projectId, kind: $kind, input: $input) {
        ...MailTemplatePayloadFields
      }
    }
  `,
  [MailTemplatePayloadFields],
);

export const MailTemplateReset = graphql(
  `
    mutation MailTemplateReset($projectId: ID!, $kind: NotificationKind!) {
      mailTemplateReset(projectId: $projectId, kind: $kind) {
        ...MailTemplatePayloadFields
      }
    }
  `,
  [MailTemplatePayloadFields],
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
