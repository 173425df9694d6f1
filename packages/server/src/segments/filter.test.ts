import { valueShape } from '@waybill/schema/filter-fields';
import { checkTree, filterSentence, type FilterLeaf, type FilterTree } from '@waybill/schema/filter-tree';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type Person, type TestServer } from '../../test/test-server.ts';
import { emptyProject } from '../operations/operations.fixture.ts';
import {
  COMBINATIONS,
  expected,
  makeFilterWorld,
  pick,
  seeded,
  valueFor,
  WORLD_SIZE,
  type World,
} from './filter-world.fixture.ts';

let server: TestServer;
let ada: Person;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signUp();
  // Another project of the same creator, and another creator's: nobody of them may ever turn up.
  for (const person of [ada, await server.signUp('Eve')]) {
    await makeFilterWorld(server, person, await emptyProject(server, person, 'Elsewhere'), 2);
  }
  world = await makeFilterWorld(server, ada, await emptyProject(server, ada), 1);
  const abroad: FilterTree = { field: 'country', operator: 'NONE_OF', value: ['DE', 'US'] };
  const [dynamic, snapshot] = [await segment('Abroad', abroad), await segment('Frozen', abroad, 'SNAPSHOT')];
  world.segments.set(dynamic, abroad).set(snapshot, new Set(expected(world, abroad)));
  const nested: FilterTree = {
    op: 'OR',
    nodes: [
      { op: 'NOT', nodes: [{ field: 'segment', operator: 'IS', value: dynamic }] },
      { field: 'onHold', operator: 'IS', value: true },
    ],
  };
  world.segments.set(await segment('Nested', nested), nested);
});
afterAll(() => server[Symbol.asyncDispose]());

async function segment(name: string, filter: FilterTree, kind = 'DYNAMIC'): Promise<string> {
  const { data } = await server.ask<{ segmentCreate: { segment: { id: string } } }>(
    'mutation($p: ID!, $input: SegmentInput!) { segmentCreate(projectId: $p, input: $input) { segment { id } } }',
    { p: world.project, input: { name, filter, kind } },
    ada,
  );
  return data?.segmentCreate.segment.id ?? '';
}

/** Whom a tree finds in the list, and how many it is said to find there and while it is made. */
async function found(tree: FilterTree): Promise<{ keys: string[]; total: number; count: number }> {
  const answer = await server.ask<{
    project: { backers: { totalCount: number; nodes: { orderNumber: string }[] } };
    segmentCount: number;
  }>(
    `query($p: ID!, $tree: FilterTree!) { segmentCount(projectId: $p, filter: $tree)
       project(id: $p) { backers(first: 100, tree: $tree) { totalCount nodes { orderNumber } } } }`,
    { p: world.project, tree },
    ada,
  );
  if (!answer.data) throw new Error(`${JSON.stringify(tree)}: ${JSON.stringify(answer.errors)}`);
  const { nodes, totalCount } = answer.data.project.backers;
  return {
    keys: nodes.map(({ orderNumber }) => orderNumber).sort(),
    total: totalCount,
    count: answer.data.segmentCount,
  };
}

async function agree(tree: FilterTree): Promise<string[]> {
  expect(checkTree(tree)).toEqual([]);
  const keys = expected(world, tree).sort();
  expect(await found(tree), JSON.stringify(tree)).toEqual({ keys, total: keys.length, count: keys.length });
  return keys;
}

describe('each field by each operator finds whom it promises', () => {
  it.each(COMBINATIONS)('%s %s', async (field, operator) => {
    const random = seeded(field.length * 100 + operator.length);
    for (let round = 0; round < 2; round += 1) {
      const value = valueFor(world, field, operator, random);
      const leaf: FilterLeaf = { field, operator, ...(value !== undefined && { value }) };
      const keys = await agree(leaf);
      // Inside NOT, and inside an OR, each is written in another form.
      const others = await agree({ op: 'NOT', nodes: [leaf] });
      expect(keys.length + others.length).toBe(WORLD_SIZE);
      await agree({ op: 'OR', nodes: [leaf, { field: 'status', operator: 'IS', value: 'CANCELED' }] });
    }
  });
});

it('a negative includes whoever has no value', async () => {
  const lacking = world.backers.filter(({ country }) => country === null).map(({ key }) => key);
  expect(lacking.length).toBeGreaterThan(3);
  const keys = await agree({ field: 'country', operator: 'IS_NOT', value: 'DE' });
  expect(keys).toEqual(expect.arrayContaining(lacking));
});

it('an accent counts, save in a search', async () => {
  const spelled = world.backers.filter(({ name }) => name === 'Søren Weiß').map(({ key }) => key);
  expect(spelled.length).toBeGreaterThan(3);
  for (const value of ['SØREN', 'weiß', 'øren wei'])
    expect(await agree({ field: 'name', operator: 'CONTAINS', value })).toEqual(spelled.sort());
  expect(await agree({ field: 'name', operator: 'STARTS_WITH', value: 'Søren' })).toEqual(spelled);
  expect(await agree({ field: 'name', operator: 'CONTAINS', value: 'soren' })).toEqual([]);
  expect((await agree({ field: 'notes', operator: 'CONTAINS', value: 'Grüße' })).length).toBeGreaterThan(3);
  expect(await agree({ field: 'search', operator: 'CONTAINS', value: 'soren WEISS' })).toEqual(spelled);
});

it('trees of any shape', async () => {
  const random = seeded(7);
  const tree = (depth: number): FilterTree => {
    if (depth === 0 || random() < 0.3) {
      const [field, operator] = pick(random, COMBINATIONS);
      const value = valueFor(world, field, operator, random);
      return { field, operator, ...(value !== undefined && { value }) };
    }
    const nodes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => tree(depth - 1));
    return { op: pick(random, ['AND', 'OR', 'NOT'] as const), nodes };
  };
  const sizes = new Set<number>();
  for (let round = 0; round < 80; round += 1) sizes.add((await agree(tree(3))).length);
  // A test in which everybody or nobody is found proves little.
  expect(sizes.size).toBeGreaterThan(20);
});

it('nothing asked is everyone, and status alone is answered from the live counts', async () => {
  expect((await agree({ op: 'AND', nodes: [] })).length).toBe(WORLD_SIZE);
  await agree({
    op: 'AND',
    nodes: [
      { field: 'bucket', operator: 'ANY_OF', value: ['START_SHIPPING', 'SURVEY'] },
      { op: 'NOT', nodes: [{ field: 'status', operator: 'IS', value: 'READY_TO_FULFILL' }] },
    ],
  });
});

it('a list of thousands is one condition', async () => {
  const value = Array.from({ length: 100_000 }, (_, index) => index + 1);
  const keys = await agree({ field: 'number', operator: 'ANY_OF', value });
  expect(keys).toEqual(
    world.backers
      .filter(({ number }) => number !== null)
      .map(({ key }) => key)
      .sort(),
  );
  await agree({ field: 'email', operator: 'NONE_OF', value: value.map((n) => `B${n}@example.org`) });
  await agree({
    field: 'name',
    operator: 'ANY_OF',
    value: ['ADA lovelace', ...value.slice(1).map((n) => `N ${n}`)],
  });
});

it.each<[unknown, string]>([
  [{ field: 'country', operator: 'IS', value: 'Germany' }, 'Country is'],
  [{ field: 'nothing', operator: 'IS', value: 'x' }, 'There is no field “nothing”.'],
  [{ op: 'XOR', nodes: [] }, '“XOR” joins nothing.'],
])('refuses %j with a sentence', async (tree, words) => {
  const answer = await server.ask(
    'query($p: ID!, $tree: FilterTree!) { segmentCount(projectId: $p, filter: $tree) }',
    { p: world.project, tree },
    ada,
  );
  expect(answer.errors?.[0]?.message).toContain(words);
  expect(answer.errors?.[0]?.extensions?.code).toBe('INVALID');
});

it('a segment of another project or creator is one that never was', async () => {
  const eve = await server.signUp('Mallory');
  const theirs = await emptyProject(server, eve, 'Theirs');
  const [mine] = world.segments.keys();
  for (const [as, p, id] of [
    [eve, theirs, mine],
    [eve, theirs, '999999999'],
    [ada, await emptyProject(server, ada, 'Third'), mine],
  ] as const) {
    const tree = { field: 'segment', operator: 'IS', value: id };
    for (const document of [
      'query($p: ID!, $tree: FilterTree!) { segmentCount(projectId: $p, filter: $tree) }',
      'query($p: ID!, $tree: FilterTree!) { project(id: $p) { backers(tree: $tree) { totalCount } } }',
      'query($p: ID!, $id: ID!) { project(id: $p) { backers(segmentId: $id) { totalCount } } }',
    ]) {
      const answer = await server.ask(document, { p, id, tree }, as);
      expect(answer.errors?.map(({ message, extensions }) => [extensions?.code, message])).toEqual([
        ['NOT_FOUND', 'There is no such segment, or it is not yours to see.'],
      ]);
    }
    const one = await server.ask(
      'query($p: ID!, $id: ID!) { project(id: $p) { segment(id: $id) { id } } }',
      { p, id },
      as,
    );
    expect(one.data).toEqual({ project: { segment: null } });
  }
});

it('an operation of another project or creator is one that never was', async () => {
  const eve = await server.signUp('Trudy');
  const theirs = await emptyProject(server, eve, 'Theirs');
  const [mine] = await server.asOwner(`select id from operation where project_id = ${world.project} limit 1`);
  for (const [as, p, id] of [
    [eve, theirs, mine?.['id']],
    [eve, theirs, '999999999'],
    [ada, await emptyProject(server, ada, 'Fourth'), mine?.['id']],
  ] as const) {
    const answer = await server.ask(
      'query($p: ID!, $tree: FilterTree!) { segmentCount(projectId: $p, filter: $tree) }',
      { p, tree: { field: 'operation', operator: 'IS', value: String(id) } },
      as,
    );
    expect(answer.errors?.map(({ message, extensions }) => [extensions?.code, message])).toEqual([
      ['NOT_FOUND', 'There is no such operation, or it is not yours to see.'],
    ]);
  }
});

it('every condition has a sentence of its own', () => {
  const random = seeded(11);
  // Any of one is that one, in other words.
  const single = COMBINATIONS.filter(([, operator]) => valueShape(operator) !== 'LIST');
  const sentences = single.map(([field, operator]) => {
    const value = valueFor(world, field, operator, random);
    const sentence = filterSentence({ field, operator, ...(value !== undefined && { value }) });
    expect(sentence).toMatch(/^\p{Lu}/u);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|…$/);
    return `${field} ${sentence}`;
  });
  expect(sentences.length).toBe(new Set(sentences).size);
});
