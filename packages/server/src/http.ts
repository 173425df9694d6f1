import fastifyCookie from '@fastify/cookie';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { resolvePrincipal } from './access/principal.actions.ts';
import { credentialsOf, sessionCookie } from './access/session-cookie.ts';
import { makeContext, type Context, type Deps, type SessionHandle } from './context.ts';
import { makeApollo } from './graphql/server.ts';
import { clientFiles } from './http/client-files.ts';
import { healthRoutes } from './http/health.ts';
import { foreignReason } from './http/own-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { isDatabaseAway, isHeldUp } from './lib/database-trouble.ts';
import type { Principal } from './lib/principal.ts';
import { templateRoutes } from './exports/template.http.ts';
import { operationRoutes } from './operations/operation.http.ts';
import { postageRoutes } from './postage/labels-pdf.http.ts';
import { unsubscribeRoutes } from './notifications/unsubscribe.http.ts';
import { inboxRoutes } from './inbox/inbox.http.ts';
import { publicPageRoutes } from './public-pages/public-pages.http.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; resolved before the body is read. */
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    /** Routes whose address is the proof, and which look at no session: any page may send to them. */
    anyOrigin?: boolean;
  }
}

export interface HttpDeps extends Deps {
  schema: GraphQLSchema;
  log: Logger;
  introspection: boolean;
  /** Folder of the built client. */
  clientDist: string;
  isStopping(): boolean;
}

/**
 * Routes of a feature beside GraphQL, below /api. The body is not parsed: `request.body` is the stream. `request.principal` is
 * who asks; cross-site requests have been refused before.
 */
export type HttpRoutes = (app: FastifyInstance, deps: HttpDeps) => void;

/** Every feature with routes of its own, one a line. */
const featureRoutes: HttpRoutes[] = [operationRoutes, postageRoutes, templateRoutes];

/** 10,000 rows of shipmentsRecord are 1.5 MB; a stranger has nothing to say that is longer than a sign-up. */
const BODY_LIMIT = 4 * 1024 * 1024;
const STRANGER_BODY_LIMIT = 100 * 1024;
/** Without a byte for so long, a connection is given up. Uploads may take hours, but not between two bytes. */
const IDLE_MS = 60_000;

/** The server, ready to listen. Routes: GraphQL, health, the features', and the client for everything else. */
export async function makeHttp(deps: HttpDeps): Promise<FastifyInstance> {
  const { config, db, log } = deps;
  const cookie = sessionCookie(config.publicUrl);
  // As its plainer self: with pino's own type every plugin would have to name it.
  const logger: FastifyBaseLogger = log;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    connectionTimeout: IDLE_MS,
    requestTimeout: 0,
    keepAliveTimeout: 72_000,
    // A proxy on this machine may say for whom it asks; anybody else could say anything.
    trustProxy: 'loopback',
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  app.decorateRequest('principal', null);
  await app.register(fastifyCookie);
  await securityHeaders(app, config.publicUrl);

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    const { anyOrigin = false } = request.routeOptions.config;
    const reason = anyOrigin ? null : foreignReason(request, config.publicUrl);
    if (reason) return refuse(request, reply, 403, 'FORBIDDEN', reason);
    return undefined;
  });
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not the address: that may hold an invitation.
    const line = {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
    };
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    if (reply.statusCode >= 500) request.log.warn({ ...line, ms }, 'answered');
    else request.log.debug({ ...line, ms }, 'answered');
  });
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (isDatabaseAway(error)) {
      return refuse(
        request,
        reply,
        503,
        'SERVICE_UNAVAILABLE',
        'The database does not answer for the moment. Try again in a few seconds.',
      );
    }
    if (isHeldUp(error)) {
      return refuse(
        request,
        reply,
        503,
        'SERVICE_UNAVAILABLE',
        'Something else is at work on this at the moment. Try again in a minute.',
      );
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      request.log.error({ requestId: request.id, err: error }, 'request failed');
      return refuse(
        request,
        reply,
        500,
        'INTERNAL_SERVER_ERROR',
        'Something went wrong on our side. Try again; if it stays, tell us the request id.',
      );
    }
    if (status === 413)
      return refuse(request, reply, 413, 'LIMIT_EXCEEDED', `The body is longer than ${BODY_LIMIT} bytes.`);
    return refuse(request, reply, status, 'BAD_REQUEST', error.message);
  });

  const authenticate = async (request: FastifyRequest) => {
    request.principal = await resolvePrincipal(db, credentialsOf(request.headers, cookie.name));
  };

  healthRoutes(app, db, deps.isStopping);

  const apollo = makeApollo({
    schema: deps.schema,
    introspection: deps.introspection,
    report: (error) => log.error({ err: error }, 'GraphQL request failed'),
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  app.route({
    method: 'POST',
    url: '/graphql',
    onRequest: async (request, reply) => {
      const unreadable = unreadableReason(request);
      if (unreadable) return refuse(request, reply, 415, 'BAD_REQUEST', unreadable);
      await authenticate(request);
      if (!request.principal) return refuseLongBody(request, reply);
      return undefined;
    },
    handler: fastifyApolloHandler<Context>(apollo, {
      context: (request, reply) =>
        Promise.resolve(
          makeContext(deps, {
            principal: request.principal,
            requestId: request.id,
            session: sessionOf(request, reply),
          }),
        ),
    }),
  });
  app.get('/graphql', (request, reply) =>
    refuse(request, reply.header('allow', 'POST'), 405, 'BAD_REQUEST', 'Send GraphQL as POST.'),
  );

  const sessionOf = (request: FastifyRequest, reply: FastifyReply): SessionHandle => ({
    ip: request.ip,
    userAgent: request.headers['user-agent'],
    current: request.headers.authorization === undefined ? request.cookies[cookie.name] : undefined,
    set(value) {
      if (value === null) reply.clearCookie(cookie.name, { ...cookie.options, maxAge: 0 });
      else reply.setCookie(cookie.name, value, cookie.options);
    },
  });

  await app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, stream, done) => done(null, stream));
      scope.addHook('onRequest', authenticate);
      for (const register of featureRoutes) register(scope, deps);
    },
    { prefix: '/api' },
  );

  await app.register(async (scope) => publicPageRoutes(scope, deps));
  await app.register(async (scope) => unsubscribeRoutes(scope, deps));
  await app.register(async (scope) => inboxRoutes(scope, deps));
  await clientFiles(app, deps.clientDist);
  return app;
}

/** Where `npm run build` puts the client. */
export function clientDistOf(root: string): string {
  return join(root, 'packages/client/dist');
}

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, code: string, message: string) {
  const path = request.url.split('?', 1)[0];
  const body = path === '/graphql' ? { errors: [{ message, extensions: { code } }] } : { code, message };
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

/** JSON in UTF-8, as it stands: other charsets and packed bodies are ways around a check. */
function unreadableReason(request: FastifyRequest): string | null {
  const charset = /charset=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return 'Send the body as JSON in UTF-8.';
  if (request.headers['content-encoding'] !== undefined)
    return 'Send the body unpacked, without Content-Encoding.';
  return null;
}

function refuseLongBody(request: FastifyRequest, reply: FastifyReply) {
  const length = request.headers['content-length'];
  if (length === undefined)
    return refuse(request, reply, 411, 'BAD_REQUEST', 'Send the body with a Content-Length.');
  if (Number(length) <= STRANGER_BODY_LIMIT) return undefined;
  return refuse(
    request,
    reply,
    413,
    'LIMIT_EXCEEDED',
    `The body is longer than the ${STRANGER_BODY_LIMIT} bytes allowed without signing in.`,
  );
}
