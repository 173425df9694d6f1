import type { Principal } from '../lib/principal.ts';

/**
 * Names everything about a principal that may change an answer: which creators, what it may do there. Two
 * subscribers of one key get the same bytes. Who exactly they are is left out, and no field that can be
 * subscribed to may depend on it.
 */
export function scopeKey(principal: Principal): string {
  const {
    kind,
    creators,
    scopes,
    partnerId,
    id: _id,
    name: _name,
    sessionKey: _sessionKey,
    ...unknown
  } = principal;
  // Does not compile when Principal grows: decide then whether the new property changes answers.
  unknown satisfies Record<string, never>;
  const roles = [...creators].map(([creator, role]) => `${creator}:${role}`).sort();
  return `${kind} ${roles.join(',')} ${scopes ? [...scopes].sort().join(',') : '*'} ${partnerId ?? ''}`;
}
