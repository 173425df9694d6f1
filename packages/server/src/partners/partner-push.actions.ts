import type { Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { readerOf } from '../lib/reader.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { createOperation } from '../operations/operation.actions.ts';
import { requirePartnerOf } from './require-partner.ts';

export interface PartnerPush {
  partnerId: string;
  target: BackerTarget;
  note?: string | null;
  autoApply: boolean;
  confirmCount?: number | null;
  idempotencyKey?: string | null;
}

/**
 * Orders of a target for a partner, as an operation.
 *
 * @throws UserError NOT_FOUND, CONFLICT for an archived partner, and as any target
 */
export async function pushToPartner(db: Database, project: Owned, principal: Principal, input: PartnerPush) {
  const partner = await requirePartnerOf({ db }, project, input.partnerId);
  if (partner.archivedAt !== null)
    throw new UserError(UserErrorCode.CONFLICT, `${partner.name} is archived; nothing more is sent to it.`, [
      'input',
      'partnerId',
    ]);
  const read = readerOf(db, [project.creatorId]);
  targetSql(await resolveTarget(read, project.id, input.target), project.id, []);
  const note = input.note?.trim()
    ? requireText(input.note.replace(/\s+/g, ' '), ['input', 'note'], 'the note', 500)
    : null;
  return createOperation(db, project, principal, {
    kind: 'PARTNER_PUSH',
    status: 'PLANNING',
    options: {
      target: input.target,
      partnerId: partner.id,
      partnerName: partner.name,
      note,
      confirmCount: input.confirmCount ?? null,
      autoApply: input.autoApply,
    },
    idempotencyKey: input.idempotencyKey,
    async fill(client, id) {
      await client.query('update operation set partner_id = $2 where id = $1', [id, partner.id]);
    },
  });
}
