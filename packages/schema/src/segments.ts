import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';
import { DeletedPayloadFields } from './payloads.ts';

/** A segment with its filter and how many are in it: the list of segments, the tabs of the report, its own page. */
export const SegmentItem = graphql(`
  fragment SegmentItem on Segment {
    id
    name
    kind
    filter
    sentence
    backerCount
    frozenAt
    createdAt
    updatedAt
    createdBy
  }
`);
export type SegmentItem = ResultOf<typeof SegmentItem>;

/** Every segment of a project, by name. */
export const ProjectSegments = graphql(
  `
    query ProjectSegments($projectId: ID!) {
      project(id: $projectId) {
        id
        segments {
          ...SegmentItem
        }
      }
    }
  `,
  [SegmentItem],
);

/** One segment; null when there is none of that id in the project. */
export const SegmentById = graphql(
  `
    query SegmentById($projectId: ID!, $id: ID!) {
      project(id: $projectId) {
        id
        segment(id: $id) {
          ...SegmentItem
        }
      }
    }
  `,
  [SegmentItem],
);

/** How many backers a filter fits now, for a builder to show while it is being made. */
export const SegmentCount = graphql(`
  query SegmentCount($projectId: ID!, $filter: FilterTree!) {
    segmentCount(projectId: $projectId, filter: $filter)
  }
`);

/** Values that backers of a project have in a field, the commonest first, for a builder to offer. */
export const FilterSuggestions = graphql(`
  query FilterSuggestions($projectId: ID!, $field: String!) {
    project(id: $projectId) {
      id
      filterSuggestions(field: $field) {
        value
        backers
      }
    }
  }
`);

/** What a pasted list of numbers, pledge IDs or emails names: whom, and what nobody has. */
export const BackerKeysCheck = graphql(`
  query BackerKeysCheck($projectId: ID!, $input: BackerKeysInput!) {
    backerKeysCheck(projectId: $projectId, input: $input) {
      keys
      found
      unknown
      unknownCount
      repeated
      repeatedCount
      ambiguous
      ambiguousCount
      tree
    }
  }
`);
export type BackerKeys = ResultOf<typeof BackerKeysCheck>['backerKeysCheck'];
export type BackerKeyKind = VariablesOf<typeof BackerKeysCheck>['input']['kind'];

/** A segment from a filter, or the frozen list of a target. */
export const SegmentCreate = graphql(
  `
    mutation SegmentCreate($projectId: ID!, $input: SegmentInput!) {
      segmentCreate(projectId: $projectId, input: $input) {
        segment {
          ...SegmentItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [SegmentItem],
);

/** Another name, or another filter. */
export const SegmentUpdate = graphql(
  `
    mutation SegmentUpdate($id: ID!, $input: SegmentUpdateInput!) {
      segmentUpdate(id: $id, input: $input) {
        segment {
          ...SegmentItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [SegmentItem],
);

/** Keeps the list as it is now. */
export const SegmentFreeze = graphql(
  `
    mutation SegmentFreeze($id: ID!) {
      segmentFreeze(id: $id) {
        segment {
          ...SegmentItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [SegmentItem],
);

/** Lets the filter decide again. */
export const SegmentThaw = graphql(
  `
    mutation SegmentThaw($id: ID!) {
      segmentThaw(id: $id) {
        segment {
          ...SegmentItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [SegmentItem],
);

/** Takes the list of a snapshot anew from the filter it was frozen from. */
export const SegmentRefresh = graphql(
  `
    mutation SegmentRefresh($id: ID!) {
      segmentRefresh(id: $id) {
        segment {
          ...SegmentItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [SegmentItem],
);

/** The segment goes; its backers stay. */
export const SegmentDelete = graphql(
  `
    mutation SegmentDelete($id: ID!) {
      segmentDelete(id: $id) {
        ...DeletedPayloadFields
      }
    }
  `,
  [DeletedPayloadFields],
);

/** Live: the first value is the counts now, then fresh ones within two seconds of a change. */
export const SegmentsUpdated = graphql(`
  subscription SegmentsUpdated($projectId: ID!) {
    segmentsUpdated(projectId: $projectId) {
      projectId
      segments {
        id
        name
        kind
        backerCount
      }
    }
  }
`);

/** Live, of one segment: its count, and by `updatedAt` that its name or filter is to be read again. */
export const SegmentUpdated = graphql(`
  subscription SegmentUpdated($projectId: ID!, $segmentIds: [ID!]!) {
    segmentsUpdated(projectId: $projectId, segmentIds: $segmentIds) {
      projectId
      segments {
        id
        updatedAt
        backerCount
      }
    }
  }
`);
