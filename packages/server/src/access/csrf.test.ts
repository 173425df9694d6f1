import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';

let server: TestServer;
let ada: Person;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
});
afterAll(() => server[Symbol.asyncDispose]());

const SIGN_OUT = JSON.stringify({ query: 'mutation { signOut { signedOut } }' });
const SIGN_IN = JSON.stringify({
  query: 'mutation { signIn(input: { email: "a@example.org", password: "attacker" }) { viewer { id } } }',
});

/** A request exactly as given: no header is added. */
const raw = (path: string, init: RequestInit) => fetch(new URL(path, server.url), init);

async function stillSignedIn(): Promise<boolean> {
  const answer = await server.ask<{ viewer: object | null }>('{ viewer { id } }', {}, ada);
  return answer.data?.viewer !== null;
}

test.each([
  ['without our header', { 'content-type': 'application/json' }],
  [
    'from a foreign page',
    { 'content-type': 'application/json', 'x-waybill': '1', origin: 'https://evil.example' },
  ],
  ['from a sandboxed frame', { 'content-type': 'application/json', 'x-waybill': '1', origin: 'null' }],
  [
    'from a neighbouring port',
    { 'content-type': 'application/json', 'x-waybill': '1', origin: 'http://localhost:1' },
  ],
  ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['as plain text', { 'content-type': 'text/plain' }],
])('a request %s that brings the cookie changes nothing', async (_case, headers) => {
  const response = await raw('/graphql', {
    method: 'POST',
    headers: { ...headers, cookie: ada.cookie },
    body: SIGN_OUT,
  });
  expect(response.status).toBe(403);
  expect(await stillSignedIn()).toBe(true);
});

test('what is missing is said of queries too', async () => {
  const response = await raw('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ publicCreator(slug: "nobody") { name } }' }),
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toMatch(/x-waybill: 1.*every request but GET: queries/);
});

test('a multipart form changes nothing', async () => {
  const body = new FormData();
  body.append('operations', SIGN_OUT);
  const response = await raw('/graphql', { method: 'POST', headers: { cookie: ada.cookie }, body });
  expect(response.status).toBe(403);
  expect(await stillSignedIn()).toBe(true);
});

test('a foreign page cannot sign its visitor in to an account of its own', async () => {
  const response = await raw('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example', 'x-waybill': '1' },
    body: SIGN_IN,
  });
  expect(response.status).toBe(403);
  expect(response.headers.getSetCookie()).toEqual([]);
});

test('a foreign page cannot send a file', async () => {
  const response = await raw('/api/operations/1/file', {
    method: 'PUT',
    headers: { cookie: ada.cookie, origin: 'https://evil.example', 'x-waybill': '1' },
    body: 'a,b',
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'FORBIDDEN' });
});

test('our own page may', async () => {
  const response = await raw('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: ada.cookie, origin: server.url, 'x-waybill': '1' },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  });
  expect(response.status).toBe(200);
});

test('no answer tells another origin that it may read it', async () => {
  const response = await raw('/graphql', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
});
