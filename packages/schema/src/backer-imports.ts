import { graphql, type VariablesOf } from './graphql.ts';
import { OperationPayloadFields } from './operations.ts';

/** Opens a backer import; its file is PUT to `uploadUrl` next. */
export const BackerImportCreate = graphql(
  `
    mutation BackerImportCreate($projectId: ID!, $input: BackerImportInput!) {
      backerImportCreate(projectId: $projectId, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);

/** Changes columns, statuses or the default status of a planned import and plans again. */
export const BackerImportConfigure = graphql(
  `
    mutation BackerImportConfigure($id: ID!, $input: BackerImportInput!) {
      backerImportConfigure(id: $id, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);

export type BackerImportInput = VariablesOf<typeof BackerImportCreate>['input'];
