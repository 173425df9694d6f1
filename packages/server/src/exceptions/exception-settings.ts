import type { ClientBase } from 'pg';
import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { notFound } from '../lib/user-error.ts';

/** A project's patience, in business days. */
export interface ExceptionSettingsRow {
  id: string;
  noScanDays: number;
  noMovementDays: number;
  noMovementDaysAbroad: number;
  /** ISO 3166, two letters; null where every parcel counts as going abroad. */
  homeCountry: string | null;
}

/** Thresholds as carriers' customers use them: see the defaults of the table. Home is where labels are sent from, unless said. */
const READ = /* sql */ `
select p.id, coalesce(e.no_scan_days, 4) as "noScanDays", coalesce(e.no_movement_days, 3) as "noMovementDays",
  coalesce(e.no_movement_days_abroad, 5) as "noMovementDaysAbroad",
  coalesce(e.home_country, s.sender ->> 'country') as "homeCountry"
from project p left join exception_settings e on e.project_id = p.id left join postage_settings s on s.project_id = p.id
where p.id = $1`;

/** @throws UserError NOT_FOUND */
export async function exceptionSettingsOf(
  db: Database,
  { id, creatorId }: Owned,
): Promise<ExceptionSettingsRow> {
  const [row] = await db.read<ExceptionSettingsRow & Record<string, unknown>>([creatorId], READ, [id], {
    prepare: true,
  });
  if (!row) throw notFound('project');
  return row;
}

export async function exceptionSettingsIn(
  client: ClientBase,
  projectId: string,
): Promise<ExceptionSettingsRow | null> {
  const { rows } = await client.query<ExceptionSettingsRow>(READ, [projectId]);
  return rows[0] ?? null;
}
