import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { coerceInputValue, isInputType, type GraphQLSchema } from 'graphql';
import { requireProject } from '../access/authorise.ts';
import type { BackerTarget } from '../backers/backer-filter.inputs.ts';
import type { HttpDeps, HttpRoutes } from '../http.ts';
import { UserError, UserErrorCode } from '../lib/user-error.ts';
import { ExportsBusy, openTemplate, type TemplateFormat } from './template.actions.ts';
import { START_SHIPPING } from './template.sql.ts';

interface TemplateRequest {
  Params: { id: string };
  Querystring: { format?: string; target?: string };
}

const TYPES: Record<TemplateFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** GET of the file that packers fill in. */
export const templateRoutes: HttpRoutes = (app, deps) => {
  app.get<TemplateRequest>('/projects/:id/template', { exposeHeadRoute: false }, async (request, reply) => {
    try {
      return await send(deps, request, reply);
    } catch (error) {
      if (error instanceof ExportsBusy)
        return refuse(reply.header('retry-after', '10'), 503, 'SERVICE_UNAVAILABLE', error.message);
      if (error instanceof UserError)
        return refuse(reply, error.code === UserErrorCode.NOT_FOUND ? 404 : 400, error.code, error.message);
      const code = (error as { extensions?: { code?: string } }).extensions?.code;
      if (code !== 'FORBIDDEN') throw error;
      return refuse(reply, 403, code, (error as Error).message);
    }
  });
};

async function send(
  deps: HttpDeps,
  request: FastifyRequest<TemplateRequest>,
  reply: FastifyReply,
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
  const target = query.target ? readTarget(deps.schema, query.target) : START_SHIPPING;
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
      `The target cannot be read: ${why} It is a BackerTarget as JSON in base64url.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString());
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
