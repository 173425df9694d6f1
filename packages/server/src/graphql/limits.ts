import {
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { weighDocument } from './document-cost.ts';
import { noIntrospection } from './no-introspection.ts';
import { withoutHints } from './without-hints.ts';

/**
 * What one document may ask for, over HTTP and WebSocket alike. GitHub and Shopify publish limits of the same
 * order; every document the product ships stays below a third of them.
 */
export const LIMITS = {
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootMutations: 10,
  /** Mutations that hash a password: one a request, or aliases would make a brute force of it. */
  passwordMutations: 1,
  /** Objects in the answer, lists multiplied out. */
  objects: 5_000,
  pageSize: 100,
  errors: 5,
} as const;

const PASSWORD_MUTATIONS = new Set(['signIn', 'signUp', 'invitationAccept']);

export interface LimitOptions {
  /** Whether `__schema` and `__type` are answered. */
  introspection: boolean;
  operationName?: string | null | undefined;
}

/**
 * Parses a document of at most 2,000 tokens; a longer one is refused at its 2,001st.
 * @throws GraphQLError
 */
export function parseLimited(source: string): DocumentNode {
  return parse(source, { maxTokens: LIMITS.tokens });
}

/**
 * Everything that can be said against a document before it runs: the specification's rules, then ours. Both
 * transports come through here (`subscribe` and `execute` of graphql-ws know no limits of their own).
 *
 * @param variables as sent; they decide the page sizes
 * @returns no more than five errors, each with `extensions.code`; empty when the document may run
 */
export function validateAndLimit(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
  options: LimitOptions,
): readonly GraphQLError[] {
  const rules = options.introspection ? specifiedRules : [...specifiedRules, noIntrospection];
  const invalid = validate(schema, document, rules, { maxErrors: LIMITS.errors });
  if (invalid.length > 0) return invalid.slice(0, LIMITS.errors).map(withoutHint);
  return limitOperation(schema, document, variables, options.operationName);
}

/** The limits alone, for a document that has been validated before. */
export function limitOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> | null | undefined,
  operationName: string | null | undefined,
): readonly GraphQLError[] {
  const operation = getOperationAST(document, operationName);
  if (!operation) return [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }

  const problems: GraphQLError[] = [];
  const cost = weighDocument(schema, operation, fragments, variables ?? {});
  if (cost.depth > LIMITS.depth) {
    problems.push(tooMuch(`The document is ${cost.depth} levels deep; ${LIMITS.depth} are allowed.`));
  }
  if (cost.aliases > LIMITS.aliases) {
    problems.push(tooMuch(`The document has ${cost.aliases} aliases; ${LIMITS.aliases} are allowed.`));
  }
  for (const { field, argument, size } of cost.pageSizes) {
    if (size >= 0 && size <= LIMITS.pageSize) continue;
    problems.push(
      new GraphQLError(
        `"${argument}" of "${field}" is ${size}; allowed is 0 to ${LIMITS.pageSize}. Read further pages with "after".`,
        { extensions: { code: 'BAD_USER_INPUT' } },
      ),
    );
  }
  if (cost.objects > LIMITS.objects) {
    problems.push(
      tooMuch(
        `The document asks for up to ${cost.objects} objects; ${LIMITS.objects} are allowed. Ask for shorter pages or fewer nested lists.`,
      ),
    );
  }
  problems.push(...limitMutations(operation, fragments));
  return problems.slice(0, LIMITS.errors);
}

function limitMutations(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): GraphQLError[] {
  if (operation.operation !== 'mutation') return [];
  const names = rootFields(operation.selectionSet, fragments, new Set());
  const problems: GraphQLError[] = [];
  if (names.length > LIMITS.rootMutations) {
    problems.push(
      tooMuch(
        `The document has ${names.length} mutations; ${LIMITS.rootMutations} are allowed in one request.`,
      ),
    );
  }
  if (names.filter((name) => PASSWORD_MUTATIONS.has(name)).length > LIMITS.passwordMutations) {
    problems.push(tooMuch('One sign-in is allowed in one request.'));
  }
  return problems;
}

function rootFields(
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  spread: Set<string>,
): string[] {
  return selections.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, fragments, spread);
    const fragment = fragments.get(selection.name.value);
    // Its fields are merged into one answer however often it is spread.
    if (!fragment || spread.has(selection.name.value)) return [];
    spread.add(selection.name.value);
    return rootFields(fragment.selectionSet, fragments, spread);
  });
}

function tooMuch(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
}

function withoutHint(error: GraphQLError): GraphQLError {
  return new GraphQLError(withoutHints(error.message), {
    nodes: error.nodes,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  });
}
