import { graphql } from './graphql.ts';
import type { ResultOf, VariablesOf } from './graphql.ts';

/** A digital reward with how many codes of it stand where. */
export const DigitalRewardItem = graphql(`
  fragment DigitalRewardItem on DigitalReward {
    id
    name
    kind
    instructions
    createdAt
    createdBy
    given
    revoked
    waiting
  }
`);
export type DigitalRewardItem = ResultOf<typeof DigitalRewardItem>;

/** What a backer was given, without the code: that is asked for when somebody wants to see it. */
export const DigitalGift = graphql(`
  fragment DigitalGift on DigitalRewardDelivery {
    id
    isLink
    givenAt
    notifiedAt
    revokedAt
    revokedBy
    operationId
    reward {
      id
      name
      kind
      instructions
    }
  }
`);
export type DigitalGift = ResultOf<typeof DigitalGift>;

/** A project's digital rewards, newest first. */
export const DigitalRewards = graphql(
  `
    query DigitalRewards($projectId: ID!) {
      project(id: $projectId) {
        id
        digitalRewards {
          ...DigitalRewardItem
        }
      }
    }
  `,
  [DigitalRewardItem],
);

/** The codes of one backer, in the clear. */
export const DigitalCodes = graphql(`
  query DigitalCodes($backerId: ID!) {
    backer(id: $backerId) {
      id
      digitalRewards {
        id
        code
      }
    }
  }
`);

/** The gifts of one backer, without their codes. */
export const BackerGifts = graphql(
  `
    query BackerGifts($backerId: ID!) {
      backer(id: $backerId) {
        id
        digitalRewards {
          ...DigitalGift
        }
      }
    }
  `,
  [DigitalGift],
);

/** Whether codes and recipients match, while both are being chosen. */
export const DigitalRewardsCheck = graphql(`
  query DigitalRewardsCheck($projectId: ID!, $input: DigitalRewardsCheckInput!) {
    digitalRewardsCheck(projectId: $projectId, input: $input) {
      codes
      chosen
      recipients
      sentence
      problems
      leftOut
    }
  }
`);
export type DigitalRewardsCheck = NonNullable<ResultOf<typeof DigitalRewardsCheck>['digitalRewardsCheck']>;

export type DigitalRewardsCheckInput = VariablesOf<typeof DigitalRewardsCheck>['input'];

/** Gives codes or a link to many backers: an operation with preview, report and undo. */
export const DigitalRewardsSend = graphql(`
  mutation DigitalRewardsSend($projectId: ID!, $input: DigitalRewardsSendInput!) {
    digitalRewardsSend(projectId: $projectId, input: $input) {
      operation {
        id
        kind
        status
      }
      replayed
      userErrors {
        code
        field
        message
      }
    }
  }
`);
export type DigitalRewardsSendInput = VariablesOf<typeof DigitalRewardsSend>['input'];

/** Another name or other instructions. */
export const DigitalRewardUpdate = graphql(
  `
    mutation DigitalRewardUpdate($id: ID!, $input: DigitalRewardUpdateInput!) {
      digitalRewardUpdate(id: $id, input: $input) {
        digitalReward {
          ...DigitalRewardItem
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [DigitalRewardItem],
);

/** Takes one code back, for good. */
export const DigitalCodeRevoke = graphql(
  `
    mutation DigitalCodeRevoke($id: ID!) {
      digitalCodeRevoke(id: $id) {
        delivery {
          ...DigitalGift
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  [DigitalGift],
);
