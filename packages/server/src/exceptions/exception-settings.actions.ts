import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { askForStandstills } from './standstills.actions.ts';

export interface ExceptionSettingsChange {
  noScanDays?: number | null;
  noMovementDays?: number | null;
  noMovementDaysAbroad?: number | null;
  homeCountry?: string | null;
}

const LIMITS = { noScanDays: 60, noMovementDays: 60, noMovementDaysAbroad: 90 } as const;

/**
 * Changes what is given, and has the project's parcels looked through by it.
 * @throws UserError INVALID
 */
export async function updateExceptionSettings(
  db: Database,
  project: Owned,
  change: ExceptionSettingsChange,
): Promise<void> {
  for (const [field, most] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const days = change[field];
    if (days != null && !(days >= 1 && days <= most))
      throw new UserError(UserErrorCode.INVALID, `Between 1 and ${most} business days.`, ['input', field]);
  }
  const home = change.homeCountry === undefined ? undefined : (change.homeCountry ?? '').trim().toUpperCase();
  if (home !== undefined && home !== '' && !/^[A-Z]{2}$/.test(home))
    throw new UserError(UserErrorCode.INVALID, 'A country is two letters, as in DE or US.', [
      'input',
      'homeCountry',
    ]);
  await db.write([project.creatorId], async (client) => {
    await client.query(
      `insert into exception_settings as e (project_id, creator_id, no_scan_days, no_movement_days, no_movement_days_abroad, home_country)
       values ($1, $2, coalesce($3, 4), coalesce($4, 3), coalesce($5, 5), $7)
       on conflict (project_id) do update set no_scan_days = coalesce($3, e.no_scan_days),
         no_movement_days = coalesce($4, e.no_movement_days), no_movement_days_abroad = coalesce($5, e.no_movement_days_abroad),
         home_country = case when $6 then $7 else e.home_country end, updated_at = now()`,
      [
        project.id,
        project.creatorId,
        change.noScanDays ?? null,
        change.noMovementDays ?? null,
        change.noMovementDaysAbroad ?? null,
        home !== undefined,
        home || null,
      ],
    );
    await askForStandstills(client, { projectId: project.id, creatorId: project.creatorId });
  });
}
