import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { forbidden, notFound, unauthenticated } from '../lib/user-error.ts';
import { mayIn, needsFor, type Permission } from './permissions.ts';

/** The part of a request that decides about access; the GraphQL context is one. */
export interface Asking {
  db: Database;
  principal: Principal | null;
}

/** A row as far as access goes; `creatorId` is what a transaction runs under. */
export interface Owned {
  id: string;
  creatorId: string;
}

const ID = /^[1-9]\d{0,17}$/;

/** Whether the text can be one of our keys; anything else is answered like an id that never was. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** @throws GraphQLError UNAUTHENTICATED */
export function requirePrincipal(asking: Pick<Asking, 'principal'>): Principal {
  if (!asking.principal) throw unauthenticated();
  return asking.principal;
}

/**
 * The principal, when it may do this to what belongs to the creator.
 * @throws UserError NOT_FOUND when the creator is not one it may see: the same words as for one that never was
 * @throws GraphQLError FORBIDDEN when it may see the creator and lacks the permission there
 */
export function requireCreator(
  asking: Pick<Asking, 'principal'>,
  creatorId: string,
  permission: Permission,
  thing = 'creator',
): Principal {
  const principal = requirePrincipal(asking);
  if (!principal.creators.has(creatorId)) throw notFound(thing);
  if (!mayIn(principal, creatorId, permission)) throw forbidden(needsFor(principal, permission));
  return principal;
}

/**
 * The project and whose it is, read under row-level security.
 * @throws UserError NOT_FOUND, GraphQLError FORBIDDEN or UNAUTHENTICATED, as `requireCreator`
 */
export async function requireProject(
  asking: Asking,
  projectId: string,
  permission: Permission,
): Promise<Owned> {
  return requireOwned(asking, 'project', projectId, permission);
}

/**
 * Whose a row is, for tables with a key `id` and a `creator_id`.
 * @throws as `requireProject`
 */
export async function requireOwned(
  asking: Asking,
  table: keyof typeof THINGS,
  id: string,
  permission: Permission,
): Promise<Owned> {
  const principal = requirePrincipal(asking);
  const thing = THINGS[table];
  const rows = isId(id)
    ? await asking.db.read<{ creator_id: string }>(
        principal.creators.keys(),
        `select creator_id from ${table} where id = $1`,
        [id],
        { prepare: true },
      )
    : [];
  const creatorId = rows[0]?.creator_id;
  if (creatorId === undefined) throw notFound(thing);
  requireCreator(asking, creatorId, permission, thing);
  return { id, creatorId };
}

const THINGS = {
  project: 'project',
  operation: 'operation',
  backer: 'backer',
  shipment: 'shipment',
  member: 'member',
  invitation: 'invitation',
  api_token: 'token',
  segment: 'segment',
  digital_reward: 'digital reward',
  digital_code: 'digital code',
  notification: 'mail',
  vendor_connection: 'connection',
  inbox_delivery: 'delivery',
  webhook_endpoint: 'endpoint',
  webhook_delivery: 'delivery',
  parcel_preset: 'parcel preset',
  partner: 'partner',
  parcel_exception: 'exception',
} as const;
