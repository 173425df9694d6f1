import { availableParallelism } from 'node:os';
import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { cutChunks, indexRows, takeChunkToApply, takeChunkToUndo } from './operation.sql.ts';
import {
  rowsTable,
  type Chunk,
  type KindTools,
  type OperationKind,
  type OperationKinds,
  type PrepareDeps,
} from './operation.kind.ts';
import { addJob } from '../lib/jobs.ts';
import { OPERATION_COLUMNS, type OperationRecord } from './operation.row.ts';

/** What a job carries: ids only, and whose it is. */
export interface OperationJob {
  id: string;
  creatorId: string;
}

export interface EngineDeps extends KindTools {
  kinds: OperationKinds;
  /** Reads the operation's file again into its cells; the mapping has changed since they were staged. */
  restage(operation: OperationRecord): Promise<void>;
  /** What follows from an operation that is completed; in the transaction that completes it. */
  completed(client: PoolClient, operation: OperationRecord): Promise<void>;
  log: { info(message: string): void; warn(message: string): void };
  /** Set when the process is asked to stop: chunks finish, none is begun. */
  stopping: () => boolean;
}

/** Two connections fill both cores: 12.0 s a million where one took 17.7 s. More gain nothing on two. */
const APPLY_CONNECTIONS = Math.min(2, availableParallelism());
/** While one long statement runs, screens still hear that it does: twice a second, whatever the database adds. */
const HEARTBEAT_MS = 250;

/** The lock under which an operation is planned, so that two workers never plan it at once. */
const PLAN_LOCK = 77300;
/**
 * Shared by the chunks being applied, taken alone before an undo begins: a person who cancels and undoes at once would
 * else have the last chunk applied after the undo is through.
 */
const APPLY_LOCK = 77302;

function lockKey(job: OperationJob): number {
  return Number(BigInt(job.id) % 2_000_000_000n);
}

/**
 * Gives every row its outcome and leaves the operation PLANNED; goes on to QUEUED by itself with `autoApply`.
 * Nothing but the operation's own tables is written, so a plan that was cut off is simply made again.
 */
export async function planOperation(deps: EngineDeps, job: OperationJob): Promise<void> {
  const operation = await readOperation(deps.db, job);
  if (operation?.status !== 'PLANNING') return;
  const kind = kindOf(deps, operation);
  const beat = heartbeat(deps, job);
  try {
    if (kind.stager && !isStagedAsMapped(operation)) {
      await deps.restage(operation);
    }
    await kind.prepare?.(prepareDeps(deps, job), operation);
    // What it could not finish is gone on with by whoever finds the operation next.
    if (kind.prepare && deps.stopping()) return;
    await deps.db.engineWrite([job.creatorId], async (client) => {
      await client.query('select pg_advisory_xact_lock($1, $2)', [PLAN_LOCK, lockKey(job)]);
      const current = await currentOperation(client, job.id);
      if (current?.status !== 'PLANNING') return;
      await client.query(`set local work_mem = '160MB'; set local jit = off`);
      await client.query(`drop table if exists ${rowsTable(job.id)}`);
      await client.query('delete from staging.chunk where operation_id = $1', [job.id]);
      const plan = await kind.plan(client, current);
      await client.query(indexRows(job.id));
      await client.query(`analyze ${rowsTable(job.id)}`);
      await client.query(cutChunks(job.id, kind.chunkRows));
      const {
        rows: [size],
      } = await client.query<{ n: number }>(
        'select coalesce(max(last_pos), 0)::int as n from staging.chunk where operation_id = $1',
        [job.id],
      );
      // Not locked until here: the heartbeat, a cancel and another choice of options must not wait for the plan.
      const still = await lockOperation(client, job.id);
      if (still?.status !== 'PLANNING' || JSON.stringify(still.options) !== JSON.stringify(current.options))
        return;
      const planned = { ...current, outcomes: plan.outcomes, summary: plan.summary, notices: plan.notices };
      const goesOn =
        current.options.autoApply === true && !kind.obstacle?.(planned) && !kind.stops?.(planned);
      await client.query(
        `update operation set status = $2, phase = null, outcomes = $3, summary = $4, notices = $5, total_count = $6,
           processed_count = 0, planned_at = now(), phase_started_at = now(), failure = null where id = $1`,
        [
          job.id,
          goesOn ? 'QUEUED' : 'PLANNED',
          JSON.stringify(plan.outcomes),
          JSON.stringify(plan.summary),
          JSON.stringify(plan.notices),
          size?.n ?? 0,
        ],
      );
      if (goesOn) await addJob(client, 'operation-apply', job, `operation:${job.id}`);
    });
  } finally {
    beat.stop();
  }
}

/**
 * Applies what is planned, chunk by chunk, each one transaction with its rows, history, counts, progress and
 * hint. Killed anywhere it resumes with the first chunk that is not marked; nothing is counted twice.
 */
export async function applyOperation(deps: EngineDeps, job: OperationJob): Promise<void> {
  const begun = await deps.db.engineWrite([job.creatorId], async (client) => {
    const operation = await lockOperation(client, job.id);
    if (operation?.status !== 'QUEUED' && operation?.status !== 'RUNNING') return null;
    if (operation.status === 'QUEUED')
      await client.query(
        `update operation set status = 'RUNNING', phase = 'Applying', started_at = coalesce(started_at, now()),
           phase_started_at = now() where id = $1`,
        [job.id],
      );
    return operation;
  });
  if (!begun) return recount(deps, job);
  const kind = kindOf(deps, begun);
  const step = (client: PoolClient, chunk: Chunk) => kind.applyChunk(client, begun, chunk, deps);
  await inParallel(() => runChunks(deps, job, 'RUNNING', takeChunkToApply, 'applied_at', step));
  await settle(deps, job, 'RUNNING', 'applied_at is null', `status = 'COMPLETED', settled_at = now()`);
  await recount(deps, job);
  if (begun.totalCount > 1000)
    await deps.db.engine.query('analyze backer, orders, order_item, shipment, order_event, backer_event');
}

/** Restores what apply changed, chunk by chunk, the last first. What changed since is left alone and counted. */
export async function undoOperation(deps: EngineDeps, job: OperationJob): Promise<void> {
  const operation = await deps.db.engineWrite([job.creatorId], async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [APPLY_LOCK, lockKey(job)]);
    const current = await currentOperation(client, job.id);
    if (current?.status !== 'UNDOING') return null;
    await client.query(
      `update operation set total_count = (select coalesce(sum(last_pos - first_pos + 1), 0) from staging.chunk
         where operation_id = $1 and applied_at is not null) where id = $1`,
      [job.id],
    );
    // Who stops and undoes at once is faster than the count of what was reached.
    const { rowCount: stopped } = await client.query(
      `select from staging.chunk where operation_id = $1
       having bool_or(applied_at is null) and bool_and(undone_at is null)`,
      [job.id],
    );
    if (stopped) await countReached(client, deps, current);
    return current;
  });
  if (!operation) return;
  const kind = kindOf(deps, operation);
  const step = (client: PoolClient, chunk: Chunk) => kind.undoChunk(client, operation, chunk, deps);
  await inParallel(() => runChunks(deps, job, 'UNDOING', takeChunkToUndo, 'undone_at', step));
  await settle(
    deps,
    job,
    'UNDOING',
    'applied_at is not null and undone_at is null',
    `status = 'UNDONE', undone_at = now(), settled_at = now()`,
  );
}

/** Progress of a preparation is the operation's own; a person who cancels is heard with the next report. */
function prepareDeps(deps: EngineDeps, job: OperationJob): PrepareDeps {
  let ended = false;
  return {
    db: deps.db,
    secret: deps.secret,
    simulatorUrl: deps.simulatorUrl,
    stopping: () => ended || deps.stopping(),
    async report(done, total) {
      const { rowCount } = await deps.db.engineWrite([job.creatorId], (client) =>
        client.query(
          `update operation set processed_count = $2, total_count = $3 where id = $1 and status = 'PLANNING'`,
          [job.id, done, total],
        ),
      );
      ended = rowCount === 0;
    },
  };
}

function kindOf(deps: EngineDeps, operation: OperationRecord): OperationKind {
  const kind = deps.kinds.get(operation.kind);
  if (!kind) throw new Error(`No kind of operation is called ${operation.kind}`);
  return kind;
}

async function inParallel(work: () => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(Array.from({ length: APPLY_CONNECTIONS }, work));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function runChunks(
  deps: EngineDeps,
  job: OperationJob,
  during: 'RUNNING' | 'UNDOING',
  take: string,
  mark: 'applied_at' | 'undone_at',
  step: (client: PoolClient, chunk: Chunk) => Promise<{ late: number }>,
): Promise<void> {
  let more = true;
  while (more && !deps.stopping()) {
    more = await retrying(() =>
      deps.db.engineWrite([job.creatorId], async (client) => {
        if (during === 'RUNNING')
          await client.query('select pg_advisory_xact_lock_shared($1, $2)', [APPLY_LOCK, lockKey(job)]);
        const { rows } = await client.query<Chunk & { status: string }>(
          `select c.*, o.status from (${take}) c, operation o where o.id = $1`,
          [job.id],
        );
        const chunk = rows[0];
        if (!chunk || chunk.status !== during) return false;
        const { late } = await step(client, chunk);
        await client.query(`update staging.chunk set ${mark} = now() where operation_id = $1 and no = $2`, [
          job.id,
          chunk.no,
        ]);
        await client.query(
          `update operation set processed_count = processed_count + $2,
             undo_left_alone = undo_left_alone + $3 where id = $1`,
          [job.id, chunk.lastPos - chunk.firstPos + 1, during === 'UNDOING' ? late : 0],
        );
        return true;
      }),
    );
  }
}

/** Deadlocks and lost races are for the database to refuse and for us to try again, a few times. */
async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: string }).code;
      if ((code !== '40P01' && code !== '40001') || attempt === 5) throw error;
    }
  }
}

/** Of an operation that was stopped on the way: counts what was reached, once no chunk is under way any more. */
async function recount(deps: EngineDeps, job: OperationJob): Promise<void> {
  await deps.db.engineWrite([job.creatorId], async (client) => {
    await client.query('select pg_advisory_xact_lock($1, $2)', [APPLY_LOCK, lockKey(job)]);
    const operation = await lockOperation(client, job.id);
    if (!operation?.startedAt || (operation.status !== 'CANCELED' && operation.status !== 'FAILED')) return;
    await countReached(client, deps, operation);
  });
}

async function countReached(client: PoolClient, deps: EngineDeps, operation: OperationRecord): Promise<void> {
  const { outcomes, summary } = await kindOf(deps, operation).tally(client, operation);
  await client.query('update operation set outcomes = $2, summary = $3 where id = $1', [
    operation.id,
    JSON.stringify(outcomes),
    JSON.stringify(summary),
  ]);
}

async function settle(
  deps: EngineDeps,
  job: OperationJob,
  during: string,
  open: string,
  set: string,
): Promise<void> {
  await deps.db.engineWrite([job.creatorId], async (client) => {
    const operation = await lockOperation(client, job.id);
    if (operation?.status !== during) return;
    const { rowCount } = await client.query(
      `select 1 from staging.chunk where operation_id = $1 and ${open} limit 1`,
      [job.id],
    );
    if (rowCount) return;
    const late = await client.query('select from staging.late_outcome where operation_id = $1 limit 1', [
      job.id,
    ]);
    const counted = late.rowCount ? await kindOf(deps, operation).tally(client, operation) : operation;
    const { outcomes } = counted;
    // What was done is not unsaid: a run of mails wrote them, even where nothing of it could be taken back.
    const { summary } = during === 'UNDOING' ? operation : counted;
    await client.query(
      `update operation set ${set}, phase = null, outcomes = $2, summary = $3 where id = $1`,
      [job.id, JSON.stringify(outcomes), JSON.stringify(summary)],
    );
    if (during === 'RUNNING') await deps.completed(client, { ...operation, summary });
  });
}

function readOperation(db: Database, job: OperationJob): Promise<OperationRecord | null> {
  return db.engineWrite([job.creatorId], (client) => currentOperation(client, job.id));
}

async function currentOperation(client: PoolClient, id: string): Promise<OperationRecord | null> {
  const { rows } = await client.query<OperationRecord>(
    `select ${OPERATION_COLUMNS} from operation o where o.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Reads an operation and holds it until the transaction ends. */
export async function lockOperation(client: PoolClient, id: string): Promise<OperationRecord | null> {
  const { rows } = await client.query<OperationRecord>(
    `select ${OPERATION_COLUMNS} from operation o where o.id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}

function isStagedAsMapped(operation: OperationRecord): boolean {
  const wanted = JSON.stringify(operation.options.mapping ?? operation.staged?.mapping ?? null);
  return operation.staged !== null && JSON.stringify(operation.staged.mapping) === wanted;
}

/** Says "still at it" while one statement takes seconds: a tick of the operation's version reaches every screen. */
function heartbeat(deps: EngineDeps, job: OperationJob): { stop(): void } {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    deps.db
      .engineWrite([job.creatorId], (client) =>
        client.query(`update operation set phase = 'Matching' where id = $1 and status = 'PLANNING'`, [
          job.id,
        ]),
      )
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, HEARTBEAT_MS);
  return { stop: () => clearInterval(timer) };
}
