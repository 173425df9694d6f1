import { isObjectType, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCRIPT_SCOPES } from '../src/lib/principal.ts';
import { makeSchema } from '../src/schema.ts';
import {
  argumentsWith,
  documentFor,
  foreignValue,
  idPaths,
  MATRIX,
  PARTNER_SIDE,
} from './isolation-matrix.ts';
import { digestOf, makeWorld, type World } from './isolation-world.ts';
import { sessionCookieOf, startTestServer, type As, type TestServer } from './test-server.ts';

/** An id of the right form that belongs to nothing. */
const NEVER = '999999999999';

let server: TestServer;
let schema: GraphQLSchema;
let ada: World;
let eve: World;
let eveToken: { token: string };

beforeAll(async () => {
  schema = await makeSchema();
  server = await startTestServer();
  ada = await makeWorld(server, 'Ada');
  eve = await makeWorld(server, 'Eve');
  eveToken = await server.token(eve.person, ...SCRIPT_SCOPES);
});
afterAll(() => server[Symbol.asyncDispose]());

/** Status of the answer to a probe: its errors and user errors, and which fields hold something. */
async function probe(field: string, args: Record<string, unknown>, as: As): Promise<string> {
  const [root = '', name = ''] = field.split('.');
  const document = documentFor(schema, root, name);
  let data: unknown;
  let errors: { message: string; extensions?: { code?: unknown } }[] = [];
  if (root === 'Subscription') {
    try {
      const next = await server.subscribe(document, args, as).next();
      data = next.value;
    } catch (error) {
      errors = refusalOf(error);
    }
  } else {
    const answer = await server.ask(document, args, as);
    data = answer.data?.[name] ?? null;
    errors = answer.errors ?? [];
  }
  const userErrors = (data as { userErrors?: { code: string; message: string }[] } | null)?.userErrors ?? [];
  const refusals = [
    ...errors.map((one) => `${String(one.extensions?.code)}: ${one.message}`),
    ...userErrors.map((one) => `${one.code}: ${one.message}`),
  ];
  return refusals.length > 0 ? refusals.join(' | ') : isNothing(data) ? 'nothing' : 'something';
}

function refusalOf(error: unknown): { message: string; extensions?: { code?: unknown } }[] {
  // graphql-ws throws the list of errors, or the closing of the socket.
  if (Array.isArray(error)) return error as { message: string; extensions?: { code?: unknown } }[];
  const { code, reason, message } = error as { code?: unknown; reason?: string; message?: string };
  return [{ message: reason ?? message ?? String(error), extensions: { code } }];
}

function isNothing(data: unknown): boolean {
  return data === null || data === undefined;
}

/** Root fields of the schema, with the ways into them by an id. */
function fieldsOf(built: GraphQLSchema): [string, string[][]][] {
  return ['Query', 'Mutation', 'Subscription'].flatMap((root) => {
    const type = built.getType(root);
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).map((field): [string, string[][]] => [
      `${root}.${field.name}`,
      idPaths(`${root}.${field.name}`, field),
    ]);
  });
}

const all = fieldsOf(await makeSchema());
const ways = all.flatMap(([field, paths]) => paths.map((path): [string, string[]] => [field, path]));
/** What is named inside a list of backers or a filter narrows the caller's own things; it is no thing by itself. */
const narrows = (path: readonly string[], field: string) =>
  ['target', 'filter', 'segmentIds'].some((name) => path.includes(name)) ||
  (field === 'Subscription.reconciliationUpdated' && path.join() === 'partnerId');

test('every root field of the schema has a row, and every row a field', () => {
  expect(Object.keys(MATRIX).sort()).toEqual(all.map(([field]) => field).sort());
});

describe.each([
  ['another creator', () => eve.person],
  ['another creator’s token with every scope', () => eveToken],
])('%s', (_who, asEve) => {
  test.each(ways)('%s by %j is told what is told of an id that never was', async (field, path) => {
    const foreign = foreignValue(field, path, ada);
    expect(foreign).toBeDefined();
    const never = Array.isArray(foreign)
      ? [NEVER]
      : path.at(-1)?.toLowerCase().endsWith('slug')
        ? 'never-was'
        : NEVER;
    const before = await digestOf(server, ada.creator);
    const answer = await probe(field, argumentsWith(field, eve, path, foreign), asEve());
    if (field.startsWith('Mutation.')) await server.runJobs();
    expect(await digestOf(server, ada.creator)).toEqual(before);
    expect(answer).toBe(await probe(field, argumentsWith(field, eve, path, never), asEve()));
    if (!narrows(path, field))
      expect(answer).toMatch(
        /^nothing$|NOT_FOUND: |^FORBIDDEN: This needs (a signed-in person|the token of a partner)|^INVALID: requestId, /,
      );
  });
});

describe.each([
  ['nobody', () => Promise.resolve(null)],
  ['a made-up token', () => Promise.resolve({ token: 'wb_12345678_nonsense_crc' })],
  ['a session that was signed out', signedOut],
  ['an expired session', expired],
  ['a revoked token', revoked],
])('%s', (_who, makeAs) => {
  let as: As;
  beforeAll(async () => {
    as = await makeAs();
  });

  test.each(ways.filter(([field, path]) => !narrows(path, field)))(
    '%s by %j is not answered',
    async (field, path) => {
      const before = await digestOf(server, ada.creator);
      const answer = await probe(field, argumentsWith(field, ada, path, foreignValue(field, path, ada)), as);
      expect(answer).toMatch(/UNAUTHENTICATED|4401|4403|40[13]/);
      expect(await digestOf(server, ada.creator)).toEqual(before);
    },
  );
});

test('files and reports of another creator are not there', async () => {
  const urls = await server.ask<{ operation: Record<string, string> }>(
    'query($id: ID!) { operation(id: $id) { reportUrl failuresUrl } }',
    { id: ada.completed },
    ada.person,
  );
  const { reportUrl = '', failuresUrl = '' } = urls.data?.operation ?? {};
  for (const as of [eve.person, eveToken]) {
    for (const path of [reportUrl, failuresUrl]) {
      expect((await server.fetch(path, {}, ada.person)).status).toBe(200);
      const answers = await Promise.all(
        [path, path.replace(ada.completed, NEVER)].map(async (one) => {
          const response = await server.fetch(one, {}, as);
          return `${response.status} ${await response.text()}`;
        }),
      );
      expect(answers[0]).toMatch(/^404 .*NOT_FOUND/);
      expect(answers[0]).toBe(answers[1]);
    }
    const put = await server.put(`/api/operations/${ada.fresh}/file`, 'a,b\n1,2\n', as);
    expect(put.status).toBe(404);
  }
  expect((await server.fetch(reportUrl)).status).toBe(401);
});

test('each row does reach its own creator’s things', async () => {
  const failures: string[] = [];
  for (const [field, row] of Object.entries(MATRIX)) {
    const answer = await probe(field, row(ada), PARTNER_SIDE.has(field) ? ada.partnerToken : ada.person);
    if (field.startsWith('Mutation.')) await server.runJobs();
    if (/NOT_FOUND|FORBIDDEN|UNAUTHENTICATED|INTERNAL|BAD_USER_INPUT|GRAPHQL/.test(answer))
      failures.push(`${field}: ${answer}`);
    if (field === 'Mutation.signOut') ada.person.cookie = await signInAgain(ada);
  }
  expect(failures).toEqual([]);
});

async function signInAgain(world: World): Promise<string> {
  const { email, password } = world.person;
  const answer = await server.ask(
    'mutation($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
    { input: { email, password } },
    null,
  );
  return sessionCookieOf(answer.headers) ?? '';
}

async function signedOut(): Promise<As> {
  const cookie = await signInAgain(ada);
  await server.ask('mutation { signOut { signedOut } }', {}, { cookie });
  return { cookie };
}

async function expired(): Promise<As> {
  const cookie = await signInAgain(ada);
  await server.asOwner(
    `update session set idle_expires_at = now() where id_hash = sha256('${cookie.split('=')[1] ?? ''}'::bytea)`,
  );
  return { cookie };
}

async function revoked(): Promise<As> {
  const token = await server.token(ada.person, ...SCRIPT_SCOPES);
  await server.asOwner(
    `update api_token set revoked_at = now() where prefix = '${token.token.split('_')[1] ?? ''}'`,
  );
  return token;
}
