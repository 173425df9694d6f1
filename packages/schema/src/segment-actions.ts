import { BackerRow } from './backers.ts';
import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

/** What an action would do to the backers of a target, by outcome; nothing is stored. TAG and UNTAG want the tags. */
export const ActionPreview = graphql(`
  query ActionPreview($projectId: ID!, $target: BackerTarget!, $action: SegmentAction!, $tags: [String!]) {
    actionPreview(projectId: $projectId, target: $target, action: $action, tags: $tags) {
      total
      changes
      outcomes {
        code
        severity
        count
        applies
        title
        help
      }
      sentence
    }
  }
`);
export type ActionPreview = ResultOf<typeof ActionPreview>['actionPreview'];
export type SegmentAction = VariablesOf<typeof ActionPreview>['action'];

/** How many backers an action would change, and what the others are: for an entry of a menu. */
const ActionChoice = graphql(`
  fragment ActionChoice on ActionPreview {
    changes
    outcomes {
      title
      count
      applies
    }
  }
`);
export type ActionChoice = ResultOf<typeof ActionChoice>;

/** Every action that wants nothing but a target, so that a menu offers what can work. */
export const ActionChoices = graphql(
  `
    query ActionChoices($projectId: ID!, $target: BackerTarget!) {
      mark: actionPreview(projectId: $projectId, target: $target, action: MARK_FULFILLED) {
        ...ActionChoice
      }
      force: actionPreview(projectId: $projectId, target: $target, action: FORCE_MARK_FULFILLED) {
        ...ActionChoice
      }
      revert: actionPreview(projectId: $projectId, target: $target, action: REVERT) {
        ...ActionChoice
      }
      lock: actionPreview(projectId: $projectId, target: $target, action: LOCK_ADDRESSES) {
        ...ActionChoice
      }
      unlock: actionPreview(projectId: $projectId, target: $target, action: UNLOCK_ADDRESSES) {
        ...ActionChoice
      }
      hold: actionPreview(projectId: $projectId, target: $target, action: HOLD) {
        ...ActionChoice
      }
      release: actionPreview(projectId: $projectId, target: $target, action: RELEASE) {
        ...ActionChoice
      }
    }
  `,
  [ActionChoice],
);
export type ActionChoices = ResultOf<typeof ActionChoices>;

/** Puts one backer's order on hold, or gives the hold it has another reason and date. */
export const BackerHold = graphql(
  `
    mutation BackerHold($backerId: ID!, $input: BackerHoldInput!) {
      backerHold(backerId: $backerId, input: $input) {
        backer {
          ...BackerRow
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [BackerRow],
);

/** Ends the hold of one backer's order. */
export const BackerRelease = graphql(
  `
    mutation BackerRelease($backerId: ID!) {
      backerRelease(backerId: $backerId) {
        backer {
          ...BackerRow
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [BackerRow],
);

/** Puts tags on one backer and takes others off; the rest stays. */
export const BackerTag = graphql(
  `
    mutation BackerTag($backerId: ID!, $input: BackerTagInput!) {
      backerTag(backerId: $backerId, input: $input) {
        backer {
          ...BackerRow
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [BackerRow],
);
