import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import type { Database } from '../lib/database.ts';
import { addJob } from '../lib/jobs.ts';
import type { TableLayout } from '../table-files/layout.ts';
import { openTable } from '../table-files/open-table.ts';
import { TableFileError } from '../table-files/table-batch.ts';
import {
  chooseMapping,
  describeFile,
  earlierOperation,
  mappedColumns,
  recogniseLayout,
  stagerFor,
} from './file-layout.ts';
import type { OperationKinds } from './operation.kind.ts';
import type { OperationFile, OperationRecord, StagedFacts } from './operation.row.ts';
import { lockOperation } from './operation.run.ts';
import { progressReporter } from './receive-progress.ts';
import { spool, stageRecords } from './stage.ts';
import { storedJson } from './stored-json.ts';
import { UploadRefused } from './upload-refused.ts';

/** Enough for three million rows of a usual upload; more is refused while it streams, not after. */
const MAX_UPLOAD_BYTES = 512 * 1024 * 1024;

const RECEIVE_LOCK = 77301;

/**
 * Files a process receives at once. Each holds a connection of the engine's pool for as long as its body takes and
 * needs a second one now and then: as many as the pool has would wait for each other for ever.
 */
const MOST_AT_ONCE = 4;
let receiving = 0;

export interface ReceiveDeps {
  db: Database;
  kinds: OperationKinds;
  /** Where files wait to be planned again and reported on. */
  filesDir: string;
}

/**
 * Takes the raw file of an operation in one pass: to disk, through the hash, through the parser, into staging.
 * All of it is one transaction; a body that breaks off leaves the operation as it was.
 *
 * @throws UploadRefused with a sentence for the person who sent it
 */
export async function receiveFile(
  deps: ReceiveDeps,
  operation: OperationRecord,
  body: AsyncIterable<Uint8Array>,
  declaredBytes: number | null,
): Promise<void> {
  if (declaredBytes !== null && declaredBytes > MAX_UPLOAD_BYTES) throw tooLarge();
  if (receiving >= MOST_AT_ONCE)
    throw new UploadRefused(
      503,
      'BUSY',
      'Several files are being received already. Send this one again in a moment.',
    );
  receiving += 1;
  try {
    await deps.db.engineWrite([operation.creatorId], async (client) => {
      await lockReceiving(client, operation.id);
      await receiveLocked(deps, client, operation, body, declaredBytes);
    });
  } catch (error) {
    if (error instanceof TableFileError) throw new UploadRefused(422, error.code, error.message);
    if ((error as { code?: string }).code === 'ENOSPC')
      throw new UploadRefused(
        507,
        'STORAGE_FULL',
        'The server’s disk is full. Nothing of the file was kept; make room, and send it again.',
      );
    throw error;
  } finally {
    receiving -= 1;
  }
}

/** What fails in here is cleared away in here too, while nobody else can have begun to receive the same. */
async function receiveLocked(
  deps: ReceiveDeps,
  client: PoolClient,
  operation: OperationRecord,
  body: AsyncIterable<Uint8Array>,
  declaredBytes: number | null,
): Promise<void> {
  await mkdir(deps.filesDir, { recursive: true, mode: 0o700 });
  const path = filePath(deps.filesDir, operation.id);
  const part = `${path}.part`;
  await becomeReceiving(deps.db, operation, declaredBytes);
  const report = progressReporter(deps.db, operation);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    const arriving = spool(body, part, (chunk) => {
      bytes += chunk.length;
      if (bytes > MAX_UPLOAD_BYTES) throw tooLarge();
      if (report.canceled()) throw canceledMeanwhile();
      hash.update(chunk);
      report.bytes(bytes);
    });
    const { layout, source } = await recogniseLayout(arriving, part, operation.options.fileName ?? undefined);
    const mapping = await chooseMapping(client, deps.kinds, operation, layout);
    const stager = stagerFor(deps.kinds, operation, mapping, layout);
    const { facts, sampleRows } = await stageRecords(
      client,
      operation.id,
      stager,
      openTable(source, layout),
      mapping,
    );
    const sha256 = hash.digest('hex');
    const file: OperationFile = {
      ...describeFile(deps.kinds, layout, mapping, operation),
      sampleRows,
      bytes: String(bytes),
      sha256,
      duplicateOfId: await earlierOperation(client, operation, sha256),
    };
    await report.stop();
    const current = await lockOperation(client, operation.id);
    if (current?.status !== 'RECEIVING') throw canceledMeanwhile();
    await rename(part, path);
    await storeStaged(client, operation, file, facts, layout, bytes);
    await addJob(
      client,
      'operation-plan',
      { id: operation.id, creatorId: operation.creatorId },
      `operation:${operation.id}`,
    );
  } catch (error) {
    await report.stop();
    await rm(part, { force: true });
    await client.query('rollback').catch(() => undefined);
    await deps.db
      .engineWrite([operation.creatorId], (other) =>
        other.query(
          `update operation set status = 'CREATED', phase = null, bytes_received = 0 where id = $1 and status = 'RECEIVING'`,
          [operation.id],
        ),
      )
      .catch(() => undefined);
    throw error;
  }
}

/** On a connection of its own: screens are to see it now, and the rest is one transaction that ends with the file. */
async function becomeReceiving(
  db: Database,
  operation: OperationRecord,
  declaredBytes: number | null,
): Promise<void> {
  const { rowCount } = await db.engineWrite([operation.creatorId], (client) =>
    client.query(
      `update operation set status = 'RECEIVING', phase = 'Receiving', bytes_received = 0, bytes_total = $2, failure = null,
         phase_started_at = now() where id = $1 and started_at is null and status in ('CREATED', 'RECEIVING', 'FAILED')`,
      [operation.id, declaredBytes],
    ),
  );
  if (!rowCount)
    throw new UploadRefused(409, 'HAS_ITS_FILE', 'This operation takes no further file. Begin a new upload.');
}

/** Reads a file that lies on disk again, under the mapping the operation has now. */
export async function restage(deps: ReceiveDeps, operation: OperationRecord): Promise<void> {
  const layout = operation.staged?.layout as TableLayout | undefined;
  if (!layout || !operation.file) throw new Error(`Operation ${operation.id} has no file to read again`);
  const mapping = operation.options.mapping ?? operation.staged?.mapping ?? [];
  await deps.db.engineWrite([operation.creatorId], async (client) => {
    const stager = stagerFor(deps.kinds, operation, mapping, layout);
    const records = openTable({ path: filePath(deps.filesDir, operation.id) }, layout);
    const { facts } = await stageRecords(client, operation.id, stager, records, mapping);
    const file = { ...operation.file, columns: mappedColumns(deps.kinds, operation, layout, mapping) };
    await client.query('update operation set staged = $2, file = $3 where id = $1', [
      operation.id,
      storedJson({ ...facts, layout }),
      storedJson(file),
    ]);
  });
}

export function filePath(filesDir: string, operationId: string): string {
  return join(filesDir, `operation-${BigInt(operationId)}`);
}

async function lockReceiving(client: PoolClient, id: string): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>(
    'select pg_try_advisory_xact_lock($1, ($2::bigint % 2000000000)::int) as free',
    [RECEIVE_LOCK, id],
  );
  if (!rows[0]?.free)
    throw new UploadRefused(
      409,
      'ALREADY_RECEIVING',
      'This file is being received on another connection already.',
    );
}

async function storeStaged(
  client: PoolClient,
  operation: OperationRecord,
  file: OperationFile,
  staged: StagedFacts,
  layout: TableLayout,
  bytes: number,
): Promise<void> {
  await client.query(
    `update operation set status = 'PLANNING', phase = 'Matching', file = $2, staged = $3, bytes_received = $4,
       bytes_total = $4, total_count = $5, phase_started_at = now() where id = $1`,
    [operation.id, storedJson(file), storedJson({ ...staged, layout }), bytes, staged.rows],
  );
}

function canceledMeanwhile(): UploadRefused {
  return new UploadRefused(
    409,
    'CANCELED',
    'The operation was canceled meanwhile. Nothing of the file was kept.',
  );
}

function tooLarge(): UploadRefused {
  return new UploadRefused(
    413,
    'FILE_TOO_LARGE',
    `The file is larger than ${MAX_UPLOAD_BYTES / 1024 / 1024} MB. Split it into several files and upload them one after another.`,
  );
}
