import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSchema, Kind, parse, print, type DocumentNode } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { makeSchema } from '../schema.ts';
import { weighDocument } from './document-cost.ts';
import { LIMITS, parseLimited, validateAndLimit } from './limits.ts';

describe('the function both transports use', () => {
  const schema = buildSchema(`
    type Query { node: Node, list(first: Int, last: Int): NodeConnection, plain: [Node!]! }
    type Node { id: ID!, node: Node, nodes: [Node!]!, list(first: Int): NodeConnection }
    type NodeConnection { nodes: [Node!]!, edges: [Edge!]! }
    type Edge { node: Node! }
    type Mutation { signIn: Boolean, signUp: Boolean, other: Boolean }`);
  const check = (source: string, variables: Record<string, unknown> = {}, introspection = false) => {
    let document: DocumentNode;
    try {
      document = parseLimited(source);
    } catch (error) {
      return [(error as Error).message];
    }
    return validateAndLimit(schema, document, variables, { introspection }).map(({ message }) => message);
  };

  test.each<[string, string, RegExp | null]>([
    ['an ordinary document', '{ node { id nodes { id } } }', null],
    ['twelve levels', `${'{ node '.repeat(11)}{ id }${'}'.repeat(11)}`, null],
    ['thirteen levels', `${'{ node '.repeat(12)}{ id }${'}'.repeat(12)}`, /13 levels deep; 12/],
    ['five thousand levels', `${'{ node '.repeat(5000)}{ id }${'}'.repeat(5000)}`, /token/],
    ['thirty aliases', `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: node { id }`).join(' ')} }`, null],
    [
      'thirty-one aliases',
      `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: node { id }`).join(' ')} }`,
      /31 aliases; 30/,
    ],
    ['ten thousand duplicates', `{ ${'node { id } '.repeat(10_000)} }`, /token/],
    ['five thousand directives', `{ node ${'@skip(if: false) '.repeat(5000)} { id } }`, /token/],
    ['a page of 100', '{ list(first: 100) { nodes { id } } }', null],
    [
      'a page of 101',
      '{ list(first: 101) { nodes { id } } }',
      /"first" of "list" is 101; allowed is 0 to 100/,
    ],
    ['a page backwards of a billion', '{ list(last: 1000000000) { nodes { id } } }', /allowed is 0 to 100/],
    ['a page of minus one', '{ list(first: -1) { nodes { id } } }', /allowed is 0 to 100/],
    [
      'pages in pages',
      '{ list(first: 100) { nodes { list(first: 100) { nodes { id } } } } }',
      /up to \d+ objects/,
    ],
    ['ten mutations', `mutation { ${Array.from({ length: 10 }, (_, i) => `a${i}: other`).join(' ')} }`, null],
    [
      'eleven mutations',
      `mutation { ${Array.from({ length: 11 }, (_, i) => `a${i}: other`).join(' ')} }`,
      /11 mutations; 10/,
    ],
    ['two sign-ins', 'mutation { a: signIn b: signIn }', /One sign-in/],
    ['a sign-in and a sign-up', 'mutation { signIn signUp }', /One sign-in/],
    [
      'two sign-ins through fragments',
      'mutation { ...A ...B } fragment A on Mutation { a: signIn } fragment B on Mutation { b: signIn }',
      /One sign-in/,
    ],
    ['introspection', '{ __schema { types { name } } }', /Introspection is off/],
    ['introspection of one type', '{ __type(name: "Node") { name } }', /Introspection is off/],
    ['a type name', '{ __typename node { __typename } }', null],
    [
      'a fragment that spreads itself',
      '{ node { ...A } } fragment A on Node { node { ...A } }',
      /Cannot spread fragment "A" within itself/,
    ],
  ])('%s', (_name, source, refusal) => {
    const problems = check(source);
    if (refusal) expect(problems.join('\n')).toMatch(refusal);
    else expect(problems).toEqual([]);
  });

  test('page sizes in variables count, and their defaults', () => {
    const source = 'query($n: Int = 200) { list(first: $n) { nodes { id } } }';
    expect(check(source, { n: 1e9 })[0]).toMatch(/"first" of "list" is 1000000000/);
    expect(check(source)).toEqual([expect.stringMatching(/"first" of "list" is 200/)]);
    expect(check(source, { n: 50 })).toEqual([]);
  });

  test('a bomb of fragments is weighed by reading it once', () => {
    const levels = 200;
    const fragments = Array.from({ length: levels }, (_, i) =>
      i + 1 < levels
        ? `fragment F${i} on Node { ...F${i + 1} ...F${i + 1} }`
        : `fragment F${i} on Node { a: nodes { id } b: nodes { id } }`,
    );
    const document = parse(`{ node { ...F0 } } ${fragments.join(' ')}`);
    const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    const byName = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
    const cost = operation && weighDocument(schema, operation, byName, {});
    expect(cost?.aliases).toBeGreaterThan(1e50);
  });

  test('at most five problems are told', () => {
    expect(
      check(`{ ${Array.from({ length: 50 }, (_, i) => `wrong${i}`).join(' ')} }`).length,
    ).toBeLessThanOrEqual(LIMITS.errors + 1);
  });

  test('no problem spells out what there is', () => {
    expect(check('{ nodr }')).toEqual(['Cannot query field "nodr" on type "Query".']);
  });

  test('introspection can be allowed', () => {
    expect(
      check('{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }', {}, true),
    ).toEqual([]);
  });
});

/** Every typed document of packages/schema, by name. */
async function shippedDocuments(): Promise<[string, DocumentNode][]> {
  const folder = fileURLToPath(new URL('../../../schema/src/', import.meta.url));
  const files = readdirSync(folder).filter(
    (file) => file.endsWith('.ts') && !/\.(test|d)\.ts$|^(client|upload-cli)\.ts$/.test(file),
  );
  const modules = await Promise.all(
    files.map((file) => import(`${folder}${file}`) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((module) => Object.entries(module))
    .filter(
      (entry): entry is [string, DocumentNode] =>
        (entry[1] as { kind?: string } | null)?.kind === Kind.DOCUMENT,
    );
}

test('every document the product ships stays below half of every limit', async () => {
  const schema = await makeSchema();
  const shipped = await shippedDocuments();
  expect(shipped.length).toBeGreaterThan(30);
  const heavy: string[] = [];
  for (const [name, document] of shipped) {
    const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (!operation) continue;
    const fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
    const cost = weighDocument(schema, operation, fragments, { first: 100, last: 100 });
    const tokens = print(document).split(/[\s{}()[\]:!$"]+/).length;
    if (cost.objects * 2 > LIMITS.objects) heavy.push(`${name}: ${cost.objects} objects`);
    if (cost.aliases * 2 > LIMITS.aliases) heavy.push(`${name}: ${cost.aliases} aliases`);
    if (cost.depth > LIMITS.depth - 3) heavy.push(`${name}: ${cost.depth} levels`);
    if (tokens * 2 > LIMITS.tokens) heavy.push(`${name}: ${tokens} tokens`);
  }
  expect(heavy).toEqual([]);
});

describe('over HTTP', () => {
  let server: TestServer;
  let ada: Person;
  beforeAll(async () => {
    server = await startTestServer();
    ada = await server.signUp();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    server.fetch(
      '/graphql',
      { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } },
      ada,
    );
  const viewers = (count: number) =>
    Array.from({ length: count }, (_, i) => `a${i}: viewer { id }`).join(' ');

  test.each<[string, string, string]>([
    ['8,000 aliases', `{ ${viewers(8000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['31 aliases', `{ ${viewers(31)} }`, 'LIMIT_EXCEEDED'],
    [
      '500 levels',
      `{ viewer { creators ${'{ projects { creator '.repeat(250)} { id } ${'} }'.repeat(250)} } }`,
      'LIMIT_EXCEEDED',
    ],
    [
      '18 levels',
      `{ viewer { creators ${'{ projects { creator '.repeat(8)} { id } ${'} }'.repeat(8)} } }`,
      'LIMIT_EXCEEDED',
    ],
    ['5,000 directives', `{ viewer ${'@include(if: true) '.repeat(5000)} { id } }`, 'GRAPHQL_PARSE_FAILED'],
    ['introspection', '{ __schema { types { name } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a guess at a field', '{ viewr { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable of the wrong type', 'query($id: ID!) { project(id: $id) { id } }', 'BAD_USER_INPUT'],
  ])('%s', async (_name, query, code) => {
    const response = await post(JSON.stringify({ query, variables: { id: { $ne: null } } }));
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text.length).toBeLessThan(1500);
    expect(text).not.toMatch(/Did you mean|stacktrace|node_modules/);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  test('a fragment bomb is refused before it runs', async () => {
    const fragments = Array.from({ length: 18 }, (_, i) =>
      i < 17
        ? `fragment F${i} on Creator { a: projects { creator { ...F${i + 1} } } b: projects { creator { ...F${i + 1} } } }`
        : 'fragment F17 on Creator { id }',
    );
    const response = await post(
      JSON.stringify({ query: `{ viewer { creators { ...F0 } } } ${fragments.join(' ')}` }),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  });

  test('batches are refused', async () => {
    const response = await post(
      JSON.stringify([{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }]),
    );
    expect(response.status).toBe(400);
  });

  test('there is no GET, neither for queries nor for mutations nor for a landing page', async () => {
    for (const query of ['{ viewer { id } }', 'mutation { signOut { signedOut } }']) {
      const response = await server.fetch(`/graphql?query=${encodeURIComponent(query)}`, {}, ada);
      expect(response.status).toBe(405);
    }
    const page = await server.fetch('/graphql', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(405);
    expect(page.headers.get('content-type')).toMatch(/json/);
  });

  test('documents cannot be stored here', async () => {
    const response = await post(
      JSON.stringify({
        query: '{ viewer { id } }',
        extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } },
      }),
    );
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    });
  });

  test('a stranger may send 100 kB, who is signed in 4 MB', async () => {
    const body = (bytes: number) =>
      JSON.stringify({ query: '{ viewer { id } }', variables: { pad: 'x'.repeat(bytes) } });
    const stranger = await server.fetch('/graphql', {
      method: 'POST',
      body: body(150_000),
      headers: { 'content-type': 'application/json' },
    });
    expect(stranger.status).toBe(413);
    expect((await post(body(150_000))).status).toBe(200);
    const long = await post(body(5_000_000));
    expect(long.status).toBe(413);
    expect(await long.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
  });

  test('a packed body is refused unopened', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    const response = await post(bomb, { 'content-encoding': 'gzip' });
    expect(response.status).toBe(415);
  });

  test.each(['utf-7', 'latin1', 'shift_jis', 'utf-16'])('a body in %s is refused', async (charset) => {
    const response = await post('{"query":"{ viewer { id } }"}', {
      'content-type': `application/json; charset=${charset}`,
    });
    expect(response.status).toBe(415);
  });

  test.each([
    '{',
    '[]',
    'null',
    '{}',
    '{"query":1}',
    '{"query":"{"}',
    '{"__proto__":{"polluted":1},"query":"{viewer{id}}"}',
  ])('nonsense is answered as such: %s', async (body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ message: expect.any(String) as string }] });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('a broken resolver tells its request id and nothing else', async () => {
    await server.asOwner('revoke select on creator from waybill_app');
    try {
      const answer = await server.ask<{ viewer: null }>('{ viewer { creators { id } } }', {}, ada);
      expect(answer.errors).toEqual([
        {
          message: 'Something went wrong on our side. Try again; if it stays, tell us the request id.',
          path: ['viewer', 'creators'],
          locations: [{ line: 1, column: 12 }],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: answer.headers.get('x-request-id') },
        },
      ]);
      expect(server.logs()).toContain(answer.headers.get('x-request-id'));
    } finally {
      await server.asOwner('grant select on creator to waybill_app');
    }
  });
});
