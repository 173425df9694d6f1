import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.ts';
import { makeErrorFormatter } from './format-error.ts';
import { jitGateway } from './jit-executor.ts';
import { LIMITS, limitOperation } from './limits.ts';
import { noIntrospection } from './no-introspection.ts';

export interface GraphQLOptions {
  schema: GraphQLSchema;
  /** Whether `__schema` and `__type` are answered. */
  introspection: boolean;
  /** Hears errors that are not for the caller. */
  report: (error: unknown) => void;
}

/** Apollo with every default that depends on NODE_ENV or opens a door written out. */
export function makeApollo({ schema, introspection, report }: GraphQLOptions): ApolloServer<Context> {
  const formatError = makeErrorFormatter(report);
  return new ApolloServer<Context>({
    gateway: jitGateway(schema),
    // Our own rule decides, the same for both transports.
    introspection: true,
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: { requestHeaders: ['x-waybill', 'authorization'] },
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.errors },
    validationRules: introspection ? [] : [noIntrospection],
    formatError: (_formatted, error) => formatError(error),
    logger: { debug: () => undefined, info: () => undefined, warn: report, error: report },
    plugins: [
      // Hints nobody uses, for 1.4 ms of each answer of 100 rows.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitsPlugin(schema),
      requestIdPlugin,
    ],
  });
}

/** An error that we have to look for carries what finds it in the log. */
const requestIdPlugin: ApolloServerPlugin<Context> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse({ response, contextValue }) {
        if (response.body.kind === 'single') {
          response.body.singleResult.errors = response.body.singleResult.errors?.map((error) =>
            error.extensions?.code === 'INTERNAL_SERVER_ERROR'
              ? { ...error, extensions: { ...error.extensions, requestId: contextValue.requestId } }
              : error,
          );
        }
        return Promise.resolve();
      },
    }),
};

/** After validation, before a resolver runs: the part of the limits that depends on variables. */
function limitsPlugin(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, request, operationName }) {
          const [problem] = limitOperation(schema, document, request.variables, operationName);
          if (!problem) return Promise.resolve();
          return Promise.reject(
            new GraphQLError(problem.message, {
              extensions: { ...problem.extensions, http: { status: 400 } },
            }),
          );
        },
      }),
  };
}
