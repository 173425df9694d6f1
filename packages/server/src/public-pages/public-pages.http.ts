import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpDeps, HttpRoutes } from '../http.ts';
import { isDatabaseAway, isHeldUp } from '../lib/database-trouble.ts';
import { pagePolicy } from '../lib/page-frame.ts';
import { NO_PLEDGE, NO_PROFILE, TOO_MANY, UNAVAILABLE } from './plain.page.ts';
import { publicPledgeByToken } from './pledge.actions.ts';
import { pledgePage } from './pledge.page.ts';
import { publicCreatorBySlug } from './profile.actions.ts';
import { BADGE_STYLE_HASHES, badgeSvg, cardSvg, type BadgeTheme } from './profile-images.ts';
import { profileJson } from './profile-json.ts';
import { profilePage } from './profile.page.ts';
import type { PublicCreator } from './public-creator.type.ts';

type Headers = Record<string, string>;

interface Route {
  Params: { '*': string };
  Querystring: { theme?: string | string[] };
}
type Request = FastifyRequest<Route>;

/** What the pages need of the client's policy is nothing. */
const COMMON: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
};
/** `connect-src`: an audit reads robots.txt in the page's name. The page has no script that could ask for anything. */
const PAGE: Headers = {
  ...COMMON,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': pagePolicy(`'none'`, `'self'`),
  'cross-origin-resource-policy': 'same-origin',
};
/** A profile may be kept, but is asked after each time: who publishes looks at it right away. */
const PROFILE_PAGE: Headers = {
  ...PAGE,
  'cache-control': 'public, no-cache',
  'referrer-policy': 'strict-origin-when-cross-origin',
};
const NOT_KEPT: Headers = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' };
const NOT_THERE: Headers = { ...PAGE, ...NOT_KEPT, 'referrer-policy': 'no-referrer' };
/** The link is the key to the page: it must not get about as a referrer, and nothing may keep what it opens. */
const PLEDGE_PAGE: Headers = { ...NOT_THERE, 'cache-control': 'private, no-store' };
/** Asked for by other sites, thousands of times a day: a few minutes late is early enough. */
const SHARED: Headers = {
  ...COMMON,
  'cache-control': 'public, max-age=300, stale-while-revalidate=3600',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};
const IMAGE: Headers = {
  ...SHARED,
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${BADGE_STYLE_HASHES}; sandbox`,
};
const JSON_FILE: Headers = {
  ...SHARED,
  'content-type': 'application/json; charset=utf-8',
  'content-security-policy': `default-src 'none'; sandbox`,
};

/**
 * The pages that strangers see, outside of /api and without a session. Both are wild cards: an address a little off (a
 * slash too many, a link twice as long) must end here, and not in the client, which would ask a stranger to sign in.
 * The client's own headers (helmet) are left out: these pages have a stricter set, and setting both cost a tenth of a request.
 */
export const publicPageRoutes: HttpRoutes = (app, deps) => {
  app.setErrorHandler((error: Error, request, reply) => {
    const passing = isDatabaseAway(error) || isHeldUp(error);
    if (!passing) request.log.error({ requestId: request.id, err: error }, 'public page failed');
    return reply
      .code(passing ? 503 : 500)
      .headers({ ...NOT_THERE, 'retry-after': '60' })
      .send(UNAVAILABLE);
  });
  app.get<Route>('/c/*', { helmet: false }, (request, reply) => profile(deps, request, reply));
  app.get<Route>('/b/*', { helmet: false }, (request, reply) => pledge(deps, request, reply));
};

async function profile(deps: HttpDeps, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const [slug = '', file = '', ...more] = request.params['*'].split('/');
  const write = more.length > 0 ? undefined : FILES.get(file);
  const creator = write && (await publicCreatorBySlug(deps.db, slug));
  if (!creator) return reply.code(404).headers(NOT_THERE).send(NO_PROFILE);
  const { publicUrl } = deps.config;
  // One address for one page: search engines would keep /c/Name, /c/name and /c/name/ as three.
  if (slug !== creator.slug || (file === '' && request.params['*'].endsWith('/')))
    return reply.redirect(`/c/${creator.slug}${file && `/${file}`}`, 301);
  const { headers, body, etag } = writtenOnce(creator, file, themeOf(request.query.theme), (theme) =>
    write(creator, publicUrl, theme),
  );
  reply.headers(headers).header('etag', etag);
  if (knows(request.headers['if-none-match'], etag)) return reply.code(304).send();
  return reply.send(body);
}

interface Written {
  headers: Headers;
  body: string;
}

interface Kept {
  headers: Headers;
  body: Buffer;
  etag: string;
}

/** What was written of a profile, for as long as it is the same one: writing and hashing it took as long as the query. */
const kept = new WeakMap<PublicCreator, Map<string, Kept>>();

function writtenOnce(
  creator: PublicCreator,
  file: string,
  theme: BadgeTheme,
  write: (theme: BadgeTheme) => Written,
): Kept {
  let files = kept.get(creator);
  if (!files) kept.set(creator, (files = new Map<string, Kept>()));
  const key = `${file}?${theme}`;
  let one = files.get(key);
  if (!one) {
    const { headers, body } = write(theme);
    const bytes = Buffer.from(body);
    files.set(key, (one = { headers, body: bytes, etag: `"${hash('sha1', bytes, 'base64url')}"` }));
  }
  return one;
}

type Writer = (creator: PublicCreator, publicUrl: string, theme: BadgeTheme) => Written;

/** What there is below a creator's address. */
const FILES = new Map<string, Writer>([
  ['', (creator, publicUrl) => ({ headers: PROFILE_PAGE, body: profilePage(creator, publicUrl) })],
  [
    'profile.json',
    (creator, publicUrl) => ({ headers: JSON_FILE, body: JSON.stringify(profileJson(creator, publicUrl)) }),
  ],
  ['card.svg', (creator) => ({ headers: IMAGE, body: cardSvg(creator) })],
  ['badge.svg', (creator, _, theme) => ({ headers: IMAGE, body: badgeSvg(creator, theme) })],
]);

function themeOf(asked: string | string[] | undefined): BadgeTheme {
  return asked === 'light' || asked === 'dark' ? asked : 'auto';
}

function knows(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

async function pledge(deps: HttpDeps, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const wait = await deps.pledgeLimits.spend(request.ip);
  if (wait !== null)
    return reply
      .code(429)
      .headers({ ...PLEDGE_PAGE, 'retry-after': String(wait) })
      .send(TOO_MANY);
  const found = await publicPledgeByToken(deps, request.params['*']);
  if (found) return reply.headers(PLEDGE_PAGE).send(pledgePage(found));
  await deps.pledgeLimits.charge(request.ip);
  return reply.code(404).headers(PLEDGE_PAGE).send(NO_PLEDGE);
}
