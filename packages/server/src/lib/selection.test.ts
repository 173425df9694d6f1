import { buildSchema, execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { fieldsBelow } from './selection.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    list(first: Int): List
  }
  type List {
    total: Int
    nodes: [Node]
    edges: [Edge]
  }
  type Edge {
    cursor: String
    node: Node
  }
  type Node {
    id: ID
    name: String
    order: Order
  }
  type Order {
    status: String
  }
`);

/** What is found when `list` is resolved, along each path. */
async function found(source: string, ...paths: string[]): Promise<string[][]> {
  let names: string[][] = [];
  const rootValue = {
    list: (_args: unknown, _context: unknown, info: Parameters<typeof fieldsBelow>[0]) => {
      names = paths.map((path) => [...fieldsBelow(info, path)].sort());
      return null;
    },
  };
  const { errors } = await execute({
    schema,
    document: parse(source),
    rootValue,
    variableValues: { no: false },
  });
  expect(errors).toBeUndefined();
  return names;
}

test('fields are found by name, whatever they are called in the answer', async () => {
  expect(await found('{ list { n: total rows: nodes { a: id } } }', '', 'nodes')).toEqual([
    ['nodes', 'total'],
    ['id'],
  ]);
});

test('fragments of either kind are followed, also along a path', async () => {
  const source = /* GraphQL */ `
    {
      list {
        ...Page
      }
    }
    fragment Page on List {
      ... on List {
        edges {
          node {
            ...Line
          }
        }
      }
      total
    }
    fragment Line on Node {
      id
      ... {
        order {
          status
        }
      }
    }
  `;
  expect(await found(source, '', 'edges.node', 'edges.node.order', 'nodes')).toEqual([
    ['edges', 'total'],
    ['id', 'order'],
    ['status'],
    [],
  ]);
});

test('a field asked for twice is asked for what either wants', async () => {
  expect(await found('{ list { nodes { id } } list { nodes { name } total } }', '', 'nodes')).toEqual([
    ['nodes', 'total'],
    ['id', 'name'],
  ]);
});

test('what a directive may leave out counts as asked for', async () => {
  const source = 'query ($no: Boolean!) { list { total @include(if: $no) nodes @skip(if: true) { id } } }';
  expect(await found(source, '', 'nodes')).toEqual([['nodes', 'total'], ['id']]);
});
