import { graphql } from './graphql.ts';

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
