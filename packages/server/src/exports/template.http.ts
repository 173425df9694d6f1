import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { coerceInputValue, isInputType, type GraphQLSchema } from 'graphql';
import { requireProject } from '../access/authorise.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import type { HttpDeps, HttpRoutes } from '../http.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { ExportsBusy, openTemplate, type TemplateFormat } from './template.actions.ts';
import { EVERYONE_TO_PACK } from './template.sql.ts';

interface TemplateRequest {
  Params: { id: string };
  Querystring: { format?: string; target?: string };
}

const TYPES: Record<TemplateFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** As many values as a filter may hold fit; the same as of a GraphQL body. */
const BODY_LIMIT = 4 * 1024 * 1024;

/**
 * The file that packers fill in: by GET, whose address can be a link, and by POST with the target as JSON, since an
 * address has room for some 300 keys and a pasted list has thousands.
 */
export const templateRoutes: HttpRoutes = (app, deps) => {
  app.get<TemplateRequest>('/projects/:id/template', { exposeHeadRoute: false }, answer(deps, inAddress));
  app.post<TemplateRequest>('/projects/:id/template', answer(deps, inBody));
};

type Asked = FastifyRequest<TemplateRequest>;

/** The target as JSON; null where none is named. */
type TargetOf = (request: Asked) => Promise<string | null> | string | null;

const inAddress: TargetOf = ({ query }) =>
  query.target ? Buffer.from(query.target, 'base64url').toString() : null;

const inBody: TargetOf = async ({ body, headers }) => {
  const tooLong = () =>
    new UserError(
      UserErrorCode.LIMIT_EXCEEDED,
      `The target has more than ${BODY_LIMIT / 1024 / 1024} MiB. Make a segment of it and name that.`,
    );
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT) throw tooLong();
  const chunks: Buffer[] = [];
  let size = 0;
  // Left whole when it is too long: a destroyed request could not be answered.
  for await (const chunk of (body as Readable).iterator({
    destroyOnReturn: false,
  }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString().trim() || null;
};

function answer(deps: HttpDeps, targetOf: TargetOf) {
  return async (request: Asked, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      return await send(deps, request, reply, targetOf);
    } catch (error) {
      if (error instanceof ExportsBusy)
        return refuse(reply.header('retry-after', '10'), 503, 'SERVICE_UNAVAILABLE', error.message);
      if (error instanceof UserError)
        return refuse(reply, error.code === UserErrorCode.NOT_FOUND ? 404 : 400, error.code, error.message);
      const code = (error as { extensions?: { code?: string } }).extensions?.code;
      if (code !== 'FORBIDDEN') throw error;
      return refuse(reply, 403, code, (error as Error).message);
    }
  };
}

async function send(
  deps: HttpDeps,
  request: Asked,
  reply: FastifyReply,
  targetOf: TargetOf,
): Promise<FastifyReply> {
  const { principal, params, query } = request;
  if (!principal)
    return refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in, or send a token in the Authorization header.');
  const { id, creatorId } = await requireProject({ db: deps.db, principal }, params.id, 'backers:read');
  const format = query.format ?? 'csv';
  if (format !== 'csv' && format !== 'xlsx')
    throw new UserError(
      UserErrorCode.INVALID,
      `The format is “${format.slice(0, 20)}”; it can be csv or xlsx.`,
    );
  const [project] = await deps.db.read<{ slug: string; title: string }>(
    [creatorId],
    'select slug, title from project where id = $1',
    [id],
  );
  const given = await targetOf(request);
  const target = given === null ? EVERYONE_TO_PACK : readTarget(deps.schema, given);
  const file = await openTemplate(
    deps.db,
    { id, creatorId, title: project?.title ?? '' },
    target,
    format,
    principal.name,
  );
  const day = new Date().toISOString().slice(0, 10);
  return reply
    .header('content-type', TYPES[format])
    .header(
      'content-disposition',
      `attachment; filename="${project?.slug}-tracking-template-${day}.${format}"`,
    )
    .header('cache-control', 'no-store')
    .send(Readable.from(file, { objectMode: false }));
}

/** The target as it is written in the API, by the API's own rules. */
function readTarget(schema: GraphQLSchema, text: string): BackerTarget {
  const unreadable = (why: string) =>
    new UserError(
      UserErrorCode.INVALID,
      `The target cannot be read: ${why} It is a BackerTarget as JSON (in base64url where it stands in the address).`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable('it is no JSON.');
  }
  const type = schema.getType('BackerTarget');
  if (!type || !isInputType(type)) throw new Error('The schema has no BackerTarget');
  return coerceInputValue(value, type, (path, _, error) => {
    throw unreadable(`${path.length > 0 ? `at ${path.join('.')}: ` : ''}${error.message}`);
  }) as BackerTarget;
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ code, message });
}
