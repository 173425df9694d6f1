import type { FilterTree } from '@waybill/schema/filter-tree';
import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/**
 * Passes any object through: what is wrong with a tree is told by the action that gets it, with the place in the tree,
 * among what else is to be mended.
 */
export const FilterTreeScalar = new GraphQLScalarType<FilterTree, FilterTree>({
  name: 'FilterTree',
  description:
    'Which backers, as a tree in JSON: a group {op: AND | OR | NOT, nodes: […]}, or a condition {field, operator, value}. NOT holds where none of its nodes does. Negative conditions also hold for empty values. Fields and operators: packages/schema/src/filter-fields.ts.',
  serialize: (value) => value as FilterTree,
  parseValue: read,
  parseLiteral: (node, variables) => read(valueFromASTUntyped(node, variables)),
});

function read(value: unknown): FilterTree {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as FilterTree;
  throw new GraphQLError(
    'A FilterTree is an object: {op, nodes} or {field, operator, value}, such as {"field": "country", "operator": "IS", "value": "DE"}.',
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}
