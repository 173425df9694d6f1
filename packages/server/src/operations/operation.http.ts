import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { requireOwned } from '../access/authorise.ts';
import type { Permission } from '../access/permissions.ts';
import type { HttpDeps, HttpRoutes } from '../http.ts';
import { UserError } from '../lib/user-error.ts';
import { operationKinds } from './kinds.ts';
import { hasRows } from './operation-rows.ts';
import { loadOperation, type OperationRecord } from './operation.row.ts';
import { receiveFile } from './receive.ts';
import { reportOf } from './report.ts';
import { UploadRefused } from './upload-refused.ts';

/** Where the files of operations lie. */
export function filesDirOf(dataDir: string): string {
  const dir = join(dataDir, 'files');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return dir;
}

/** PUT of a file; GET of the report and of the rows to mend. */
export const operationRoutes: HttpRoutes = (app, deps) => {
  const filesDir = filesDirOf(deps.config.dataDir);

  app.put<{ Params: { id: string } }>(
    '/operations/:id/file',
    { bodyLimit: Number.MAX_SAFE_INTEGER },
    async (request, reply) => {
      const operation = await find(deps, request, reply, request.params.id, 'operations:write');
      if (!operation) return reply;
      if (
        !['CREATED', 'RECEIVING', 'FAILED'].includes(operation.status) ||
        operation.startedAt ||
        operation.clearedAt
      )
        return refuse(
          reply,
          409,
          'HAS_ITS_FILE',
          `This operation is ${operation.status}; it takes no further file. Begin a new upload.`,
        );
      const declared = Number(request.headers['content-length'] ?? Number.NaN);
      const body = request.body instanceof Readable ? request.body : request.raw;
      try {
        await receiveFile(
          { db: deps.db, kinds: operationKinds, filesDir },
          operation,
          body,
          Number.isFinite(declared) ? declared : null,
        );
      } catch (error) {
        if (error instanceof UploadRefused) {
          // What is still coming would be read for nothing.
          reply.header('connection', 'close');
          return refuse(reply, error.status, error.code, error.message);
        }
        // Who hung up hears nothing; a request that is here in full is destroyed as well, and waits for its answer.
        if (!request.raw.complete) return reply;
        throw error;
      }
      return reply.code(202).send({ operationId: operation.id, status: 'PLANNING' });
    },
  );

  const download =
    (failuresOnly: boolean) =>
    async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
      const operation = await find(deps, request, reply, request.params.id, 'operations:read');
      if (!operation) return reply;
      if (operation.clearedAt)
        return refuse(
          reply,
          410,
          'NO_LONGER_KEPT',
          `The rows and the file of this operation were kept for a time and let go on ${operation.clearedAt.slice(0, 10)}. What it did stands in the history of each backer.`,
        );
      if (!hasRows(operation))
        return refuse(reply, 409, 'NOT_PLANNED', 'This operation has no rows yet. Upload its file first.');
      const name = failuresOnly
        ? `operation-${operation.id}-to-mend.csv`
        : `operation-${operation.id}-report.csv`;
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(reportOf(deps.db, filesDir, operation, failuresOnly), { objectMode: false }));
    };
  app.get<{ Params: { id: string } }>('/operations/:id/report.csv', download(false));
  app.get<{ Params: { id: string } }>('/operations/:id/failures.csv', download(true));
};

async function find(
  deps: HttpDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  permission: Permission,
): Promise<OperationRecord | null> {
  const { principal } = request;
  if (!principal) {
    await refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in, or send a token in the Authorization header.');
    return null;
  }
  // A partner sees its own reports, and the wall sees to it that there are no others.
  const { partnerId } = principal;
  const db = partnerId === null ? deps.db : deps.db.asPartner(partnerId);
  const enough = partnerId !== null && permission === 'operations:read' ? 'requests:read' : permission;
  try {
    const owned = await requireOwned({ db, principal }, 'operation', id, enough);
    return await loadOperation(db, [owned.creatorId], id);
  } catch (error) {
    if (error instanceof UserError) {
      await refuse(reply, 404, error.code, error.message);
      return null;
    }
    const code = (error as { extensions?: { code?: string } }).extensions?.code;
    if (code !== 'FORBIDDEN') throw error;
    await refuse(reply, 403, code, (error as Error).message);
    return null;
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ code, message });
}
