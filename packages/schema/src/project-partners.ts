import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { OperationPayloadFields } from './operations.ts';
import { ReconciliationCountsFields } from './reconciliation.ts';

/** A partner as a list shows it. */
export const PartnerFields = graphql(`
  fragment PartnerFields on Partner {
    id
    projectId
    name
    vendor
    connectionId
    createdBy
    createdAt
    archivedAt
  }
`);
export type Partner = ResultOf<typeof PartnerFields>;

/** A token of a partner, without its secret. */
export const PartnerTokenFields = graphql(`
  fragment PartnerTokenFields on ApiToken {
    id
    name
    prefix
    createdAt
    lastUsedAt
    expiresAt
    revokedAt
  }
`);
export type PartnerToken = ResultOf<typeof PartnerTokenFields>;

/** The partners of a project with what each was sent. */
export const ProjectPartners = graphql(
  `
    query ProjectPartners($projectId: ID!) {
      project(id: $projectId) {
        id
        partners {
          ...PartnerFields
          counts {
            ...ReconciliationCountsFields
          }
        }
      }
    }
  `,
  [PartnerFields, ReconciliationCountsFields],
);

/** One partner with its tokens; tokens are for who may read them. */
export const PartnerById = graphql(
  `
    query PartnerById($projectId: ID!, $id: ID!) {
      project(id: $projectId) {
        id
        partner(id: $id) {
          ...PartnerFields
          counts {
            ...ReconciliationCountsFields
          }
          tokens {
            ...PartnerTokenFields
          }
        }
      }
    }
  `,
  [PartnerFields, PartnerTokenFields, ReconciliationCountsFields],
);

const PartnerPayloadFields = graphql(
  `
    fragment PartnerPayloadFields on PartnerPayload {
      partner {
        ...PartnerFields
      }
      userErrors {
        code
        field
        message
      }
    }
  `,
  [PartnerFields],
);

export const PartnerCreate = graphql(
  `
    mutation PartnerCreate($projectId: ID!, $input: PartnerCreateInput!) {
      partnerCreate(projectId: $projectId, input: $input) {
        ...PartnerPayloadFields
      }
    }
  `,
  [PartnerPayloadFields],
);
export type PartnerCreateInput = VariablesOf<typeof PartnerCreate>['input'];

export const PartnerUpdate = graphql(
  `
    mutation PartnerUpdate($id: ID!, $input: PartnerUpdateInput!) {
      partnerUpdate(id: $id, input: $input) {
        ...PartnerPayloadFields
      }
    }
  `,
  [PartnerPayloadFields],
);

/** Ends the work with a partner; refused while it has requests to ship, unless these are taken back: unanswered, in hand. */
export const PartnerArchive = graphql(
  `
    mutation PartnerArchive($id: ID!, $cancelOpen: Boolean, $cancelInHand: Boolean) {
      partnerArchive(id: $id, cancelOpen: $cancelOpen, cancelInHand: $cancelInHand) {
        ...PartnerPayloadFields
      }
    }
  `,
  [PartnerPayloadFields],
);

/** A token for a partner; `secret` is shown this once. */
export const PartnerTokenCreate = graphql(
  `
    mutation PartnerTokenCreate($partnerId: ID!, $input: PartnerTokenCreateInput!) {
      partnerTokenCreate(partnerId: $partnerId, input: $input) {
        secret
        token {
          ...PartnerTokenFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [PartnerTokenFields],
);

/** Hands orders to a partner: an operation like any other. */
export const PartnerPush = graphql(
  `
    mutation PartnerPush($projectId: ID!, $input: PartnerPushInput!) {
      partnerPush(projectId: $projectId, input: $input) {
        ...OperationPayloadFields
      }
    }
  `,
  [OperationPayloadFields],
);
export type PartnerPushInput = VariablesOf<typeof PartnerPush>['input'];
