import { graphql } from './graphql.ts';
import { OperationDetail } from './operations.ts';

/** What a mutation answers that deletes one thing. */
export const DeletedPayloadFields = graphql(`
  fragment DeletedPayloadFields on DeletedPayload {
    deletedId
    userErrors {
      code
      field
      message
    }
  }
`);

/** What a mutation answers whose operation a person looks at next. */
export const OperationPayloadFields = graphql(
  `
    fragment OperationPayloadFields on OperationPayload {
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
  `,
  [OperationDetail],
);
