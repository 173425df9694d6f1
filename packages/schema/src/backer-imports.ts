import { graphql, type VariablesOf } from './graphql.ts';
import { OperationDetail } from './operations.ts';

/** Opens a backer import; its file is PUT to `uploadUrl` next. */
export const BackerImportCreate = graphql(
  `
    mutation BackerImportCreate($projectId: ID!, $input: BackerImportInput!) {
      backerImportCreate(projectId: $projectId, input: $input) {
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
    }
  `,
  [OperationDetail],
);

/** Changes columns, statuses or the default status of a planned import and plans again. */
export const BackerImportConfigure = graphql(
  `
    mutation BackerImportConfigure($id: ID!, $input: BackerImportInput!) {
      backerImportConfigure(id: $id, input: $input) {
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
    }
  `,
  [OperationDetail],
);

export type BackerImportInput = VariablesOf<typeof BackerImportCreate>['input'];
