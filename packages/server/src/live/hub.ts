import {
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { WaybillEvent } from '../lib/events.ts';
import type { Principal } from '../lib/principal.ts';
import { createGroup, type Group } from './group.ts';
import { createTurns } from './turns.ts';
import { scopeKey } from './scope.ts';
import type { Subscriber } from './subscriber.ts';
import { wakesOf, watchBehind, type Watch } from './watch.ts';

export interface SubscribeRequest {
  /** Validated against the schema, with one subscription in it. */
  document: DocumentNode;
  /** The document's text; with name and variables it says which subscriptions are the same. */
  source: string;
  operationName?: string | null | undefined;
  variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface HubOptions<Context extends object> {
  schema: GraphQLSchema;
  /** A fresh context (own loaders, own entity manager) for one execution, seeing what the principal may see. */
  contextFor(principal: Principal): Context;
  /** As the HTTP transport does it: masks what is not for the caller's eyes. */
  formatError(error: unknown): GraphQLFormattedError;
  /** Shortest time between two values of one subscription. */
  intervalMs?: number;
  /** How long a snapshot stands without an event before it is read again. */
  rereadMs?: number;
  /** Executions at a time, over all topics; leaves most of the pool to requests. */
  executions?: number;
}

export interface Hub {
  /**
   * Sends the state now, then a value after each change, a few a second. Resolves once the first is sent.
   *
   * @returns how to leave, or why it was refused
   */
  subscribe(
    request: SubscribeRequest,
    subscriber: Subscriber,
  ): Promise<(() => void) | readonly GraphQLError[]>;
  hear(event: WaybillEvent): void;
  /** Reads everything watched again: events may have been missed. */
  refresh(): void;
  /** For tests and the bench: how many different subscriptions there are. */
  groupCount(): number;
  close(): void;
}

/** Four values a second read as live, and cost a tenth of what every chunk of an upload would. */
const INTERVAL_MS = 250;
const EXECUTIONS = 4;
const REREAD_MS = 30_000;

/**
 * Turns hints into values. Subscriptions with the same document, variables and rights form a group; a group is
 * executed and serialised once per change, whatever its size. Memory is bounded by the number of subscriptions:
 * there is one value per group and one flag per slow subscriber, and no queue anywhere.
 */
export function createHub<Context extends object>(options: HubOptions<Context>): Hub {
  const { schema } = options;
  const groups = new Map<string, Group>();
  const groupsOfTopic = new Map<string, Set<Group>>();
  const turns = createTurns(options.executions ?? EXECUTIONS);

  async function subscribe(request: SubscribeRequest, subscriber: Subscriber) {
    const key = JSON.stringify([
      scopeKey(subscriber.principal),
      request.operationName ?? null,
      request.variables ?? null,
      request.source,
    ]);
    let group = groups.get(key);
    if (!group) {
      const opened = open(key, request, subscriber.principal);
      if ('errors' in opened) return opened.errors;
      group = opened.group;
    }
    return group.join(subscriber);
  }

  function open(
    key: string,
    request: SubscribeRequest,
    principal: Principal,
  ): { group: Group } | { errors: readonly GraphQLError[] } {
    const { document } = request;
    const operation = getOperationAST(document, request.operationName);
    const selection = operation?.selectionSet.selections[0];
    const field =
      selection?.kind === Kind.FIELD
        ? schema.getSubscriptionType()?.getFields()[selection.name.value]
        : undefined;
    if (operation?.operation !== 'subscription' || selection?.kind !== Kind.FIELD || !field?.subscribe) {
      return { errors: [badInput('Name one field of Subscription.')] };
    }
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, {
      maxErrors: 5,
    });
    if (coerced.errors) return { errors: coerced.errors.map(({ message }) => badInput(message)) };
    let watch: Watch<Context>;
    try {
      const args = getArgumentValues(field, selection, coerced.coerced);
      // Nothing behind `watching` reads the resolve info.
      const info = undefined as unknown as GraphQLResolveInfo;
      watch = watchBehind(field.subscribe(undefined, args, options.contextFor(principal), info));
    } catch (error) {
      const { message, extensions } = options.formatError(error);
      return { errors: [new GraphQLError(message, { extensions })] };
    }
    const group = createGroup({
      watch,
      execution: {
        schema,
        document,
        operationName: request.operationName,
        variableValues: request.variables,
      },
      contextFor: options.contextFor,
      formatError: options.formatError,
      intervalMs: options.intervalMs ?? INTERVAL_MS,
      rereadMs: options.rereadMs ?? REREAD_MS,
      turns,
      onEmpty: () => forget(key, watch.topic),
    });
    groups.set(key, group);
    let sharing = groupsOfTopic.get(watch.topic);
    if (!sharing) groupsOfTopic.set(watch.topic, (sharing = new Set()));
    sharing.add(group);
    return { group };
  }

  function forget(key: string, topic: string): void {
    const group = groups.get(key);
    if (!group) return;
    groups.delete(key);
    const sharing = groupsOfTopic.get(topic);
    sharing?.delete(group);
    if (sharing?.size === 0) groupsOfTopic.delete(topic);
  }

  return {
    subscribe,
    hear(event) {
      for (const { topic, ids } of wakesOf(event)) {
        for (const group of groupsOfTopic.get(topic) ?? []) group.wake(ids);
      }
    },
    refresh() {
      for (const group of groups.values()) group.wake(null);
    },
    groupCount: () => groups.size,
    close() {
      for (const group of groups.values()) group.close();
      groups.clear();
      groupsOfTopic.clear();
    },
  };
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
