import { getOperationAST, GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { limitOperation, parseLimited, validateAndLimit } from '../graphql/limits.ts';
import type { SubscribeRequest } from './hub.ts';

/** What a `subscribe` message asks, as it came. */
export interface SubscribePayload {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

export interface Documents {
  /** The request parsed, under the limits of HTTP; or why it is refused. Subscriptions only. */
  read(payload: SubscribePayload): SubscribeRequest | readonly GraphQLError[];
}

/** A page opens the same few documents on every socket: validating one takes about a millisecond. */
const REMEMBERED = 200;
const REMEMBERED_LENGTH = 16_384;

export function createDocuments(schema: GraphQLSchema, introspection: boolean): Documents {
  const valid = new LRUCache<string, DocumentNode>({ max: REMEMBERED });

  return {
    read({ query, operationName, variables }) {
      const known = valid.get(query);
      let document: DocumentNode;
      try {
        document = known ?? parseLimited(query);
      } catch (error) {
        const { message } = error as GraphQLError;
        return [new GraphQLError(message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })];
      }
      const operation = getOperationAST(document, operationName);
      if (operation?.operation !== 'subscription') {
        return [
          new GraphQLError(
            'The WebSocket carries subscriptions only: send queries and mutations to POST /graphql.',
            {
              extensions: { code: 'BAD_REQUEST' },
            },
          ),
        ];
      }
      const problems = known
        ? limitOperation(schema, document, variables, operationName)
        : validateAndLimit(schema, document, variables, { introspection, operationName });
      if (problems.length > 0) return problems;
      if (!known && query.length <= REMEMBERED_LENGTH) valid.set(query, document);
      return { document, source: query, operationName, variables };
    },
  };
}
