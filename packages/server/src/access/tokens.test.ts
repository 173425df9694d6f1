import { afterAll, beforeAll, expect, test } from 'vitest';
import { TokenCreate, TokenRevoke, Tokens, Viewer } from '@waybill/schema/access';
import { ProjectCreate } from '@waybill/schema/projects';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { makeToken, readToken } from './secrets.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

const create = async (input: {
  name: string;
  scopes: ('BACKERS_READ' | 'PROJECTS_WRITE')[];
  expiresInDays?: number;
}) => (await server.query(TokenCreate, { creatorId: ada.creatorId, input }, ada)).tokenCreate;

test('a token acts for its creator and for nothing else', async () => {
  await server.signUp('Bea');
  const token = await server.token(ada, 'BACKERS_READ');
  const { viewer } = await server.query(Viewer, {}, token);
  expect(viewer).toMatchObject({ user: null, creators: [{ id: ada.creatorId, role: null }] });
});

test('the token is shown once and kept as a hash', async () => {
  const made = await create({ name: 'Packing', scopes: ['BACKERS_READ'] });
  expect(made.secret).toMatch(/^wb_\w{8}_\w{43}_\w{6}$/);
  const [, prefix, secret] = made.secret?.split('_') ?? [];
  expect(made.token?.prefix).toBe(prefix);
  const rows = await server.asOwner(`select row_to_json(t)::text as row from api_token t`);
  expect(rows.map(({ row }) => String(row)).join()).not.toContain(secret);
  const { creator } = await server.query(Tokens, { slug: ada.creatorSlug }, ada);
  expect(JSON.stringify(creator)).not.toContain(secret);
  expect(creator?.tokens.find(({ id }) => id === made.token?.id)).toMatchObject({
    name: 'Packing',
    lastUsedAt: null,
    revokedAt: null,
    createdBy: { name: 'Ada' },
  });
});

test('its last use shows, at most once a minute', async () => {
  const made = await create({ name: 'Used', scopes: ['BACKERS_READ'] });
  const lastUse = async () => {
    const { creator } = await server.query(Tokens, { slug: ada.creatorSlug }, ada);
    return creator?.tokens.find(({ id }) => id === made.token?.id)?.lastUsedAt;
  };
  const as = { token: made.secret ?? '' };
  await server.query(Viewer, {}, as);
  const first = await lastUse();
  expect(first).toMatch(/Z$/);
  await server.query(Viewer, {}, as);
  expect(await lastUse()).toBe(first);
});

test('a scope is needed, and the refusal names it', async () => {
  const reader = await server.token(ada, 'BACKERS_READ');
  const answer = await server.ask(
    'mutation { projectCreate(input: { title: "No" }) { project { id } } }',
    {},
    reader,
  );
  expect(answer.errors?.[0]).toMatchObject({
    message: 'This needs a token with the scope PROJECTS_WRITE.',
    extensions: { code: 'FORBIDDEN' },
  });
  const writer = await server.token(ada, 'PROJECTS_WRITE');
  const made = await server.query(ProjectCreate, { input: { title: 'Yes' } }, writer);
  expect(made.projectCreate.project?.title).toBe('Yes');
});

test('no scope lets a token hand out tokens or manage people', async () => {
  const token = await server.token(
    ada,
    'BACKERS_READ',
    'BACKERS_WRITE',
    'SHIPMENTS_WRITE',
    'OPERATIONS_READ',
    'PROJECTS_WRITE',
  );
  const answer = await server.ask(
    `mutation { tokenCreate(creatorId: "${ada.creatorId}", input: { name: "more", scopes: [BACKERS_READ] }) { secret } }`,
    {},
    token,
  );
  expect(answer.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

test('a revoked token is nobody from the next request on', async () => {
  const made = await create({ name: 'Short', scopes: ['BACKERS_READ'] });
  const as = { token: made.secret ?? '' };
  expect((await server.query(Viewer, {}, as)).viewer).not.toBeNull();
  const { tokenRevoke } = await server.query(TokenRevoke, { id: made.token?.id ?? '' }, ada);
  expect(tokenRevoke.token?.revokedAt).toMatch(/Z$/);
  expect((await server.query(Viewer, {}, as)).viewer).toBeNull();
  const again = await server.query(TokenRevoke, { id: made.token?.id ?? '' }, ada);
  expect(again.tokenRevoke.token?.revokedAt).toBe(tokenRevoke.token?.revokedAt);
});

test('an expired token is nobody', async () => {
  const made = await create({ name: 'Month', scopes: ['BACKERS_READ'], expiresInDays: 30 });
  const as = { token: made.secret ?? '' };
  expect((await server.query(Viewer, {}, as)).viewer).not.toBeNull();
  await server.asOwner(`update api_token set expires_at = now() where id = ${made.token?.id ?? ''}`);
  // Nothing tells of a clock: a token that was just used is remembered for up to a second.
  await expect.poll(async () => (await server.query(Viewer, {}, as)).viewer).toBeNull();
});

test.each([
  [{ name: ' ', scopes: ['BACKERS_READ' as const] }, 'BLANK', 'name'],
  [{ name: 'x', scopes: [] }, 'BLANK', 'scopes'],
  [{ name: 'x', scopes: ['BACKERS_READ' as const], expiresInDays: 0 }, 'INVALID', 'expiresInDays'],
])('refuses %j', async (input, code, field) => {
  expect((await create(input)).userErrors).toMatchObject([{ code, field: ['input', field] }]);
});

test('a request with a token does not act as the person whose cookie it carries', async () => {
  const bea = await server.signUp('Bea');
  const token = await server.token(bea, 'BACKERS_READ');
  const body = JSON.stringify({ query: '{ viewer { user { id } creators { slug } } }' });
  const answer = async (authorization: string) => {
    const response = await server.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: ada.cookie, authorization },
      body,
    });
    return (await response.json()) as { data: { viewer: object | null } };
  };
  expect((await answer(`Bearer ${token.token}`)).data.viewer).toEqual({
    user: null,
    creators: [{ slug: bea.creatorSlug }],
  });
  expect((await answer('Bearer wb_nonsense')).data.viewer).toBeNull();
  expect((await answer('')).data.viewer).toBeNull();
});

test('a token in the address is no token', async () => {
  const { token } = await server.token(ada, 'BACKERS_READ');
  const response = await server.fetch(`/graphql?access_token=${token}&token=${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-waybill': '1' },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  expect(await response.json()).toEqual({ data: { viewer: null } });
});

test('a token with one letter changed is refused before the database is asked', () => {
  const { token, prefix, secretHash } = makeToken();
  expect(readToken(token)).toEqual({ prefix, secretHash });
  const at = 20;
  const changed = `${token.slice(0, at)}${token[at] === 'a' ? 'b' : 'a'}${token.slice(at + 1)}`;
  expect(readToken(changed)).toBeNull();
});
