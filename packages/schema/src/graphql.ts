import { initGraphQLTada } from 'gql.tada';
import type { FilterTree } from './filter-tree.ts';
import type { introspection } from './graphql-env.d.ts';

/** Typed documents over the emitted contract: what `schema.graphql` says is what the compiler knows. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; ID: string; FilterTree: FilterTree };
}>();

export type { ResultOf, VariablesOf, FragmentOf } from 'gql.tada';
