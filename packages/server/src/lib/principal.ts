/** What a member of a creator may do, strongest first. */
export const ROLES = ['OWNER', 'MANAGER', 'FULFILLER', 'VIEWER'] as const;
export type RoleName = (typeof ROLES)[number];

/** What a script's token may do. */
export const SCRIPT_SCOPES = [
  'BACKERS_READ',
  'BACKERS_WRITE',
  'SHIPMENTS_WRITE',
  'OPERATIONS_READ',
  'PROJECTS_WRITE',
] as const;
/** What any token may do, a partner's too; the GraphQL enum `TokenScope` carries the same names. */
export const SCOPES = [...SCRIPT_SCOPES, 'FULFILLMENT'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Who is asking. Resolved once per request or socket from the session cookie or the bearer token, and never
 * from anything the caller can type into a document.
 */
export interface Principal {
  kind: 'USER' | 'TOKEN';
  /** The user's or the token's id. */
  id: string;
  name: string;
  /** Creators it may see, with the role there; a token has exactly one, and acts as far as its scopes go. */
  creators: ReadonlyMap<string, RoleName>;
  /** Null for a person: a role decides there. */
  scopes: ReadonlySet<Scope> | null;
  /** Of a partner's token: the partner, whose requests are all it sees. Null for everybody else. */
  partnerId: string | null;
  /** Hex of the session's hash; lets a socket be closed when that session is revoked. */
  sessionKey: string;
}
