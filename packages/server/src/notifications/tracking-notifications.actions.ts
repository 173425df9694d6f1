import type { Owned } from '../access/authorise.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import { readerOf } from '../lib/reader.ts';
import type { Principal } from '../lib/principal.ts';
import { createOperation } from '../operations/operation.actions.ts';

interface TrackingNotifications {
  target: BackerTarget;
  corrections: boolean;
  autoApply: boolean;
  idempotencyKey?: string | null;
}

/** A run of mails to the backers a target names, as an operation. */
export async function sendTrackingNotifications(
  db: Database,
  project: Owned,
  principal: Principal,
  { target, corrections, autoApply, idempotencyKey }: TrackingNotifications,
) {
  // Refuses a target that cannot be meant before anything is made of it.
  targetSql(await resolveTarget(readerOf(db, [project.creatorId]), project.id, target), project.id, []);
  return createOperation(db, project, principal, {
    kind: 'TRACKING_NOTIFICATIONS',
    status: 'PLANNING',
    options: { target, corrections, autoApply },
    idempotencyKey,
  });
}
