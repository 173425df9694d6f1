import { graphql } from './graphql.ts';

/** What a creator decides about its public profile: its words, and which projects stand on it. */
export const CreatorProfile = graphql(`
  query CreatorProfile($slug: String!) {
    creator(slug: $slug) {
      id
      slug
      name
      about
      profileUrl
      role
      projects {
        id
        slug
        title
        status
        publishedAt
      }
    }
  }
`);

/** Changes a creator's name and what it says of itself. */
export const CreatorUpdate = graphql(`
  mutation CreatorUpdate($id: ID!, $input: CreatorUpdateInput!) {
    creatorUpdate(id: $id, input: $input) {
      creator {
        id
        slug
        name
        about
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Puts a project on its creator's public profile. */
export const ProjectPublish = graphql(`
  mutation ProjectPublish($id: ID!) {
    projectPublish(id: $id) {
      project {
        id
        publishedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Takes a project off it again. */
export const ProjectUnpublish = graphql(`
  mutation ProjectUnpublish($id: ID!) {
    projectUnpublish(id: $id) {
      project {
        id
        publishedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** The link to a backer's own page; null for who may not ship. */
export const BackerLink = graphql(`
  query BackerLink($id: ID!) {
    backer(id: $id) {
      id
      publicUrl
    }
  }
`);

/** Makes a new link to a backer's own page; the older ones stop working. */
export const BackerLinkRotate = graphql(`
  mutation BackerLinkRotate($backerId: ID!) {
    backerLinkRotate(backerId: $backerId) {
      backer {
        id
        publicUrl
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** A creator's public profile, for anybody. */
export const PublicCreator = graphql(`
  query PublicCreator($slug: String!) {
    publicCreator(slug: $slug) {
      slug
      name
      about
      fulfilledProjects
      projects {
        slug
        title
        status
        shippingSince
        fulfilledAt
        evidence {
          marked
          confirmed
          delivered
          at
        }
      }
    }
  }
`);

/** A backer's own page, for whoever has its link. */
export const PublicPledge = graphql(`
  query PublicPledge($token: String!) {
    publicPledge(token: $token) {
      projectTitle
      creatorName
      creatorUrl
      backerNumber
      rewardTitle
      country
      status
      fulfilledAt
      items {
        name
        quantity
        kind
      }
      parcels {
        carrierName
        trackingNumber
        trackingUrl
        trackingStatus
        shippedAt
        acceptedAt
        deliveredAt
        expectedAt
        scans {
          at
          status
          place
        }
      }
      codes {
        rewardName
        instructions
        code
        givenAt
      }
    }
  }
`);
