import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Owned } from '../access/authorise.ts';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import type { Principal } from '../lib/principal.ts';
import { notFound, UserError, UserErrorCode } from '../lib/user-error.ts';
import { noSuchColumn } from './no-such-column.ts';
import type { OperationKinds } from './operation.kind.ts';
import {
  loadOperation,
  OPERATION_COLUMNS,
  type OperationKindName,
  type OperationOptions,
  type OperationRecord,
  type OperationStatusName,
} from './operation.row.ts';
import { meaningOf } from './outcomes.ts';
import { storedJson } from './stored-json.ts';

export interface NewOperation {
  kind: OperationKindName;
  options: OperationOptions;
  idempotencyKey?: string | null;
  /** CREATED where a file is to come, PLANNING where the rows are known already. */
  status: 'CREATED' | 'PLANNING';
  /** What else the idempotency key stands for, beside kind, project and options: inline rows, a target. */
  payload?: unknown;
  /** Fills the operation's staging before it is planned; in the same transaction, as the request's role. */
  fill?: (client: PoolClient, id: string) => Promise<void>;
}

/**
 * Makes an operation, or answers with the one an idempotency key has made before.
 *
 * @throws UserError IDEMPOTENCY_MISMATCH when the key came with another request
 */
export async function createOperation(
  db: Database,
  project: Owned,
  principal: Principal,
  wanted: NewOperation,
): Promise<{ operation: OperationRecord; replayed: boolean }> {
  const key = wanted.idempotencyKey ?? null;
  if (key !== null && (key.length === 0 || key.length > 255))
    throw new UserError(UserErrorCode.INVALID, 'An idempotency key has 1 to 255 characters.', [
      'idempotencyKey',
    ]);
  const hash = createHash('sha256')
    .update(JSON.stringify([wanted.kind, project.id, wanted.options, wanted.payload ?? null]))
    .digest('hex');
  return db.engineWrite([project.creatorId], async (client) => {
    const { rows } = await client.query<OperationRecord>(
      `insert into operation as o (creator_id, project_id, kind, status, actor_kind, actor_id, actor_name, options,
         idempotency_key, request_hash, phase)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (creator_id, actor_kind, actor_id, idempotency_key) where idempotency_key is not null do nothing
       returning ${OPERATION_COLUMNS}`,
      [
        project.creatorId,
        project.id,
        wanted.kind,
        wanted.status,
        principal.kind,
        principal.id,
        principal.name,
        storedJson(wanted.options),
        key,
        hash,
        wanted.status === 'PLANNING' ? 'Matching' : null,
      ],
    );
    const operation = rows[0];
    if (!operation)
      return { operation: await earlierAnswer(client, project, principal, key, hash), replayed: true };
    await wanted.fill?.(client, operation.id);
    if (wanted.status === 'PLANNING') await enqueue(client, 'operation-plan', operation);
    return { operation, replayed: false };
  });
}

async function earlierAnswer(
  client: PoolClient,
  project: Owned,
  principal: Principal,
  key: string | null,
  hash: string,
): Promise<OperationRecord> {
  const { rows } = await client.query<OperationRecord>(
    `select ${OPERATION_COLUMNS} from operation o
     where creator_id = $1 and actor_kind = $2 and actor_id = $3 and idempotency_key = $4`,
    [project.creatorId, principal.kind, principal.id, key],
  );
  const earlier = rows[0];
  if (!earlier)
    throw new UserError(
      UserErrorCode.CONFLICT,
      'The same request is being taken right now. Try again in a moment.',
    );
  if (earlier.requestHash !== hash)
    throw new UserError(
      UserErrorCode.IDEMPOTENCY_MISMATCH,
      'This idempotency key was used for another request. Use a new key, or send exactly what was sent before.',
      ['idempotencyKey'],
    );
  return earlier;
}

/** Plans again with other choices; what was previewed is void from here on. */
export async function configureOperation(
  db: Database,
  owned: Owned,
  kind: OperationKindName,
  options: OperationOptions,
): Promise<OperationRecord> {
  return change(db, owned, ['CREATED', 'PLANNING', 'PLANNED'], 'changed', async (client, operation) => {
    if (operation.kind !== kind)
      throw new UserError(
        UserErrorCode.INVALID,
        `This operation is a ${operation.kind}; these choices are for a ${kind}.`,
        ['id'],
      );
    if (options.mapping && !operation.file && operation.status !== 'CREATED')
      throw new UserError(UserErrorCode.INVALID, 'This operation has no file, so it has no columns to map.', [
        'mapping',
      ]);
    // Who changes a choice looks at what comes of it: what was to apply by itself stops at the preview from here on.
    const merged = {
      ...operation.options,
      ...options,
      ...(operation.status !== 'CREATED' && { autoApply: false }),
    };
    const columns = operation.file?.columns.length ?? Infinity;
    const beyond = options.mapping?.findIndex(({ columnIndex }) => columnIndex >= columns) ?? -1;
    if (beyond >= 0)
      throw new UserError(
        UserErrorCode.INVALID,
        noSuchColumn(options.mapping?.[beyond]?.columnIndex ?? 0, columns),
        ['mapping', String(beyond)],
      );
    if (operation.status === 'PLANNED' && isSamePlan(operation.options, merged)) {
      await client.query('update operation set options = $2 where id = $1', [owned.id, storedJson(merged)]);
      return;
    }
    const planned = operation.status !== 'CREATED';
    await client.query(
      `update operation set options = $2, status = $3, phase = $4, phase_started_at = now() where id = $1`,
      [owned.id, storedJson(merged), planned ? 'PLANNING' : 'CREATED', planned ? 'Matching' : null],
    );
    if (options.mapping && operation.file)
      await client.query(
        `insert into remembered_mapping (creator_id, project_id, kind, header_hash, mapping) values ($1, $2, $3, $4, $5)
         on conflict (project_id, kind, header_hash) do update set mapping = excluded.mapping, updated_at = now()`,
        [
          operation.creatorId,
          operation.projectId,
          operation.kind,
          operation.file.headerHash,
          JSON.stringify(options.mapping),
        ],
      );
    if (planned) await enqueue(client, 'operation-plan', operation);
  });
}

/** Whether the plan stays as it is: nothing but the note was made that somebody has answered, or looks at it. */
function isSamePlan(before: OperationOptions, after: OperationOptions): boolean {
  const decisive = (options: OperationOptions) =>
    JSON.stringify({ ...before, ...options, missingAnswered: undefined, autoApply: undefined });
  return decisive(before) === decisive(after);
}

/** Decides for the preview: from here on orders change. */
export async function applyOperationRequest(
  db: Database,
  kinds: OperationKinds,
  owned: Owned,
  input: { expectedCount?: number | null; notify?: boolean | null; confirmTotal?: number | null },
): Promise<OperationRecord> {
  return change(db, owned, ['PLANNED'], 'applied', async (client, operation) => {
    const obstacle = kinds.get(operation.kind)?.obstacle?.(operation);
    if (obstacle) throw new UserError(UserErrorCode.NOT_READY, obstacle);
    if (!operation.outcomes.some(({ code }) => meaningOf(code).applies))
      throw new UserError(
        UserErrorCode.NOT_READY,
        'No row of this preview would change anything. Mend the rows, the mapping or the choices first.',
      );
    refuseOtherCount(operation, input.expectedCount ?? null);
    refuseOtherTotal(operation, input.confirmTotal ?? null);
    const options =
      typeof input.notify === 'boolean' ? { ...operation.options, notify: input.notify } : operation.options;
    await client.query(
      `update operation set status = 'QUEUED', phase = 'Applying', options = $2, phase_started_at = now() where id = $1`,
      [owned.id, storedJson(options)],
    );
    await enqueue(client, 'operation-apply', operation);
  });
}

/** Whoever decided saw a number; when it is no longer the plan's, nobody has decided. To force, a number is wanted. */
function refuseOtherCount({ kind, totalCount, summary }: OperationRecord, expected: number | null): void {
  const orders = summary.ordersFulfilled ?? summary.changed ?? 0;
  if (expected === null && kind === 'FORCE_MARK_FULFILLED')
    throw new UserError(
      UserErrorCode.BLANK,
      `Type how many orders are forced, to show that you mean it: ${orders}.`,
      ['expectedCount'],
    );
  if (expected === null || expected === totalCount || expected === orders) return;
  throw new UserError(
    UserErrorCode.CONFLICT,
    `The preview has ${totalCount} rows and changes ${orders} orders now, not ${expected}. Look at it again before applying it.`,
    ['expectedCount'],
  );
}

/** What costs money is decided by whoever has seen how much. */
function refuseOtherTotal({ summary: { postage } }: OperationRecord, confirmed: number | null): void {
  if (!postage || confirmed === postage.totalCents) return;
  if (confirmed === null)
    throw new UserError(
      UserErrorCode.BLANK,
      `Confirm what these labels cost: ${postage.totalCents} hundredths.`,
      ['confirmTotal'],
    );
  throw new UserError(
    UserErrorCode.CONFLICT,
    `These labels cost ${postage.totalCents} hundredths now, not ${confirmed}. Look at the preview again before buying.`,
    ['confirmTotal'],
  );
}

const CANCELABLE: OperationStatusName[] = [
  'CREATED',
  'RECEIVING',
  'PLANNING',
  'PLANNED',
  'QUEUED',
  'RUNNING',
];

/** Stops after the chunk that is under way. What is applied by then stays, and can be undone. */
export async function cancelOperation(db: Database, owned: Owned): Promise<OperationRecord> {
  return change(db, owned, CANCELABLE, 'canceled', async (client) => {
    await client.query(
      `update operation set status = 'CANCELED', phase = null, settled_at = now() where id = $1`,
      [owned.id],
    );
  });
}

/** Takes back what was applied. Also goes on with an undo that was asked for twice. */
export async function undoOperationRequest(
  db: Database,
  owned: Owned,
  principal: Principal,
): Promise<OperationRecord> {
  return change(db, owned, ['COMPLETED', 'CANCELED', 'FAILED'], 'undone', async (client, operation) => {
    if (!operation.startedAt)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        'Nothing of this operation was applied, so there is nothing to undo.',
      );
    if (operation.clearedAt)
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        `The rows of this operation were kept for a time and let go on ${operation.clearedAt.slice(0, 10)}, so it is no longer known what to restore. Revert its orders one by one, or with an action on them.`,
      );
    await client.query(
      `update operation set status = 'UNDOING', phase = 'Undoing', processed_count = 0, undo_left_alone = 0, undone_by = $2,
         phase_started_at = now() where id = $1`,
      [owned.id, principal.name],
    );
    await enqueue(client, 'operation-undo', operation);
  });
}

/** Puts a failure aside that somebody has seen, so that it no longer asks for attention. */
export async function dismissOperation(
  db: Database,
  owned: Owned,
  principal: Principal,
): Promise<OperationRecord> {
  return change(db, owned, ['FAILED'], 'put aside: only a failure can be', async (client) => {
    await client.query(
      `update operation set dismissed_at = coalesce(dismissed_at, now()), dismissed_by = coalesce(dismissed_by, $2)
       where id = $1`,
      [owned.id, principal.name],
    );
  });
}

async function change(
  db: Database,
  owned: Owned,
  from: OperationStatusName[],
  verb: string,
  work: (client: PoolClient, operation: OperationRecord) => Promise<void>,
): Promise<OperationRecord> {
  await db.engineWrite([owned.creatorId], async (client) => {
    const { rows } = await client.query<OperationRecord>(
      `select ${OPERATION_COLUMNS} from operation o where o.id = $1 for update`,
      [owned.id],
    );
    const operation = rows[0];
    if (!operation) throw notFound('operation');
    if (!from.includes(operation.status))
      throw new UserError(
        UserErrorCode.INVALID_TRANSITION,
        `This operation is ${operation.status} and cannot be ${verb} now.`,
      );
    await work(client, operation);
  });
  const after = await loadOperation(db, [owned.creatorId], owned.id);
  if (!after) throw notFound('operation');
  return after;
}

function enqueue(client: PoolClient, task: string, operation: OperationRecord): Promise<void> {
  return addJob(
    client,
    task,
    { id: operation.id, creatorId: operation.creatorId },
    `operation:${operation.id}`,
  );
}
