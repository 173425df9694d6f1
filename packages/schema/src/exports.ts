import { graphql } from './graphql.ts';

/** Where the Tracking Number Upload Template is, and how many orders it would list by default. */
export const TemplateInfo = graphql(`
  query TemplateInfo($projectId: ID!) {
    project(id: $projectId) {
      id
      templateUrl
      progress {
        id
        byBucket {
          bucket
          count
        }
      }
    }
  }
`);

/** How many backers a filter and search name, for the words beside an export of them. */
export const TemplateTargetCount = graphql(`
  query TemplateTargetCount($projectId: ID!, $filter: BackerFilter, $search: String) {
    project(id: $projectId) {
      id
      backers(first: 1, filter: $filter, search: $search) {
        totalCount
      }
    }
  }
`);
