import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

/** A label as a list shows it. */
export const LabelItem = graphql(`
  fragment LabelItem on Label {
    id
    status
    reference
    carrier
    service
    priceCents
    currency
    deliveryDays
    trackingNumber
    problem
    boughtAt
    printedAt
    packedAt
    packedBy
    voidRequestedAt
    voidedAt
    scanFormId
    operationId
    shipment {
      id
      trackingStatus
      trackingUrl
      carrierName
      acceptedAt
      deliveredAt
    }
    backer {
      id
      name
      number
      pledgeId
      address {
        country
      }
    }
  }
`);
export type LabelItem = ResultOf<typeof LabelItem>;

export const ScanFormItem = graphql(`
  fragment ScanFormItem on ScanForm {
    id
    carrier
    labels
    problem
    createdBy
    createdAt
    pdfUrl
  }
`);
export type ScanFormItem = ResultOf<typeof ScanFormItem>;

export const PostageCountsFields = graphql(`
  fragment PostageCountsFields on PostageCounts {
    projectId
    bought
    unprinted
    unpacked
    unscanned
    scanned
    voiding
    inDoubt
  }
`);
export type PostageCounts = ResultOf<typeof PostageCountsFields>;

/** One page of a project's labels, the last first. */
export const Labels = graphql(
  `
    query Labels($projectId: ID!, $first: Int, $after: String, $filter: LabelFilter) {
      project(id: $projectId) {
        id
        labelsPdfUrl
        labels(first: $first, after: $after, filter: $filter) {
          nodes {
            ...LabelItem
          }
          pageInfo {
            hasNextPage
            endCursor
          }
          totalCount
        }
      }
    }
  `,
  [LabelItem],
);
export type LabelFilter = NonNullable<VariablesOf<typeof Labels>['filter']>;

/** How many labels stand where, and the scan forms. */
export const PostageOverview = graphql(
  `
    query PostageOverview($projectId: ID!) {
      project(id: $projectId) {
        id
        labelsPdfUrl
        postageCounts {
          ...PostageCountsFields
        }
        scanForms {
          ...ScanFormItem
        }
      }
    }
  `,
  [PostageCountsFields, ScanFormItem],
);

/** How many labels stand where, as it changes. */
export const PostageUpdated = graphql(
  `
    subscription PostageUpdated($projectId: ID!) {
      postageUpdated(projectId: $projectId) {
        ...PostageCountsFields
      }
    }
  `,
  [PostageCountsFields],
);

const LabelsPayloadFields = graphql(
  `
    fragment LabelsPayloadFields on LabelsPayload {
      labels {
        ...LabelItem
      }
      refused {
        labelId
        message
      }
      userErrors {
        code
        field
        message
      }
    }
  `,
  [LabelItem],
);

export const LabelsVoid = graphql(
  `
    mutation LabelsVoid($projectId: ID!, $ids: [ID!]!) {
      labelsVoid(projectId: $projectId, ids: $ids) {
        ...LabelsPayloadFields
      }
    }
  `,
  [LabelsPayloadFields],
);

/** Asks the provider what became of labels that are being paid or given back. */
export const LabelsCheck = graphql(
  `
    mutation LabelsCheck($projectId: ID!, $ids: [ID!]!) {
      labelsCheck(projectId: $projectId, ids: $ids) {
        ...LabelsPayloadFields
      }
    }
  `,
  [LabelsPayloadFields],
);

/** Without `labelIds`: all bought today that wait to be handed over. */
export const ScanFormCreate = graphql(
  `
    mutation ScanFormCreate($projectId: ID!, $labelIds: [ID!]) {
      scanFormCreate(projectId: $projectId, labelIds: $labelIds) {
        scanForms {
          ...ScanFormItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ScanFormItem],
);
