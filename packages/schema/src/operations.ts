import { graphql, type ResultOf } from './graphql.ts';

/**
 * What a screen or script needs to follow an operation: small enough to be sent some times a second, so
 * the file's columns and sample rows are not in it (they stand still; see `OperationDetail`).
 */
export const OperationProgress = graphql(`
  fragment OperationProgress on Operation {
    id
    kind
    status
    projectId
    version
    createdAt
    startedAt
    settledAt
    updatedAt
    phase
    totalCount
    processedCount
    bytesReceived
    bytesTotal
    rowsPerSecond
    estimatedCompletionAt
    outcomes {
      code
      severity
      count
      applies
      title
      help
    }
    summary {
      ordersFulfilled
      shipmentsAdded
      shipmentsReplaced
      rowsSkipped
      rowsFailed
      backersCreated
      backersUpdated
      backersUnchanged
      changed
      sentence
    }
    notices {
      code
      severity
      message
    }
    obstacle
    canApply
    canCancel
    canUndo
    undoneAt
    undoLeftAlone
    dismissedAt
    keptUntil
    clearedAt
    failure {
      code
      message
    }
  }
`);

/** An operation with its file, choices and links: what a page about one operation opens with. */
export const OperationDetail = graphql(
  `
    fragment OperationDetail on Operation {
      ...OperationProgress
      actor {
        name
        kind
      }
      undoneBy {
        name
        kind
      }
      uploadUrl
      reportUrl
      failuresUrl
      options {
        missingTracking
        missingAnswered
        existingTracking
        notReady
        notReadyReason
        reason
        until
        notify
        statusMapping {
          value
          status
        }
        unknownStatuses {
          value
          count
        }
      }
      file {
        name
        bytes
        sha256
        format
        encoding
        delimiter
        headerRow
        columns {
          index
          header
          samples
          field
          confidence
        }
        sampleRows
        duplicateOf {
          id
          kind
          status
          createdAt
        }
      }
    }
  `,
  [OperationProgress],
);

/** What a mutation answers whose operation is already on the screen. */
export const OperationProgressPayloadFields = graphql(
  `
    fragment OperationProgressPayloadFields on OperationPayload {
      operation {
        ...OperationProgress
      }
      replayed
      userErrors {
        code
        field
        message
      }
    }
  `,
  [OperationProgress],
);

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

/** A line in the list of operations. */
export const OperationListItem = graphql(
  `
    fragment OperationListItem on Operation {
      ...OperationProgress
      actor {
        name
        kind
      }
      undoneBy {
        name
        kind
      }
      file {
        name
        bytes
      }
    }
  `,
  [OperationProgress],
);

/** One row of an operation with what became of it. */
export const OperationRowItem = graphql(`
  fragment OperationRowItem on OperationRow {
    id
    rowNumber
    line
    outcome
    severity
    applies
    message
    field
    key
    trackingNumber
    carrier
    trackingUrl
    changes
    backer {
      id
      number
      pledgeId
      name
    }
    candidates {
      id
      number
      pledgeId
      name
      email
    }
  }
`);

/** One operation with everything its page shows; null when there is none or it is not the viewer's. */
export const OperationById = graphql(
  `
    query Operation($id: ID!) {
      operation(id: $id) {
        ...OperationDetail
      }
    }
  `,
  [OperationDetail],
);

/** One operation's progress, for a reader that has no socket. */
export const OperationProgressById = graphql(
  `
    query OperationProgressById($id: ID!) {
      operation(id: $id) {
        ...OperationProgress
      }
    }
  `,
  [OperationProgress],
);

/** Where to send the file of an operation in CREATED, and where its reports are. */
export const OperationLinks = graphql(`
  query OperationLinks($id: ID!) {
    operation(id: $id) {
      id
      status
      uploadUrl
      reportUrl
      failuresUrl
    }
  }
`);

/** Rows of an operation in the order of the file, optionally only those of some outcomes or severities. */
export const OperationRows = graphql(
  `
    query OperationRows(
      $id: ID!
      $first: Int
      $after: String
      $outcome: [String!]
      $severity: [OutcomeSeverity!]
    ) {
      operation(id: $id) {
        id
        rows(first: $first, after: $after, outcome: $outcome, severity: $severity) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...OperationRowItem
          }
        }
      }
    }
  `,
  [OperationRowItem],
);

/** Everything that ever happened in bulk in a project, newest first. */
export const ProjectOperations = graphql(
  `
    query ProjectOperations(
      $projectId: ID!
      $first: Int
      $after: String
      $status: [OperationStatus!]
      $kind: [OperationKind!]
    ) {
      project(id: $projectId) {
        id
        operations(first: $first, after: $after, status: $status, kind: $kind) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            ...OperationListItem
          }
        }
      }
    }
  `,
  [OperationListItem],
);

/** Live: the first value is the state now, then one for each change (coalesced to some a second). */
export const OperationUpdated = graphql(
  `
    subscription OperationUpdated($id: ID!) {
      operationUpdated(id: $id) {
        ...OperationProgress
      }
    }
  `,
  [OperationProgress],
);

/** Does what the preview says. `expectedCount` refuses when the plan has changed since it was seen. */
export const OperationApply = graphql(
  `
    mutation OperationApply($id: ID!, $input: OperationApplyInput) {
      operationApply(id: $id, input: $input) {
        ...OperationProgressPayloadFields
      }
    }
  `,
  [OperationProgressPayloadFields],
);

/** Stops after the chunk under way; what was applied stays and can be undone. */
export const OperationCancel = graphql(
  `
    mutation OperationCancel($id: ID!) {
      operationCancel(id: $id) {
        ...OperationProgressPayloadFields
      }
    }
  `,
  [OperationProgressPayloadFields],
);

/** Restores what the operation changed, except rows that changed again since. */
export const OperationUndo = graphql(
  `
    mutation OperationUndo($id: ID!) {
      operationUndo(id: $id) {
        ...OperationProgressPayloadFields
      }
    }
  `,
  [OperationProgressPayloadFields],
);

/** Puts a failed operation aside: it no longer asks for attention. */
export const OperationDismiss = graphql(
  `
    mutation OperationDismiss($id: ID!) {
      operationDismiss(id: $id) {
        operation {
          ...OperationProgress
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [OperationProgress],
);

/** The fields a column of the file can be taken for. */
export const MappableFields = graphql(`
  query MappableFields($kind: OperationKind!) {
    mappableFields(kind: $kind) {
      field
      label
      description
    }
  }
`);

export type OperationProgress = ResultOf<typeof OperationProgress>;
export type OperationDetail = ResultOf<typeof OperationDetail>;
export type OperationListItem = ResultOf<typeof OperationListItem>;
export type OperationRowItem = ResultOf<typeof OperationRowItem>;
export type OperationStatus = OperationProgress['status'];
export type OperationKind = OperationProgress['kind'];
export type OutcomeCount = OperationProgress['outcomes'][number];
export type OutcomeSeverity = OutcomeCount['severity'];
export type MappableField = ResultOf<typeof MappableFields>['mappableFields'][number];
export type UploadedFile = NonNullable<OperationDetail['file']>;
export type UploadedColumn = UploadedFile['columns'][number];
