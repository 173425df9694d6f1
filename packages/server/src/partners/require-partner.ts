import type { Asking, Owned } from '../access/authorise.ts';
import { isId, requirePrincipal } from '../access/authorise.ts';
import type { Principal } from '../lib/principal.ts';
import { forbidden, notFound } from '../lib/user-error.ts';
import { PARTNER_COLUMNS, type Partner } from './partner.type.ts';

/** A partner who asks, by its own token. */
export interface AskingPartner {
  id: string;
  creatorId: string;
  principal: Principal;
}

/** @throws GraphQLError UNAUTHENTICATED, or FORBIDDEN for everybody who is no partner */
export function requirePartner(asking: Pick<Asking, 'principal'>): AskingPartner {
  const principal = requirePrincipal(asking);
  const [creatorId] = principal.creators.keys();
  if (principal.partnerId === null || creatorId === undefined) throw forbidden('the token of a partner');
  return { id: principal.partnerId, creatorId, principal };
}

/** @throws UserError NOT_FOUND where the project has no such partner */
export async function requirePartnerOf(
  { db }: Pick<Asking, 'db'>,
  project: Owned,
  id: string,
): Promise<Partner> {
  const rows = isId(id)
    ? await db.read<Partner & Record<string, unknown>>(
        [project.creatorId],
        `select ${PARTNER_COLUMNS} from partner p where p.id = $1 and p.project_id = $2`,
        [id, project.id],
      )
    : [];
  const partner = rows[0];
  if (!partner) throw notFound('partner');
  return partner;
}
