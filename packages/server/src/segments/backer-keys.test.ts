import { BackerKeysCheck, SegmentCount, SegmentCreate } from '@waybill/schema/segments';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { addBackers, emptyProject } from '../operations/operations.fixture.ts';

let server: TestServer;
let ada: Person;
let project: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  project = await emptyProject(server, ada);
  await addBackers(server, ada, project, [
    { number: 1, pledgeId: 'A-1', email: 'one@example.org' },
    { number: 2, pledgeId: 'A 2', email: 'Twin@example.org' },
    { number: 3, pledgeId: 'a-1', email: 'twin@example.org' },
    { number: null, pledgeId: null, email: 'four@example.org' },
  ]);
  const elsewhere = await emptyProject(server, ada, 'Elsewhere');
  await addBackers(server, ada, elsewhere, [{ number: 77, pledgeId: 'E-77', email: 'else@example.org' }]);
});
afterAll(() => server[Symbol.asyncDispose]());

type Kind = 'NUMBER' | 'PLEDGE_ID' | 'EMAIL';

async function check(kind: Kind, text: string) {
  const { backerKeysCheck } = await server.query(
    BackerKeysCheck,
    { projectId: project, input: { kind, text } },
    ada,
  );
  return backerKeysCheck;
}

it.each<[Kind, string, object]>([
  [
    'NUMBER',
    '1, #2\r\n0002; 77\t9999999999 two "3"\n',
    {
      found: 3,
      unknown: ['77', '9999999999', 'two'],
      repeated: ['2'],
      ambiguous: [],
      tree: { field: 'number', operator: 'ANY_OF', value: [1, 2, 3] },
    },
  ],
  [
    'PLEDGE_ID',
    'A-1\nA 2,A-1\n E-77 ',
    {
      found: 2,
      unknown: ['E-77'],
      repeated: ['A-1'],
      ambiguous: [],
      tree: { field: 'pledgeId', operator: 'ANY_OF', value: ['A-1', 'A 2'] },
    },
  ],
  [
    'EMAIL',
    'ONE@example.org; <twin@Example.org>\nmailto:four@example.org, else@example.org one@example.org',
    {
      found: 4,
      unknown: ['else@example.org'],
      repeated: ['ONE@example.org'],
      ambiguous: ['twin@example.org'],
      tree: {
        field: 'email',
        operator: 'ANY_OF',
        value: ['one@example.org', 'twin@example.org', 'four@example.org'],
      },
    },
  ],
  ['NUMBER', '77', { found: 0, unknown: ['77'], tree: null }],
])('%s %j', async (kind, text, answer) => {
  const found = await check(kind, text);
  expect(found).toMatchObject(answer);
  if (!found.tree) return;
  const { segmentCount } = await server.query(SegmentCount, { projectId: project, filter: found.tree }, ada);
  expect(segmentCount).toBe(found.found);
});

it('a hundred thousand keys are checked and kept; one more is refused with the count', async () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `person${index}@example.org`);
  const text = ['one@example.org', ...keys.slice(1)].join('\n');
  const found = await check('EMAIL', text);
  expect(found).toMatchObject({ found: 1, repeated: [] });
  expect(found.unknown).toHaveLength(1000);
  const { data } = await server.ask<{ backerKeysCheck: { keys: number; unknownCount: number } }>(
    'query($p: ID!, $input: BackerKeysInput!) { backerKeysCheck(projectId: $p, input: $input) { keys unknownCount } }',
    { p: project, input: { kind: 'EMAIL', text } },
    ada,
  );
  expect(data?.backerKeysCheck).toEqual({ keys: 100_000, unknownCount: 99_999 });

  const { segmentCreate } = await server.query(
    SegmentCreate,
    {
      projectId: project,
      input: {
        name: 'All',
        filter: { field: 'email', operator: 'ANY_OF', value: ['one@example.org', ...keys.slice(1)] },
      },
    },
    ada,
  );
  expect(segmentCreate.segment).toMatchObject({
    backerCount: 1,
    sentence: 'Email is one of 100,000 (“one@example.org”, “person1@example.org”, “person2@example.org” …)',
  });

  const refused = await server.ask(
    'query($p: ID!, $input: BackerKeysInput!) { backerKeysCheck(projectId: $p, input: $input) { keys } }',
    { p: project, input: { kind: 'EMAIL', text: `${text}\nlast@example.org` } },
    ada,
  );
  expect(refused.errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
  expect(refused.errors?.[0]?.message).toContain('These are 100001 keys');
  const blank = await server.ask(
    'query($p: ID!, $input: BackerKeysInput!) { backerKeysCheck(projectId: $p, input: $input) { keys } }',
    { p: project, input: { kind: 'EMAIL', text: ' ,;\n' } },
    ada,
  );
  expect(blank.errors).toMatchObject([{ extensions: { code: 'BLANK' } }]);
});

it('offers the values that backers have', async () => {
  await server.asOwner(`update backer set tags = '{vip,late}' where project_id = ${project} and number <= 2`);
  await server.asOwner(`update backer set tags = '{vip}' where project_id = ${project} and number = 3`);
  const { data } = await server.ask(
    `query($p: ID!) { project(id: $p) { tags: filterSuggestions(field: "tags") { value backers }
       l: filterSuggestions(field: "tags", search: "LA") { value } emailDomain: filterSuggestions(field: "emailDomain") { value backers } } }`,
    { p: project },
    ada,
  );
  expect(data).toEqual({
    project: {
      tags: [
        { value: 'vip', backers: 3 },
        { value: 'late', backers: 2 },
      ],
      l: [{ value: 'late' }],
      emailDomain: [{ value: 'example.org', backers: 4 }],
    },
  });
  const refused = await server.ask(
    'query($p: ID!) { project(id: $p) { filterSuggestions(field: "name") { value } } }',
    { p: project },
    ada,
  );
  expect(refused.errors).toMatchObject([{ extensions: { code: 'INVALID' } }]);
});
