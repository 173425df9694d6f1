import type { PoolClient } from 'pg';
import { addJob } from '../lib/jobs.ts';
import { businessDaysBefore } from './business-days.ts';
import { exceptionSettingsIn } from './exception-settings.ts';
import { CLOSE_EARLY_STANDSTILLS, OPEN_STANDSTILLS } from './standstill.sql.ts';

/** Whose parcels are looked through. */
export interface StandstillJob {
  projectId: string;
  creatorId: string;
}

/** Asks for a project's parcels to be looked through, once the caller's transaction is through. */
export function askForStandstills(
  client: PoolClient,
  { projectId, creatorId }: StandstillJob,
): Promise<void> {
  return addJob(client, 'standstills', { projectId, creatorId }, `standstills:${projectId}`);
}

/** Opens and closes a project's exceptions for parcels that have stood still, by its thresholds. */
export async function lookForStandstills(client: PoolClient, projectId: string): Promise<void> {
  const settings = await exceptionSettingsIn(client, projectId);
  if (!settings) return;
  const now = new Date();
  const before = [settings.noScanDays, settings.noMovementDays, settings.noMovementDaysAbroad].map((days) =>
    businessDaysBefore(now, days).toISOString(),
  );
  const values = [projectId, ...before, settings.homeCountry];
  await client.query(CLOSE_EARLY_STANDSTILLS, values);
  await client.query(OPEN_STANDSTILLS, values);
}
