import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpDeps, HttpRoutes } from '../http.ts';
import { markup, type Markup } from '../lib/markup.ts';
import { page, pagePolicy } from '../lib/page-frame.ts';
import {
  readUnsubscribeToken,
  resubscribe,
  subscriberOf,
  unsubscribe,
  type Subscriber,
} from './unsubscribe.actions.ts';

type Linked = FastifyRequest<{ Params: { token: string } }>;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': pagePolicy(`'self'`),
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/**
 * The link at the foot of a mail. Opening it asks, since programs that look links over open them, too; the button (and
 * a mail program's own, by RFC 8058) does it, and its page takes it back again. The signature in the link is who may:
 * no session, and any origin.
 */
export const unsubscribeRoutes: HttpRoutes = (app, deps) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { bodyLimit: 1024, parseAs: 'string' }, (_request, _body, done) =>
    done(null),
  );
  const open = { helmet: false as const, config: { anyOrigin: true } };
  app.get('/u/:token', open, (request: Linked, reply) =>
    answer(deps, request, reply, (subscriber) => Promise.resolve(askPage(subscriber))),
  );
  app.post('/u/:token', open, (request: Linked, reply) =>
    answer(deps, request, reply, async (subscriber) => {
      await unsubscribe(deps.db, subscriber);
      return donePage(subscriber, request.params.token);
    }),
  );
  app.post('/u/:token/undo', open, (request: Linked, reply) =>
    answer(deps, request, reply, async (subscriber) => {
      await resubscribe(deps.db, subscriber);
      return backPage(subscriber);
    }),
  );
};

async function answer(
  { db, secret }: HttpDeps,
  request: Linked,
  reply: FastifyReply,
  work: (subscriber: Subscriber) => Promise<string>,
): Promise<FastifyReply> {
  const id = readUnsubscribeToken(secret, request.params.token);
  const subscriber = id === null ? null : await subscriberOf(db, id);
  if (!subscriber) return reply.code(404).headers(HEADERS).send(NO_SUCH_LINK);
  return reply.headers(HEADERS).send(await work(subscriber));
}

function askPage({ creatorName, email }: Subscriber): string {
  return plain(
    'No more mails about parcels?',
    markup`<p>${creatorName} will not write to <strong>${email}</strong> about parcels any more. Your parcels come all the same.</p>
<form method="post"><button type="submit">No more mails about parcels</button></form>`,
  );
}

function donePage({ creatorName, email }: Subscriber, token: string): string {
  return plain(
    'You are unsubscribed',
    markup`<p>${creatorName} will not write to <strong>${email}</strong> about parcels any more.</p>
<form method="post" action="/u/${encodeURIComponent(token)}/undo"><button type="submit">I want them after all</button></form>`,
  );
}

function backPage({ creatorName, email }: Subscriber): string {
  return plain(
    'You are subscribed again',
    markup`<p>${creatorName} may write to <strong>${email}</strong> when a parcel is on its way.</p>`,
  );
}

const NO_SUCH_LINK = plain(
  'This link does not work',
  markup`<p>It is the link at the foot of a mail, and mail programs like to break long ones: copy all of it, to the last letter.</p>`,
);

function plain(title: string, text: Markup): string {
  return page({
    title,
    indexed: false,
    main: markup`<header><h1>${title}</h1></header>
<div class="card">${text}</div>`,
  });
}
