import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a document would cost, before a resolver has run. */
export interface DocumentCost {
  /** Levels of nested fields. */
  depth: number;
  /** Aliased fields, fragments counted as often as they are spread. */
  aliases: number;
  /** Objects the answer may hold: every composite field once, times the lengths of the lists around it. */
  objects: number;
  /** Values given for `first` and `last`, with the field they were given to. */
  pageSizes: { field: string; argument: string; size: number }[];
}

/** A list whose length the document does not say: history, items, members. Seldom more, and the depth limit bounds the rest. */
const PLAIN_LIST_LENGTH = 5;
/** A connection without `first`: what the resolvers answer then. */
const DEFAULT_PAGE_LENGTH = 25;

interface Measure {
  depth: number;
  aliases: number;
  objects: number;
}

/**
 * Weighs an operation in one pass. A fragment is weighed once and its result used wherever it is spread, so a
 * document whose fragments spread each other (2 kB that ask for 5 MB) costs no more to weigh than to read.
 *
 * @param fragments by name; the document has been validated, so they exist and form no cycle
 * @param variables as sent, not yet coerced
 */
export function weighDocument(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Readonly<Record<string, unknown>>,
): DocumentCost {
  const pageSizes: DocumentCost['pageSizes'] = [];
  const weighed = new Map<string, Measure>();

  const ofFragment = (name: string): Measure => {
    const known = weighed.get(name);
    if (known) return known;
    // Stands in while the fragment is being weighed: should a cycle get here, it ends.
    weighed.set(name, { depth: 0, aliases: 0, objects: 0 });
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const measure =
      fragment && isCompositeType(type)
        ? ofSelections(fragment.selectionSet, type)
        : { depth: 0, aliases: 0, objects: 0 };
    weighed.set(name, measure);
    return measure;
  };

  const ofSelections = (selections: SelectionSetNode, parent: GraphQLCompositeType): Measure => {
    const sum: Measure = { depth: 0, aliases: 0, objects: 0 };
    for (const selection of selections.selections) {
      let part: Measure;
      if (selection.kind === Kind.FIELD) {
        part = ofField(selection, parent);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        part = ofFragment(selection.name.value);
      } else {
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        part = ofSelections(selection.selectionSet, isCompositeType(condition) ? condition : parent);
      }
      sum.depth = Math.max(sum.depth, part.depth);
      sum.aliases += part.aliases;
      sum.objects += part.objects;
    }
    return sum;
  };

  const ofField = (node: FieldNode, parent: GraphQLCompositeType): Measure => {
    const aliases = node.alias ? 1 : 0;
    // Introspection has its own switch; its answer is the schema's size, whatever the nesting.
    if (node.name.value.startsWith('__')) return { depth: 1, aliases, objects: 0 };
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) return { depth: 1, aliases, objects: 0 };
    const page = pageLength(node, field);
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return { depth: 1, aliases, objects: 0 };
    const inner = ofSelections(node.selectionSet, type);
    // A connection is one object whose nodes and edges are `first` long; other lists are guessed.
    const times = page ?? (isList(field.type) && !isConnectionPart(parent.name) ? PLAIN_LIST_LENGTH : 1);
    return {
      depth: 1 + inner.depth,
      aliases: aliases + inner.aliases,
      objects: times * (1 + inner.objects),
    };
  };

  const pageLength = (node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined => {
    const pageArguments = field.args.filter(
      (argument) => argument.name === 'first' || argument.name === 'last',
    );
    if (pageArguments.length === 0) return undefined;
    let length: number | undefined;
    for (const argument of pageArguments) {
      const given = node.arguments?.find((one) => one.name.value === argument.name)?.value;
      const size =
        given?.kind === Kind.INT
          ? Number(given.value)
          : given?.kind === Kind.VARIABLE
            ? variableOr(given.name.value)
            : undefined;
      if (size === undefined) continue;
      pageSizes.push({ field: field.name, argument: argument.name, size });
      length = Math.max(length ?? 0, size);
    }
    return length ?? DEFAULT_PAGE_LENGTH;
  };

  const variableOr = (name: string): number | undefined => {
    const value = variables[name];
    if (typeof value === 'number') return value;
    const fallback = operation.variableDefinitions?.find(
      (one) => one.variable.name.value === name,
    )?.defaultValue;
    return value === undefined && fallback?.kind === Kind.INT ? Number(fallback.value) : undefined;
  };

  const root = schema.getRootType(operation.operation);
  const measure = root ? ofSelections(operation.selectionSet, root) : { depth: 0, aliases: 0, objects: 0 };
  return { ...measure, pageSizes };
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

function isConnectionPart(typeName: string): boolean {
  return typeName.endsWith('Connection');
}
