import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { OperationPayloadFields } from './operations.ts';

/** Opens a tracking upload; its file is PUT to `uploadUrl` next. */
export const TrackingUploadCreate = graphql(
  `
    mutation TrackingUploadCreate($projectId: ID!, $input: TrackingUploadInput!) {
      trackingUploadCreate(projectId: $projectId, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);

/** Changes columns or choices of a planned upload and plans again. */
export const TrackingUploadConfigure = graphql(
  `
    mutation TrackingUploadConfigure($id: ID!, $input: TrackingUploadInput!) {
      trackingUploadConfigure(id: $id, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);

/** Records up to 10,000 shipments handed over inline: the same operation as an upload, without the file. */
export const ShipmentsRecord = graphql(
  `
    mutation ShipmentsRecord($projectId: ID!, $input: ShipmentsRecordInput!) {
      shipmentsRecord(projectId: $projectId, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);

/** The id behind a project's address, for scripts that are told `creator/slug`. */
export const ProjectIdBySlug = graphql(`
  query ProjectIdBySlug($creatorSlug: String!, $projectSlug: String!) {
    projectBySlug(creatorSlug: $creatorSlug, projectSlug: $projectSlug) {
      id
    }
  }
`);

export type TrackingUploadInput = VariablesOf<typeof TrackingUploadCreate>['input'];
export type ShipmentsRecordInput = VariablesOf<typeof ShipmentsRecord>['input'];
export type UserError = ResultOf<typeof TrackingUploadCreate>['trackingUploadCreate']['userErrors'][number];
