import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { createWaybillClient, WaybillError, type WaybillClient } from './client.ts';
import { OperationRows, type OperationProgress } from './operations.ts';
import { count, createProgressPrinter, progressOf } from './sdk/progress-line.ts';
import { readUploadArguments, usage, type UploadArguments } from './sdk/upload-arguments.ts';
import { ProjectIdBySlug } from './tracking-uploads.ts';

/** Failures shown on the screen; more are counted and in the file of --failures. */
const SHOWN_FAILURES = 50;

interface Streams {
  out: { write(text: string): unknown };
  /** Progress and complaints; results go to `out`, so that they can be piped. */
  err: { write(text: string): unknown; isTTY?: boolean; columns?: number };
}

/**
 * The command behind `npm run upload`. Returns the exit code: 0 all rows went in (or would, without
 * --apply), 1 rows failed or the operation was canceled, 2 nothing could be done.
 */
export async function runUpload(
  argv: string[],
  env: NodeJS.ProcessEnv,
  streams: Streams,
): Promise<0 | 1 | 2> {
  try {
    const given = readUploadArguments(argv, env);
    if (given === 'help') {
      streams.out.write(usage);
      return 0;
    }
    await using client = createWaybillClient(given);
    const operation = await upload(client, given, streams);
    return await report(client, operation, given, streams);
  } catch (error) {
    if (!(error instanceof WaybillError)) throw error;
    const where = error.operationId ? ` (operation ${error.operationId})` : '';
    streams.err.write(`${error.code}: ${error.message}${where}\n`);
    if (error.code === 'USAGE') streams.err.write('\n' + usage);
    return 2;
  }
}

async function upload(
  client: WaybillClient,
  given: UploadArguments,
  { err }: Streams,
): Promise<OperationProgress> {
  const printer = createProgressPrinter(err);
  const began = Date.now();
  try {
    return await client.trackingUpload({
      projectId: await projectId(client, given.project),
      file: given.file,
      options: given.options,
      apply: given.apply,
      idempotencyKey: given.idempotencyKey,
      onUploadProgress: ({ bytesSent, bytesTotal }) =>
        printer.show({
          phase: 'Sending',
          done: bytesSent,
          total: bytesTotal ?? 0,
          rate: (1000 * bytesSent) / Math.max(1, Date.now() - began),
          unit: 'bytes',
        }),
      onProgress: (operation) => {
        if (operation.phase) printer.show(progressOf(operation));
      },
    });
  } finally {
    printer.end();
  }
}

async function report(
  client: WaybillClient,
  operation: OperationProgress,
  given: UploadArguments,
  { out, err }: Streams,
): Promise<0 | 1> {
  const { status, summary } = operation;
  const done = status === 'COMPLETED' || status === 'UNDONE';
  out.write(`Operation ${operation.id} is ${status}. ${summary.sentence}\n`);
  for (const notice of operation.notices) out.write(`${notice.severity} ${notice.code}: ${notice.message}\n`);
  for (const outcome of operation.outcomes) {
    out.write(`${count(outcome.count).padStart(11)}  ${outcome.code.padEnd(24)} ${outcome.title}\n`);
  }
  if (operation.obstacle) out.write(`Nothing has changed yet. ${operation.obstacle}\n`);
  if (!given.apply && operation.canApply)
    out.write('Nothing has changed yet. Start again with --apply, or apply it on the page.\n');
  if (summary.rowsFailed > 0) {
    await listFailures(client, operation.id, err);
    if (given.failures) {
      await saveFailures(client, operation.id, given.failures);
      out.write(`The failed rows are in ${given.failures}, ready to mend and send again.\n`);
    }
    return 1;
  }
  return done || (!given.apply && status === 'PLANNED') ? 0 : 1;
}

async function listFailures(client: WaybillClient, id: string, err: Streams['err']): Promise<void> {
  const { operation } = await client.query(OperationRows, { id, first: SHOWN_FAILURES, severity: ['ERROR'] });
  if (!operation) return;
  const { nodes, totalCount } = operation.rows;
  for (const row of nodes) err.write(`row ${row.line}  ${row.outcome}  ${row.message}\n`);
  if (totalCount > nodes.length)
    err.write(`… and ${count(totalCount - nodes.length)} more; --failures out.csv saves them all.\n`);
}

async function saveFailures(client: WaybillClient, id: string, path: string): Promise<void> {
  const failures = await client.download(id, 'failures');
  await failures.pipeTo(Writable.toWeb(createWriteStream(path))).catch((cause: unknown) => {
    throw new WaybillError(
      `Cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        code: 'FILE',
        operationId: id,
        cause,
      },
    );
  });
}

async function projectId(client: WaybillClient, project: string): Promise<string> {
  if (/^\d+$/.test(project)) return project;
  const [creatorSlug, projectSlug, ...rest] = project.split('/').filter(Boolean);
  if (!creatorSlug || !projectSlug || rest.length > 0) {
    throw new WaybillError(
      `--project ${project} is neither an id nor creator/slug, such as demo/my-project.`,
      { code: 'USAGE' },
    );
  }
  const { projectBySlug: found } = await client.query(ProjectIdBySlug, { creatorSlug, projectSlug });
  if (found) return found.id;
  throw new WaybillError(`There is no project ${project} that this token may see.`, { code: 'NOT_FOUND' });
}

if (import.meta.main) {
  process.exitCode = await runUpload(process.argv.slice(2), process.env, {
    out: process.stdout,
    err: process.stderr,
  });
}
