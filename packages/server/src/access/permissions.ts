import type { Principal, RoleName, Scope } from '../lib/principal.ts';

/** Verbs on things. What a field or a route needs is one of these, never a role or a scope by name. */
export const PERMISSIONS = [
  'creator:read',
  'creator:write',
  'projects:read',
  'projects:write',
  'backers:read',
  'backers:write',
  'shipments:write',
  'operations:read',
  'operations:write',
  'members:read',
  'members:write',
  'tokens:read',
  'tokens:write',
  'requests:read',
  'requests:write',
  'webhooks:read',
  'webhooks:write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const VIEWER: Permission[] = [
  'creator:read',
  'projects:read',
  'backers:read',
  'operations:read',
  'members:read',
  'requests:read',
];
const FULFILLER: Permission[] = [...VIEWER, 'shipments:write', 'operations:write', 'requests:write'];

/** Who packs may ship and undo what was shipped; who manages may do everything but make owners. */
const ROLE_PERMISSIONS: Record<RoleName, ReadonlySet<Permission>> = {
  OWNER: new Set(PERMISSIONS),
  MANAGER: new Set(PERMISSIONS),
  FULFILLER: new Set(FULFILLER),
  VIEWER: new Set(VIEWER),
};

const EVERY_TOKEN: Permission[] = ['creator:read', 'projects:read'];

/** A scope that starts operations includes watching and ending them: a script must be able to wait for its own. */
const SCOPE_PERMISSIONS: Record<Scope, ReadonlySet<Permission>> = {
  BACKERS_READ: new Set([...EVERY_TOKEN, 'backers:read']),
  BACKERS_WRITE: new Set([...EVERY_TOKEN, 'backers:write', 'operations:read', 'operations:write']),
  SHIPMENTS_WRITE: new Set([...EVERY_TOKEN, 'shipments:write', 'operations:read', 'operations:write']),
  OPERATIONS_READ: new Set([...EVERY_TOKEN, 'operations:read']),
  PROJECTS_WRITE: new Set([...EVERY_TOKEN, 'projects:write']),
  FULFILLMENT: new Set(['requests:read', 'requests:write']),
};

/** Whether the principal may do this to what belongs to the creator. */
export function mayIn(principal: Principal, creatorId: string, permission: Permission): boolean {
  const role = principal.creators.get(creatorId);
  if (!role) return false;
  if (principal.scopes) return hasScopeFor(principal.scopes, permission);
  return ROLE_PERMISSIONS[role].has(permission);
}

/** Whether there is a creator for which it may; what a field can be asked before it is known whose thing it is. */
export function mayAnywhere(principal: Principal, permission: Permission): boolean {
  if (principal.scopes) return principal.creators.size > 0 && hasScopeFor(principal.scopes, permission);
  return [...principal.creators.values()].some((role) => ROLE_PERMISSIONS[role].has(permission));
}

/** What would be enough, for the sentence of a refusal. */
export function needsFor(principal: Principal, permission: Permission): string {
  if (principal.scopes) {
    const scopes = Object.entries(SCOPE_PERMISSIONS).filter(([, permissions]) => permissions.has(permission));
    if (scopes.length === 1 && scopes[0]?.[0] === 'FULFILLMENT') return 'the token of a partner';
    if (scopes.length === 0) return 'a signed-in person; no token may do it';
    return `a token with the scope ${scopes.map(([scope]) => scope).join(' or ')}`;
  }
  const enough = (['VIEWER', 'FULFILLER', 'MANAGER', 'OWNER'] as const).find((role) =>
    ROLE_PERMISSIONS[role].has(permission),
  );
  return `the role ${enough ?? 'OWNER'}`;
}

function hasScopeFor(scopes: ReadonlySet<Scope>, permission: Permission): boolean {
  for (const scope of scopes) if (SCOPE_PERMISSIONS[scope].has(permission)) return true;
  return false;
}
