import { graphql, type ResultOf } from './graphql.ts';

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
