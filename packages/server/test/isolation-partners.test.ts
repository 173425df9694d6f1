import { getNamedType, isInterfaceType, isLeafType, isObjectType, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIELD_ACCESS } from '../src/access/field-access.ts';
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
import { startTestServer, type As, type TestServer } from './test-server.ts';

/** An id of the right form that belongs to nothing. */
const NEVER = '999999999999';

/** What a partner’s token may ask beside its own fields. */
const OPEN_TO_PARTNERS = new Set([
  ...PARTNER_SIDE,
  'Query.operation',
  'Mutation.shipmentsRecord',
  'Subscription.operationUpdated',
]);
/** What anybody may ask; a few of them begin and end sessions, which is not a partner’s affair. */
const OPEN_TO_ALL = new Set(
  Object.entries(FIELD_ACCESS).flatMap(([root, fields]) =>
    Object.entries(fields).flatMap(([name, access]) => (access === 'PUBLIC' ? [`${root}.${name}`] : [])),
  ),
);

const schema: GraphQLSchema = await makeSchema();
let server: TestServer;
let ada: World;
let eve: World;

beforeAll(async () => {
  server = await startTestServer();
  ada = await makeWorld(server, 'Ada');
  eve = await makeWorld(server, 'Eve');
});
afterAll(() => server[Symbol.asyncDispose]());

/** Codes of whatever is refused, or what came. */
async function probe(field: string, args: Record<string, unknown>, as: As): Promise<string> {
  const [root = '', name = ''] = field.split('.');
  const document = documentFor(schema, root, name);
  if (root === 'Subscription') {
    try {
      const next: { value?: unknown } = await server.subscribe(document, args, as).next();
      return JSON.stringify(next.value);
    } catch (error) {
      return refusalOf(error);
    }
  }
  const { data, errors } = await server.ask<Record<string, unknown>>(document, args, as);
  const found = data?.[name] as { userErrors?: { code: string; message: string }[] } | null | undefined;
  const refusals = [
    ...(errors ?? []).map((one) => `${String(one.extensions?.code)}: ${one.message}`),
    ...(found?.userErrors ?? []).map((one) => `${one.code}: ${one.message}`),
  ];
  return refusals.length > 0 ? refusals.join(' | ') : found == null ? 'nothing' : JSON.stringify(found);
}

function refusalOf(error: unknown): string {
  const list = Array.isArray(error) ? (error as { message: string; extensions?: { code?: unknown } }[]) : [];
  if (list.length > 0)
    return list.map(({ message, extensions }) => `${String(extensions?.code)}: ${message}`).join(' | ');
  const { code, reason, message } = error as { code?: unknown; reason?: string; message?: string };
  return `${String(code)}: ${reason ?? message ?? String(error)}`;
}

/** The digest without the times at which tokens were last used. */
async function untouched(creator: string): Promise<Record<string, unknown>> {
  const { api_token: _used, ...digest } = await digestOf(server, creator);
  return digest;
}

const all = ['Query', 'Mutation', 'Subscription'].flatMap((root) => {
  const type = schema.getType(root);
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).map((field): [string, string[][]] => [
    `${root}.${field.name}`,
    idPaths(`${root}.${field.name}`, field),
  ]);
});
const ways = all
  .filter(([field]) => !OPEN_TO_ALL.has(field) && field in MATRIX)
  .flatMap(([field, paths]) => paths.map((path): [string, string[]] => [field, path]));

describe.each([
  ['another partner of the same project', () => ada.rivalToken, () => ada],
  ['a partner of another creator', () => eve.partnerToken, () => eve],
])('the token of %s', (_who, as, own) => {
  test.each(ways)('%s by %j gets nothing of what this partner was sent', async (field, path) => {
    const foreign = foreignValue(field, path, ada);
    const never = Array.isArray(foreign) ? [NEVER] : NEVER;
    const before = await untouched(ada.creator);
    const answer = await probe(field, argumentsWith(field, own(), path, foreign), as());
    if (field.startsWith('Mutation.')) await server.runJobs();
    expect(answer).not.toMatch(/INTERNAL/);
    expect(answer).not.toMatch(/Backer \d|example\.org|Quay|PARTNERS-1/);
    if (OPEN_TO_PARTNERS.has(field)) {
      // In its own project a row that names somebody else's request is reported as one that names none.
      if (field === 'Mutation.shipmentsRecord' && path.at(-1) === 'requestId') return;
      // Another partner of the same project has every right to name the project.
      if (path.at(-1) === 'projectId' && own() === ada) return;
      expect(answer).toBe(await probe(field, argumentsWith(field, own(), path, never), as()));
      expect(answer).toMatch(/^nothing$|NOT_FOUND: /);
    } else expect(answer).toMatch(/^FORBIDDEN: |"code":"FORBIDDEN"/);
    expect(await untouched(ada.creator)).toEqual(before);
  });
});

test('a partner’s own token may ask its own fields and no other', async () => {
  const before = await untouched(ada.creator);
  const answers: Record<string, string> = {};
  for (const [field, row] of Object.entries(MATRIX)) {
    if (OPEN_TO_PARTNERS.has(field) || OPEN_TO_ALL.has(field)) continue;
    answers[field] = await probe(field, row(ada), ada.partnerToken);
  }
  expect(Object.entries(answers).filter(([, answer]) => !answer.startsWith('FORBIDDEN: '))).toEqual([]);
  await server.runJobs();
  expect(await untouched(ada.creator)).toEqual(before);
  for (const id of [ada.planned, ada.completed, ada.failed])
    expect(await probe('Query.operation', { id }, ada.partnerToken)).toBe('nothing');
  expect(await probe('Query.operation', { id: ada.report }, ada.partnerToken)).toContain(
    `"id":"${ada.report}"`,
  );
});

test('a report that names another partner’s request finds none', async () => {
  const { data } = await server.ask<{ shipmentsRecord: { operation: { id: string } } }>(
    `mutation($id: ID!, $rows: [ShipmentRecordRow!]!) { shipmentsRecord(projectId: $id, input: { rows: $rows }) { operation { id } } }`,
    {
      id: ada.project,
      rows: [
        { requestId: ada.request, trackingNumber: 'T-1' },
        { reference: '#4', trackingNumber: 'T-2' },
        { backerNumber: 4, trackingNumber: 'T-3' },
      ],
    },
    ada.rivalToken,
  );
  await server.runJobs();
  const id = data?.shipmentsRecord.operation.id;
  const { data: rows } = await server.ask<{ operation: { rows: { nodes: { outcome: string }[] } } }>(
    'query($id: ID!) { operation(id: $id) { rows { nodes { outcome } } } }',
    { id },
    ada.rivalToken,
  );
  expect(rows?.operation.rows.nodes.map(({ outcome }) => outcome)).toEqual([
    'NO_REQUEST',
    'NO_REQUEST',
    'NO_REQUEST',
  ]);
  expect(await probe('Query.operation', { id }, ada.partnerToken)).toBe('nothing');
});

/** What must not be seen: backers who were not sent to this partner. */
const OTHERS = /Backer [123]\b|b[123]@example\.org/;

test('from what a partner may see, nothing else is reached through any field of any type', async () => {
  const seen = new Set<string>();
  const strange: string[] = [];
  const entries: [string, string, string][] = [
    ['viewer', '', 'Viewer'],
    [`operation(id: "${ada.report}")`, '', 'Operation'],
    [`fulfillmentRequest(id: "${ada.request}")`, '', 'FulfillmentRequest'],
    ['fulfillmentRequests(first: 10)', '', 'FulfillmentRequestConnection'],
  ];
  const visit = async (
    typeName: string,
    wrap: (selection: string) => string,
    depth: number,
  ): Promise<void> => {
    const type = schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const field of Object.values(type.getFields())) {
      if (seen.has(`${typeName}.${field.name}`)) continue;
      if (
        field.args.some(
          ({ type: wanted, defaultValue }) => String(wanted).endsWith('!') && defaultValue === undefined,
        )
      )
        continue;
      seen.add(`${typeName}.${field.name}`);
      const inner = getNamedType(field.type);
      const document = wrap(isLeafType(inner) ? field.name : `${field.name} { __typename }`);
      const { data, errors } = await server.ask(document, {}, ada.partnerToken);
      const text = JSON.stringify(data ?? null);
      const codes = (errors ?? []).map(({ extensions }) => String(extensions?.code));
      if (
        OTHERS.test(text) ||
        codes.some((code) => !['FORBIDDEN', 'NOT_FOUND', 'LIMIT_EXCEEDED'].includes(code))
      )
        strange.push(`${typeName}.${field.name}: ${codes.join()} ${text.slice(0, 200)}`);
      if (codes.length === 0 && !isLeafType(inner) && text.includes('__typename') && depth < 7)
        await visit(inner.name, (selection) => wrap(`${field.name} { ${selection} }`), depth + 1);
    }
  };
  for (const [entry, , typeName] of entries)
    await visit(typeName, (selection) => `{ ${entry} { ${selection} } }`, 1);
  expect(strange).toEqual([]);
  expect([...seen].filter((name) => name.startsWith('Operation.')).length).toBeGreaterThan(20);
  for (const type of ['Backer', 'Order', 'Segment', 'Member', 'Notification', 'DigitalReward'])
    expect([...seen].filter((name) => name.startsWith(`${type}.`))).toEqual([]);
});

describe('over HTTP', () => {
  const status = async (path: string, as: As, init: RequestInit = {}) =>
    (await server.fetch(path, init, as)).status;

  test('a partner has the reports of its own operations', async () => {
    const mine = `/api/operations/${ada.report}/report.csv`;
    expect(await status(mine, ada.partnerToken)).toBe(200);
    for (const path of [
      mine,
      `/api/operations/${ada.report}/failures.csv`,
      `/api/operations/${ada.completed}/report.csv`,
      `/api/operations/${ada.completed}/failures.csv`,
    ]) {
      expect(await status(path, ada.rivalToken)).toBe(404);
      expect(await status(path, eve.partnerToken)).toBe(404);
      if (path.includes(ada.completed)) expect(await status(path, ada.partnerToken)).toBe(404);
    }
  });

  test('and uploads nothing, takes no template, and sees public pages as anybody does', async () => {
    for (const id of [ada.fresh, ada.planned, ada.report])
      expect([403, 404]).toContain(
        await status(`/api/operations/${id}/file`, ada.partnerToken, { method: 'PUT', body: 'a,b\n1,2\n' }),
      );
    const { data } = await server.ask<{ project: { templateUrl: string } }>(
      'query($id: ID!) { project(id: $id) { templateUrl } }',
      { id: ada.project },
      ada.person,
    );
    expect([403, 404]).toContain(await status(data?.project.templateUrl ?? '', ada.partnerToken));
    expect(await status(`/c/${ada.creatorSlug}`, ada.partnerToken)).toBe(
      await status(`/c/${ada.creatorSlug}`, null),
    );
  });
});
