import { Readable } from 'node:stream';
import type { PoolClient } from 'pg';
import { isId, type Owned } from '../access/authorise.ts';
import { requireText } from '../access/checks.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import { targetSql } from '../backers/backer-filter.sql.ts';
import { resolveTarget } from '../backers/resolve-wish.ts';
import type { Database } from '../lib/database.ts';
import type { Principal } from '../lib/principal.ts';
import { readerIn } from '../lib/reader.ts';
import type { Secret } from '../lib/secret.ts';
import { notFound, UserError, UserErrorCode, UserErrors } from '../lib/user-error.ts';
import { cellsTable } from '../operations/operation.kind.ts';
import { createOperation } from '../operations/operation.actions.ts';
import { stageRecords } from '../operations/stage.ts';
import { storedJson } from '../operations/stored-json.ts';
import { assignmentStager, type Assignments } from './assignments.ts';
import { codeErrors, readContents, takenError, type CodesInput, type Contents } from './contents.ts';
import { createRecipients, freezeRecipients } from './digital-rewards.sql.ts';
import { misfit } from './recipients.ts';
import { readInstructions } from './reward-fields.ts';
import { fingerprintOf, sealCodes, type SealedCode } from './sealed-code.ts';
import { lastSharedCode, storeSharedCode, storeUniqueCodes, type CodePlace } from './stored-codes.ts';

export interface DigitalRewardsSend extends CodesInput {
  target?: BackerTarget | null;
  owedDigital?: boolean | null;
  name?: string | null;
  instructions?: string | null;
  notify: boolean;
  autoApply: boolean;
  idempotencyKey?: string | null;
}

/** A reward as its codes are stored for it. */
interface Reward {
  id: string;
  name: string;
}

/**
 * Codes for backers, as an operation. Everything about the codes is settled here, in one transaction with the
 * operation: whether they suffice, whether one was given before, and who would get which. What is stored of a code is
 * its cipher and its fingerprint.
 *
 * @throws UserError, UserErrors: then nothing is stored and nothing was given
 */
export async function sendDigitalRewards(
  { db, secret }: { db: Database; secret: Secret },
  project: Owned,
  principal: Principal,
  input: DigitalRewardsSend,
) {
  const wanted = readReward(input);
  const contents = await readContents(input);
  if (contents.mode === 'UNIQUE') {
    const errors = codeErrors(contents.codes);
    if (errors.length > 0) throw new UserErrors(errors);
  }
  const target = contents.mode === 'ASSIGNED' ? null : requireTarget(input.target);
  const sealed = await sealCodes(secret, project.creatorId, codesOf(contents));
  const { notify, autoApply, kind, owedDigital = null } = input;
  return createOperation(db, project, principal, {
    kind: 'DIGITAL_REWARDS',
    status: 'PLANNING',
    options: { target, owedDigital, notify, autoApply, shared: kind === 'SHARED' },
    idempotencyKey: input.idempotencyKey,
    payload: fingerprintOf(
      secret,
      JSON.stringify([wanted, input.codes ?? null, input.assignments ?? null, input.sharedCode ?? null]),
    ),
    async fill(client, operationId) {
      const reward = await rewardFor(client, project, principal, wanted);
      await client.query('update operation set options = options || $2::jsonb where id = $1', [
        operationId,
        storedJson({ rewardId: reward.id, rewardName: reward.name }),
      ]);
      const place = {
        creatorId: project.creatorId,
        projectId: project.id,
        rewardId: reward.id,
        operationId,
      };
      if (contents.mode === 'ASSIGNED') return fillAssigned(client, place, contents.assignments, sealed);
      if (target) await fillRecipients(client, place, target, input, contents);
      if (contents.mode === 'UNIQUE') return fillUnique(client, place, sealed);
      return fillShared(client, place, sealed[0] ?? null);
    },
  });
}

type WantedReward = { kind: 'UNIQUE' | 'SHARED' } & (
  { id: string } | { id: null; name: string; instructions: string | null }
);

function readReward(input: DigitalRewardsSend): WantedReward {
  const { kind, rewardId } = input;
  if (rewardId == null)
    return {
      kind,
      id: null,
      name: requireText(input.name ?? '', ['input', 'name'], 'a name for the reward', 200),
      instructions: readInstructions(input.instructions),
    };
  if (input.name != null || input.instructions != null)
    throw new UserError(
      UserErrorCode.INVALID,
      'A reward there is already has its name and instructions; change them with digitalRewardUpdate.',
      ['input', input.name == null ? 'instructions' : 'name'],
    );
  return { kind, id: rewardId };
}

function requireTarget(target: BackerTarget | null | undefined): BackerTarget {
  if (target) return target;
  throw new UserError(UserErrorCode.BLANK, 'Say who gets it, or give a file that does.', ['input', 'target']);
}

function codesOf(contents: Contents): { position: number; code: string }[] {
  if (contents.mode === 'ASSIGNED') return contents.assignments.codes;
  if (contents.mode === 'UNIQUE') return contents.codes.map((code, index) => ({ position: index + 1, code }));
  return contents.code === null ? [] : [{ position: 0, code: contents.code }];
}

async function rewardFor(
  client: PoolClient,
  project: Owned,
  principal: Principal,
  wanted: WantedReward,
): Promise<Reward> {
  if (wanted.id !== null) {
    const { rows } = isId(wanted.id)
      ? await client.query<Reward & { kind: string }>(
          'select id, name, kind from digital_reward where id = $1 and project_id = $2',
          [wanted.id, project.id],
        )
      : { rows: [] };
    const found = rows[0];
    if (!found) throw notFound('digital reward');
    if (found.kind !== wanted.kind)
      throw new UserError(
        UserErrorCode.INVALID,
        found.kind === 'SHARED'
          ? 'This reward has one code for all. Make a new reward to give everyone a code of their own.'
          : 'Everyone has a code of their own of this reward. Make a new reward to give one code to all.',
        ['input', 'kind'],
      );
    return found;
  }
  // One at a time, or the second would not see what the first has stored under the same name.
  await client.query('select pg_advisory_xact_lock(77500, ($1::bigint % 2000000000)::int)', [project.id]);
  // A name that a discarded preview left behind, and nobody has, is free.
  const { rows } = await client.query<Reward>(
    `insert into digital_reward as r (creator_id, project_id, name, kind, instructions, created_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (project_id, lower(name)) do update
       set name = excluded.name, kind = excluded.kind, instructions = excluded.instructions, created_by = excluded.created_by
       where not exists (select from digital_code c where c.reward_id = r.id)
     returning id, name`,
    [project.creatorId, project.id, wanted.name, wanted.kind, wanted.instructions, principal.name],
  );
  const made = rows[0];
  if (!made)
    throw new UserError(
      UserErrorCode.TAKEN,
      `There is a reward called “${wanted.name}” already. Choose it from the list, or give this one another name.`,
      ['input', 'name'],
    );
  return made;
}

async function fillRecipients(
  client: PoolClient,
  place: CodePlace,
  target: BackerTarget,
  choices: Pick<DigitalRewardsSend, 'owedDigital' | 'notify'>,
  contents: Contents,
): Promise<void> {
  const values: unknown[] = [];
  const resolved = await resolveTarget(readerIn(client), place.projectId, target);
  const who = targetSql(resolved, place.projectId, values);
  await client.query(createRecipients(place.operationId));
  await client.query(freezeRecipients(place.operationId, who, place.rewardId, choices), values);
  const { rows } = await client.query<{ outcome: string; count: number }>(
    `select outcome, count(*)::int as count from ${cellsTable(place.operationId)} group by outcome order by outcome`,
  );
  const counts = new Map(rows.map(({ outcome, count }) => [outcome, count]));
  const error = misfit(contents.mode === 'UNIQUE' ? contents.codes.length : null, counts);
  if (error) throw error;
}

async function fillUnique(
  client: PoolClient,
  place: CodePlace,
  sealed: readonly SealedCode[],
): Promise<void> {
  const taken = await storeUniqueCodes(client, place, sealed);
  if (taken.length > 0) throw takenError(taken);
}

async function fillShared(client: PoolClient, place: CodePlace, given: SealedCode | null): Promise<void> {
  const code = given ?? (await lastSharedCode(client, place.rewardId));
  if (!code)
    throw new UserError(UserErrorCode.BLANK, 'Nobody has this reward yet: enter its code or link.', [
      'input',
      'sharedCode',
    ]);
  if (!(await storeSharedCode(client, place, code)))
    throw new UserError(
      UserErrorCode.TAKEN,
      'This code was given to one backer as their own, or waits to be. Share another one.',
      ['input', 'sharedCode'],
    );
}

/** Codes that somebody has already are not stored; the plan finds their rows without one and says so. */
async function fillAssigned(
  client: PoolClient,
  place: CodePlace,
  assignments: Assignments,
  sealed: readonly SealedCode[],
): Promise<void> {
  const { facts } = await stageRecords(
    client,
    place.operationId,
    assignmentStager(assignments),
    Readable.from(assignments.batches),
    assignments.mapping,
  );
  await client.query('update operation set staged = $2, total_count = $3 where id = $1', [
    place.operationId,
    JSON.stringify({ ...facts, inline: true }),
    assignments.rows,
  ]);
  await storeUniqueCodes(client, place, sealed);
}
