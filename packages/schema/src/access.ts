import { graphql } from './graphql.ts';
import { DeletedPayloadFields } from './payloads.ts';

/** Who is asking, and the creators and projects they may see: what the shell of the client is drawn from. */
export const Viewer = graphql(`
  query Viewer {
    viewer {
      id
      user {
        id
        email
        name
      }
      creators {
        id
        slug
        name
        role
        projects {
          id
          slug
          title
          status
        }
      }
    }
  }
`);

/** Signs a person in with a password; the session arrives as an HttpOnly cookie. */
export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      viewer {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Makes an account and the creator it owns, and signs it in. */
export const SignUp = graphql(`
  mutation SignUp($input: SignUpInput!) {
    signUp(input: $input) {
      viewer {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Ends the session of this browser. */
export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      signedOut
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** What an invitation link leads to; readable without signing in. */
export const Invitation = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) {
      creatorName
      email
      role
      needsAccount
    }
  }
`);

/** Joins the creator an invitation names, making the account where there is none. */
export const InvitationAccept = graphql(`
  mutation InvitationAccept($input: InvitationAcceptInput!) {
    invitationAccept(input: $input) {
      viewer {
        id
        creators {
          id
          slug
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** The people of a creator and, for those who may invite (`manages`), the invitations that are still open. */
export const Members = graphql(`
  query Members($slug: String!, $manages: Boolean!) {
    creator(slug: $slug) {
      id
      slug
      name
      role
      members {
        id
        role
        createdAt
        user {
          id
          name
          email
        }
      }
      invitations @include(if: $manages) {
        id
        email
        role
        createdAt
        expiresAt
      }
    }
  }
`);

/** Invites a person by email; `url` is the link to hand over and is answered this once. */
export const InvitationCreate = graphql(`
  mutation InvitationCreate($creatorId: ID!, $input: InvitationCreateInput!) {
    invitationCreate(creatorId: $creatorId, input: $input) {
      invitation {
        id
        email
        role
        createdAt
        expiresAt
        url
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Makes an open invitation's link worthless. */
export const InvitationRevoke = graphql(
  `
    mutation InvitationRevoke($id: ID!) {
      invitationRevoke(id: $id) {
        ...DeletedPayloadFields
      }
    }
  `,
  [DeletedPayloadFields],
);

/** Changes what a member may do. */
export const MemberUpdate = graphql(`
  mutation MemberUpdate($id: ID!, $input: MemberUpdateInput!) {
    memberUpdate(id: $id, input: $input) {
      member {
        id
        role
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Takes a person's membership away; their open pages stop within a second. */
export const MemberRemove = graphql(
  `
    mutation MemberRemove($id: ID!) {
      memberRemove(id: $id) {
        ...DeletedPayloadFields
      }
    }
  `,
  [DeletedPayloadFields],
);

/** The API tokens of a creator, revoked ones included. */
export const Tokens = graphql(`
  query Tokens($slug: String!) {
    creator(slug: $slug) {
      id
      slug
      name
      role
      tokens {
        id
        name
        prefix
        scopes
        createdAt
        lastUsedAt
        expiresAt
        revokedAt
        createdBy {
          id
          name
        }
      }
    }
  }
`);

/** Makes an API token; `secret` is answered this once and stored only as a hash. */
export const TokenCreate = graphql(`
  mutation TokenCreate($creatorId: ID!, $input: TokenCreateInput!) {
    tokenCreate(creatorId: $creatorId, input: $input) {
      token {
        id
        name
        prefix
        scopes
        createdAt
        lastUsedAt
        expiresAt
        revokedAt
      }
      secret
      userErrors {
        code
        field
        message
      }
    }
  }
`);

/** Revokes an API token for good. */
export const TokenRevoke = graphql(`
  mutation TokenRevoke($id: ID!) {
    tokenRevoke(id: $id) {
      token {
        id
        revokedAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
