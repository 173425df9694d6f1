import { graphql } from './graphql.ts';
import type { ResultOf, VariablesOf } from './graphql.ts';
import { OperationListItem } from './operations.ts';

/** What runs or waits for a decision, and what was settled last. */
export const DashboardOperations = graphql(
  `
    query DashboardOperations($projectId: ID!) {
      project(id: $projectId) {
        id
        open: operations(
          first: 20
          status: [CREATED, RECEIVING, PLANNING, PLANNED, QUEUED, RUNNING, UNDOING]
        ) {
          totalCount
          nodes {
            ...OperationListItem
          }
        }
        failed: operations(first: 10, status: [FAILED], dismissed: false) {
          totalCount
          nodes {
            ...OperationListItem
          }
        }
        settled: operations(first: 6, status: [COMPLETED, FAILED, CANCELED, UNDONE]) {
          totalCount
          nodes {
            ...OperationListItem
          }
        }
      }
    }
  `,
  [OperationListItem],
);
export type DashboardOperations = NonNullable<ResultOf<typeof DashboardOperations>['project']>;

/** What is read again at leisure while the counts move: countries, and how many orders are on hold. */
export const DashboardAside = graphql(`
  query DashboardAside($projectId: ID!) {
    project(id: $projectId) {
      id
      countries {
        country
        orders
        fulfilled
      }
      held: backers(first: 1, filter: { onHold: true }) {
        totalCount
      }
    }
  }
`);

export const ShippedOverTime = graphql(`
  query ShippedOverTime($projectId: ID!, $by: TimeUnit!) {
    project(id: $projectId) {
      id
      shippedOverTime(by: $by) {
        at
        fulfilled
      }
    }
  }
`);
export type TimeUnit = VariablesOf<typeof ShippedOverTime>['by'];
export type TimePoint = NonNullable<ResultOf<typeof ShippedOverTime>['project']>['shippedOverTime'][number];
