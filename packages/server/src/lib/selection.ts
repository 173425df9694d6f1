import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

const remembered = new WeakMap<FieldNode, Map<string, ReadonlySet<string>>>();

/**
 * Names of the fields that a document asks for below the one being resolved, or further down along paths such as
 * `edges.node`, taken together: what nobody asks for need not be read. Directives are not looked at, so what may still be left out
 * counts as asked for.
 *
 * A document is parsed once and asked many times: what it comes to is kept as long as it is.
 */
export function fieldsBelow(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  ...paths: string[]
): ReadonlySet<string> {
  const [only, ...others] = fieldNodes;
  const known = only && others.length === 0 ? only : undefined;
  const key = paths.join();
  const kept = known && remembered.get(known)?.get(key);
  if (kept) return kept;
  const found = (paths.length === 0 ? [''] : paths).flatMap((path) => {
    let nodes: readonly FieldNode[] = fieldNodes;
    for (const name of path === '' ? [] : path.split('.')) {
      nodes = below(nodes, fragments).filter((node) => node.name.value === name);
    }
    return below(nodes, fragments).map((node) => node.name.value);
  });
  const names = new Set(found);
  if (known)
    remembered.set(known, (remembered.get(known) ?? new Map<string, ReadonlySet<string>>()).set(key, names));
  return names;
}

function below(nodes: readonly FieldNode[], fragments: GraphQLResolveInfo['fragments']): FieldNode[] {
  const fields: FieldNode[] = [];
  const walk = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet);
      else walk(fragments[selection.name.value]?.selectionSet);
    }
  };
  for (const node of nodes) walk(node.selectionSet);
  return fields;
}
