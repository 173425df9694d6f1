/**
 * Why the server ends a socket. The client of graphql-ws comes back by itself after 1001, 1012, 1013 and 4403, and
 * gives up after the others.
 */
export enum CloseCode {
  /** The process stops; another is or will be there. */
  ServiceRestart = 1012,
  /** The session has too many sockets. */
  TryAgainLater = 1013,
  /** Not a message of the protocol graphql-transport-ws. */
  BadRequest = 4400,
  /** Nobody is signed in, and no valid token came with `connection_init`. */
  Unauthorized = 4401,
  /** The session or token was revoked, or its rights changed; a new connection gets the new rights. */
  Forbidden = 4403,
  InternalServerError = 4500,
}
