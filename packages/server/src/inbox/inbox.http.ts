import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpRoutes } from '../http.ts';
import { isDatabaseAway, isHeldUp } from '../lib/database-trouble.ts';
import { connectionByKey, type RememberedConnection } from './connection-memory.ts';
import { parseJson, plain } from './json-walk.ts';
import { makeKeySets } from './key-sets.ts';
import { InboxFull, makeReceiver } from './receive.ts';
import { makeRefusals } from './refusals.ts';
import type { Delivery, Hook, VendorAdapter } from './vendors/vendor.ts';
import { vendorAt } from './vendors/vendors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose address a delivery came to; found before its body is read. */
    inboxConnection: RememberedConnection | null;
  }
}

/** A full history of a parcel is some 50 kB; EasyPost’s largest events are below this. */
const BODY_LIMIT = 1024 * 1024;
/** One answer for all that is refused: it tells a stranger neither what was wrong nor whether the address leads anywhere. */
const REFUSED = { code: 'UNAUTHENTICATED', message: 'This delivery is not accepted.' };
const RECEIVED = { received: true };
/** Credentials of whoever asks have no place in an inbox. */
const NOT_KEPT = new Set(['authorization', 'cookie', 'proxy-authorization']);
const KEY_TEXT = /^[\x21-\x7e]{1,200}$/;
const LONGEST_TYPE = 100;

type HookRequest = FastifyRequest<{
  Params: { vendor: string; key: string };
  Querystring: { token?: string | string[] };
}>;

/**
 * Where vendors send what they know: `POST /hooks/<vendor>/<key>`. The key in the address and the vendor’s signature are
 * who may: no session, any origin. The answer comes once the delivery is in the database, and before anything is done
 * about it.
 */
export const inboxRoutes: HttpRoutes = (app, { config, db, secret, log }) => {
  const keySets = makeKeySets(config.vendorOrigins);
  const receiver = makeReceiver(db, (error) => log.warn({ err: error }, 'Inbox'));
  const refusals = makeRefusals(db, (error) => log.warn({ err: error }, 'Inbox'));
  app.decorateRequest('inboxConnection', null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { bodyLimit: BODY_LIMIT, parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  const refuse = (request: FastifyRequest, reply: FastifyReply, why: string): FastifyReply => {
    if (request.inboxConnection) refusals.note(request.inboxConnection, why);
    // The rest of a stranger’s body is not read.
    return reply.code(401).header('connection', 'close').send(REFUSED);
  };

  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof InboxFull || isDatabaseAway(error) || isHeldUp(error))
      return reply.code(503).header('retry-after', '30').send({
        code: 'SERVICE_UNAVAILABLE',
        message: 'Deliveries cannot be kept for the moment. Send it again.',
      });
    if (error.statusCode !== undefined && error.statusCode < 500) {
      const why = error.statusCode === 413 ? `The body is longer than ${BODY_LIMIT} bytes.` : error.message;
      if (request.inboxConnection) refusals.note(request.inboxConnection, why);
      return reply
        .code(error.statusCode)
        .header('connection', 'close')
        .send({ code: 'BAD_REQUEST', message: why });
    }
    log.error({ requestId: request.id, err: error }, 'delivery failed');
    return reply.code(500).send({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side. Send it again.',
    });
  });

  app.post(
    '/hooks/:vendor/:key',
    {
      helmet: false,
      config: { anyOrigin: true },
      async onRequest(request: HookRequest, reply) {
        const vendor = vendorAt(request.params.vendor);
        const connection = await connectionByKey(db, secret, request.params.key);
        if (connection?.vendor !== vendor?.name || !connection) return refuse(request, reply, '');
        request.inboxConnection = connection;
        return undefined;
      },
    },
    async (request: HookRequest, reply) => {
      const vendor = vendorAt(request.params.vendor);
      const connection = request.inboxConnection;
      if (!vendor || !connection) return refuse(request, reply, '');
      const hook = hookOf(request);
      const problem = connection.unreadable
        ? 'The secret was sealed with another WAYBILL_SECRET. Set it once more.'
        : await vendor.verify(hook, connection, keySets);
      if (problem !== null) return refuse(request, reply, problem);
      const { id, creatorId } = connection;
      await receiver.add({ connectionId: id, creatorId, vendor: vendor.name, ...keptOf(vendor, hook) });
      return reply.send(RECEIVED);
    },
  );
  app.get('/hooks/*', { helmet: false }, (_request, reply) =>
    reply.code(405).header('allow', 'POST').send({ code: 'BAD_REQUEST', message: 'Vendors POST here.' }),
  );
};

function hookOf(request: HookRequest): Hook {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !NOT_KEPT.has(name))
      headers[name] = Array.isArray(value) ? (value[0] ?? '') : value;
  const { token } = request.query;
  return {
    headers,
    token: typeof token === 'string' ? token : null,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    now: Date.now(),
  };
}

/** What is kept of a delivery beside whose it is. Bytes that are no JSON are kept as well: they came from the vendor. */
function keptOf(vendor: VendorAdapter, { headers, body, now }: Hook) {
  const delivery: Delivery = { headers, json: parseJson(body), receivedAt: new Date(now).toISOString() };
  const named = vendor.dedupeKey(delivery);
  return {
    dedupeKey:
      named !== null && KEY_TEXT.test(named) ? `id:${named}` : `sha256:${hash('sha256', body, 'hex')}`,
    eventType: vendor.eventType(delivery)?.slice(0, LONGEST_TYPE) ?? null,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, plain(value)])),
    body,
  };
}
