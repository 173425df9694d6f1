import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal, RoleName } from '../lib/principal.ts';
import { forbidden, notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import type { Asking } from './authorise.ts';
import { Member } from './member.entity.ts';

const COLUMNS = 'id, creator_id as "creatorId", user_id as "userId", role, created_at as "createdAt"';

/** @throws UserError NOT_FOUND, CONFLICT for the last owner; GraphQLError FORBIDDEN for what only owners may do */
export function changeRole(em: EntityManager, asker: Principal, id: string, role: RoleName): Promise<Member> {
  return em.transactional(async (tx) => {
    const member = await lockMember(tx, asker, id, role);
    if (member.role === 'OWNER' && role !== 'OWNER') await requireAnotherOwner(tx, member);
    member.role = role;
    return member;
  });
}

/** Takes a person's place away; their sockets notice within a second. @throws as `changeRole` */
export function removeMember(em: EntityManager, asker: Principal, id: string): Promise<void> {
  return em.transactional(async (tx) => {
    const member = await lockMember(tx, asker, id, null);
    if (member.role === 'OWNER') await requireAnotherOwner(tx, member);
    tx.remove(member);
  });
}

/** Nobody grants or takes more than they are: owners are made and unmade by owners. */
export function requireOwnerFor(asker: Principal, creatorId: string, ...roles: (RoleName | null)[]): void {
  if (roles.includes('OWNER') && asker.creators.get(creatorId) !== 'OWNER') throw forbidden('the role OWNER');
}

async function lockMember(
  tx: EntityManager,
  asker: Principal,
  id: string,
  role: RoleName | null,
): Promise<Member> {
  const known = await tx.findOne(Member, { id });
  if (!known) throw notFound('member');
  // The owners first, all of them and in order: two owners who demote each other take turns.
  await tx.find(
    Member,
    { creatorId: known.creatorId, role: 'OWNER' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' }, refresh: true },
  );
  const member = await tx.findOne(Member, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  if (!member) throw notFound('member');
  requireOwnerFor(asker, member.creatorId, member.role, role);
  return member;
}

async function requireAnotherOwner(tx: EntityManager, member: Member): Promise<void> {
  const owners = await tx.count(Member, { creatorId: member.creatorId, role: 'OWNER' });
  if (owners > 1) return;
  throw new UserError(
    UserErrorCode.CONFLICT,
    'This is the last owner. Make somebody else an owner first, or nobody could.',
    ['id'],
  );
}

/** In the order they joined. */
export function membersOf(asking: Asking, creatorId: string): Promise<Member[]> {
  return asking.db.read<Member & Record<string, unknown>>(
    asking.principal?.creators.keys() ?? [],
    `select ${COLUMNS} from member where creator_id = $1 order by id limit 500`,
    [creatorId],
  );
}
