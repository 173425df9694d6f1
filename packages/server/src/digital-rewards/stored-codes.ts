import type { PoolClient } from 'pg';
import type { SealedCode } from './sealed-code.ts';

/** What a code belongs to. */
export interface CodePlace {
  creatorId: string;
  projectId: string;
  rewardId: string;
  operationId: string;
}

/**
 * Puts unique codes aside for an operation. Of two requests with the same code the second waits for the first to
 * commit, and is then refused it; both go through their codes in the same order, so neither waits for the other.
 *
 * @returns positions of the codes that were given before, or that wait elsewhere
 */
export async function storeUniqueCodes(
  client: PoolClient,
  place: CodePlace,
  codes: readonly SealedCode[],
): Promise<number[]> {
  const { rows } = await client.query<{ position: number }>(
    `insert into digital_code (creator_id, project_id, reward_id, operation_id, position, sealed, fingerprint, shared)
     select $1, $2, $3, $4, c.position, c.sealed, c.fingerprint, false
     from unnest($5::int[], $6::bytea[], $7::bytea[]) as c (position, sealed, fingerprint)
     where not exists (select from digital_code s where s.creator_id = $1 and s.fingerprint = c.fingerprint and s.shared)
     order by c.fingerprint
     on conflict (creator_id, fingerprint) where not shared do nothing
     returning position`,
    [
      place.creatorId,
      place.projectId,
      place.rewardId,
      place.operationId,
      codes.map(({ position }) => position),
      codes.map(({ sealed }) => sealed),
      codes.map(({ fingerprint }) => fingerprint),
    ],
  );
  const stored = new Set(rows.map(({ position }) => position));
  return codes.flatMap(({ position }) => (stored.has(position) ? [] : [position]));
}

/** Puts the code that everybody gets aside. @returns false when somebody has it as a code of their own */
export async function storeSharedCode(
  client: PoolClient,
  place: CodePlace,
  code: Pick<SealedCode, 'sealed' | 'fingerprint'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into digital_code (creator_id, project_id, reward_id, operation_id, position, sealed, fingerprint, shared)
     select $1, $2, $3, $4, 0, $5, $6, true
     where not exists (select from digital_code s where s.creator_id = $1 and s.fingerprint = $6 and not s.shared)`,
    [place.creatorId, place.projectId, place.rewardId, place.operationId, code.sealed, code.fingerprint],
  );
  return rowCount === 1;
}

/** The code that a shared reward was given with last; null where it never was. */
export async function lastSharedCode(
  client: PoolClient,
  rewardId: string,
): Promise<Pick<SealedCode, 'sealed' | 'fingerprint'> | null> {
  const { rows } = await client.query<Pick<SealedCode, 'sealed' | 'fingerprint'>>(
    'select sealed, fingerprint from digital_code where reward_id = $1 and shared order by id desc limit 1',
    [rewardId],
  );
  return rows[0] ?? null;
}
