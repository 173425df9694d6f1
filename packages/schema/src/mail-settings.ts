import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

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

const MailSettingsPayloadFields = graphql(
  `
    fragment MailSettingsPayloadFields on MailSettingsPayload {
      settings {
        ...MailSettingsFields
      }
      userErrors {
        code
        field
        message
      }
    }
  `,
  [MailSettingsFields],
);

export const MailPause = graphql(
  `
    mutation MailPause($projectId: ID!) {
      mailPause(projectId: $projectId) {
        ...MailSettingsPayloadFields
      }
    }
  `,
  [MailSettingsPayloadFields],
);

export const MailResume = graphql(
  `
    mutation MailResume($projectId: ID!) {
      mailResume(projectId: $projectId) {
        ...MailSettingsPayloadFields
      }
    }
  `,
  [MailSettingsPayloadFields],
);

export const MailSettingsUpdate = graphql(
  `
    mutation MailSettingsUpdate($projectId: ID!, $input: MailSettingsInput!) {
      mailSettingsUpdate(projectId: $projectId, input: $input) {
        ...MailSettingsPayloadFields
      }
    }
  `,
  [MailSettingsPayloadFields],
);
export type MailSettingsInput = VariablesOf<typeof MailSettingsUpdate>['input'];
