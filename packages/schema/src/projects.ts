import { graphql } from './graphql.ts';

/** Every live number of a project; has an id and a version, so the cache merges snapshots by itself. */
export const ProgressFields = graphql(`
  fragment ProgressFields on FulfillmentProgress {
    id
    projectId
    version
    updatedAt
    orders
    eligibleOrders
    byStatus {
      status
      count
    }
    byBucket {
      bucket
      count
    }
    fulfilled
    confirmed
    delivered
    shipments
    fulfilledShare
    shippedPerMinute
    estimatedCompletionAt
    untilFulfilled
    status
    fulfilledAt
  }
`);

/** A project as its pages need it: names, method, where its template is, and its numbers. */
export const ProjectFields = graphql(
  `
    fragment ProjectFields on Project {
      id
      slug
      title
      status
      statusChangedAt
      fulfilledAt
      createdAt
      fulfillmentMethod
      publishedAt
      templateUrl
      creator {
        id
        slug
        name
        role
        profileUrl
      }
      progress {
        ...ProgressFields
      }
    }
  `,
  [ProgressFields],
);

/** The projects of every creator the viewer belongs to, with their numbers and the operations that wait for a person. */
export const Projects = graphql(
  `
    query Projects {
      viewer {
        id
        creators {
          id
          slug
          name
          role
          projects {
            ...ProjectFields
            operations(first: 5, status: [PLANNED, QUEUED, RUNNING, UNDOING]) {
              totalCount
              nodes {
                id
                kind
                status
                version
              }
            }
            notificationCounts {
              pending
              sending
              sent
              failed
              unknown
              canceled
              suppressed
            }
          }
        }
      }
    }
  `,
  [ProjectFields],
);

/** How a project's parcels leave. */
export const ProjectMethod = graphql(`
  fragment ProjectMethod on Project {
    id
    fulfillmentMethod
  }
`);

/** One project by the two slugs of its address; null when it is not there or not the viewer's. */
export const ProjectBySlug = graphql(
  `
    query ProjectBySlug($creatorSlug: String!, $projectSlug: String!) {
      projectBySlug(creatorSlug: $creatorSlug, projectSlug: $projectSlug) {
        ...ProjectFields
      }
    }
  `,
  [ProjectFields],
);

/** Makes a project under a creator. */
export const ProjectCreate = graphql(
  `
    mutation ProjectCreate($input: ProjectCreateInput!) {
      projectCreate(input: $input) {
        project {
          ...ProjectFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ProjectFields],
);

/** Changes a project's title, address or way of shipping. */
export const ProjectUpdate = graphql(
  `
    mutation ProjectUpdate($id: ID!, $input: ProjectUpdateInput!) {
      projectUpdate(id: $id, input: $input) {
        project {
          ...ProjectFields
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [ProjectFields],
);

/** A project's numbers, first as they stand and then after every change, coalesced. */
export const ProjectProgressUpdated = graphql(
  `
    subscription ProjectProgressUpdated($projectId: ID!) {
      projectProgressUpdated(projectId: $projectId) {
        ...ProgressFields
      }
    }
  `,
  [ProgressFields],
);

/** A project crossing the line into or out of Fulfilled, or starting to ship. */
export const ProjectStatusChanged = graphql(`
  subscription ProjectStatusChanged($creatorId: ID, $projectId: ID) {
    projectStatusChanged(creatorId: $creatorId, projectId: $projectId) {
      id
      title
      slug
      status
      statusChangedAt
      fulfilledAt
      creator {
        id
        slug
      }
    }
  }
`);

/** How many the template lists when it is for nobody in particular, and how many it leaves out. */
export const TemplateCounts = graphql(`
  query TemplateCounts(
    $projectId: ID!
    $listed: BackerFilter!
    $held: BackerFilter!
    $digital: BackerFilter!
  ) {
    project(id: $projectId) {
      id
      listed: backers(first: 1, filter: $listed) {
        totalCount
      }
      held: backers(first: 1, filter: $held) {
        totalCount
      }
      digital: backers(first: 1, filter: $digital) {
        totalCount
      }
    }
  }
`);

const BackerJumpFields = graphql(`
  fragment BackerJumpFields on Backer {
    id
    number
    name
    email
    pledgeId
    notes
    order {
      id
      status
      bucket
    }
  }
`);

/** The first backers that match what a person types into the jump box, and who has exactly that number. */
export const BackerJump = graphql(
  `
    query BackerJump($projectId: ID!, $search: String!, $number: Int, $isNumber: Boolean! = false) {
      project(id: $projectId) {
        id
        exact: backers(first: 1, filter: { numberFrom: $number, numberTo: $number }) @include(if: $isNumber) {
          nodes {
            ...BackerJumpFields
          }
        }
        backers(first: 6, search: $search) {
          nodes {
            ...BackerJumpFields
          }
        }
      }
    }
  `,
  [BackerJumpFields],
);
