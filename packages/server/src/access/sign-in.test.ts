import { afterAll, beforeAll, expect, test } from 'vitest';
import { print } from 'graphql';
import { SignIn, SignOut, SignUp, Viewer } from '@waybill/schema/access';
import { sessionCookieOf, startTestServer, type Answer, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Payload {
  viewer: { id: string } | null;
  userErrors: { code: string; field: string[] | null; message: string }[];
}
type SignInAnswer = Answer<{ signIn: Payload }>;

const signIn = (email: string, password: string): Promise<SignInAnswer> =>
  server.ask(print(SignIn), { input: { email, password } });
const signUp = (input: object): Promise<Answer<{ signUp: Payload }>> =>
  server.ask(print(SignUp), {
    input: { email: 'x@example.org', password: 'long and unusual', name: 'X', creatorName: 'X', ...input },
  });

test('signing up makes a person, a creator and its owner, and signs in', async () => {
  const ada = await server.signUp('Ada');
  const { viewer } = await server.query(Viewer, {}, ada);
  expect(viewer?.user).toMatchObject({ email: ada.email, name: 'Ada' });
  expect(viewer?.creators).toMatchObject([
    { slug: ada.creatorSlug, name: 'Ada Games', role: 'OWNER', projects: [] },
  ]);
});

test('the cookie is for this host and scripts cannot read it', async () => {
  const answer = await signUp({ email: 'cookie@example.org' });
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(/^sid=[\w-]{43}; /);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).not.toMatch(/Domain/i);
});

test('two creators of one name get addresses of their own', async () => {
  const [one, two] = [await server.signUp('Ida'), await server.signUp('Ida')];
  expect(one.creatorSlug).toBe('ida-games');
  expect(two.creatorSlug).toBe('ida-games-2');
});

test('a form hears everything that is wrong with it at once', async () => {
  const answer = await signUp({ email: 'nowhere', password: 'short', name: ' ' });
  expect(answer.data?.signUp.viewer).toBeNull();
  expect(answer.data?.signUp.userErrors.map(({ field, code }) => `${field?.at(-1) ?? ''} ${code}`)).toEqual([
    'email INVALID',
    'name BLANK',
    'password INVALID',
  ]);
});

test.each(['password123', 'QWERTYuiop', 'aaaaaaaaaaaa', 'x@example.org'])(
  'refuses the password %s',
  async (password) => {
    const answer = await signUp({ password });
    expect(answer.data?.signUp.userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'password'] }]);
  },
);

test('takes a long passphrase whole', async () => {
  const password = `${'correct horse battery staple '.repeat(10)}!`;
  await signUp({ email: 'long@example.org', password });
  expect((await signIn('long@example.org', password)).data?.signIn.viewer).not.toBeNull();
  expect((await signIn('long@example.org', password.slice(0, -1))).data?.signIn.viewer).toBeNull();
});

test('an address has one account, whatever its case', async () => {
  await signUp({ email: 'Once@Example.org' });
  const answer = await signUp({ email: 'once@example.ORG' });
  expect(answer.data?.signUp.userErrors).toMatchObject([{ code: 'TAKEN', field: ['input', 'email'] }]);
  expect((await signIn(' ONCE@example.org', 'long and unusual')).data?.signIn.viewer).not.toBeNull();
});

test('a wrong password and an unknown account are answered alike', async () => {
  const ada = await server.signUp();
  const wrong = await signIn(ada.email, 'not the password');
  const unknown = await signIn('nobody@example.org', 'not the password');
  expect(wrong.data).toEqual(unknown.data);
  expect(wrong.data?.signIn.userErrors[0]?.message).toMatch(/do not belong together/);
  expect(sessionCookieOf(wrong.headers)).toBeNull();
});

test('a right password opens a new session each time and ends the one the browser had', async () => {
  const ada = await server.signUp();
  const answer: SignInAnswer = await server.ask(
    print(SignIn),
    { input: { email: ada.email, password: ada.password } },
    { cookie: ada.cookie },
  );
  const fresh = sessionCookieOf(answer.headers);
  expect(fresh).not.toBeNull();
  expect(fresh).not.toBe(ada.cookie);
  expect((await server.query(Viewer, {}, { cookie: ada.cookie })).viewer).toBeNull();
  expect((await server.query(Viewer, {}, { cookie: fresh ?? '' })).viewer?.user?.email).toBe(ada.email);
});

test('the answer to signing in is already the person’s', async () => {
  const ada = await server.signUp();
  await server.ask('mutation { projectCreate(input: { title: "Moon" }) { project { id } } }', {}, ada);
  const answer = await server.ask(
    'mutation($input: SignInInput!) { signIn(input: $input) { viewer { user { email } creators { projects { slug } } } } }',
    { input: { email: ada.email, password: ada.password } },
  );
  expect(answer.data).toEqual({
    signIn: { viewer: { user: { email: ada.email }, creators: [{ projects: [{ slug: 'moon' }] }] } },
  });
});

test('signing out ends the session itself, not only the cookie', async () => {
  const ada = await server.signUp();
  const answer: Answer<{ signOut: { signedOut: boolean } }> = await server.ask(print(SignOut), {}, ada);
  expect(answer.data?.signOut.signedOut).toBe(true);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^sid=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
  expect((await server.query(Viewer, {}, ada)).viewer).toBeNull();
});

test('ten wrong passwords close an account for a while, to the right one too, and nobody else', async () => {
  const [ada, bea] = [await server.signUp('Ada'), await server.signUp('Bea')];
  for (let tries = 0; tries < 10; tries += 1) await signIn(ada.email, `guess number ${tries}`);
  const blocked = await signIn(ada.email.toUpperCase(), ada.password);
  expect(blocked.status).toBe(429);
  expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(blocked.errors?.[0]).toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  expect((await signIn(bea.email, bea.password)).data?.signIn.viewer).not.toBeNull();
});

test('one request is one try, however many aliases it has', async () => {
  const ada = await server.signUp();
  const field = (alias: string) =>
    `${alias}: signIn(input: { email: "${ada.email}", password: "guess ${alias}" }) { viewer { id } }`;
  const answer = await server.ask(`mutation { ${field('a')} ${field('b')} }`);
  expect(answer.status).toBe(400);
  expect(answer.errors?.[0]?.extensions?.code).toBe('LIMIT_EXCEEDED');
});

test('a session ends by itself: twelve hours unused, seven days in any case', async () => {
  const [idle, old] = [await server.signUp(), await server.signUp()];
  const { rows } = await server.db.engine.query('select current_user as who');
  expect(rows).toEqual([{ who: 'waybill_engine' }]);
  await server.asOwner(
    `update session set idle_expires_at = now() where user_id = (select id from app_user where email = '${idle.email}')`,
  );
  await server.asOwner(
    `update session set absolute_expires_at = now() where user_id = (select id from app_user where email = '${old.email}')`,
  );
  expect((await server.query(Viewer, {}, idle)).viewer).toBeNull();
  expect((await server.query(Viewer, {}, old)).viewer).toBeNull();
});

test('the idle limit slides with use, no further than the absolute one is checked', async () => {
  const ada = await server.signUp();
  await server.asOwner(`update session set last_seen_at = now() - interval '11 hours', idle_expires_at = now() + interval '1 hour'
    where user_id = (select id from app_user where email = '${ada.email}')`);
  expect((await server.query(Viewer, {}, ada)).viewer).not.toBeNull();
  const [row] =
    await server.asOwner(`select extract(epoch from idle_expires_at - now())::int as left from session
    where user_id = (select id from app_user where email = '${ada.email}')`);
  expect(row?.left).toBeGreaterThan(11 * 3600);
});

test('no password, cookie or address reaches the log', async () => {
  const ada = await server.signUp('Loggia');
  await signIn(ada.email, 'a wrong secret phrase');
  await server.ask('mutation { signUp(input: { email: "dup', {}, ada);
  const logs = server.logs();
  expect(logs).toContain('/graphql');
  for (const secret of [
    ada.email,
    ada.password,
    ada.cookie.slice(4),
    'a wrong secret phrase',
    '127.0.0.1"',
  ]) {
    expect(logs).not.toContain(secret);
  }
});
