import { print } from 'graphql';
import type { TadaDocumentNode } from 'gql.tada';
import type { Client as SocketClient } from 'graphql-ws';
import { createClient as createSocketClient } from 'graphql-ws';
import { describeBody, WaybillError } from './waybill-error.ts';

export interface TransportOptions {
  /** Where Waybill answers, with or without a trailing slash or `/graphql`. */
  url: string;
  /** An API token (`npm run token`, or the tokens page). */
  token: string;
  /** In place of the global fetch: a proxy, a test double, an agent with its own certificates. */
  fetch?: typeof fetch;
}

export type VariablesArgument<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

export interface Transport {
  /** Resolves `path` against the instance, so that `uploadUrl` may be relative or absolute. */
  address(path: string): string;
  /** An authenticated request; network failures become a WaybillError with code `NETWORK`. */
  request(path: string, init: RequestInit & { duplex?: 'half' }): Promise<Response>;
  query<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    ...args: VariablesArgument<Variables>
  ): Promise<Result>;
  subscribe<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    ...args: VariablesArgument<Variables>
  ): AsyncIterable<Result>;
  /** Closes the socket, if one was opened. */
  dispose(): Promise<void>;
}

/** HTTP for queries and mutations, one lazily opened graphql-transport-ws socket for subscriptions. */
export function createTransport({ url, token, fetch: fetchWith = fetch }: TransportOptions): Transport {
  const base = baseUrl(url);
  let socket: Promise<SocketClient> | undefined;

  const address = (path: string) => new URL(path, base).href;

  async function request(path: string, init: RequestInit & { duplex?: 'half' }): Promise<Response> {
    const target = address(path);
    // A token must not travel to another host because an answer named one.
    const headers = new Headers(init.headers);
    if (new URL(target).origin === new URL(base).origin) headers.set('authorization', `Bearer ${token}`);
    headers.set('x-waybill', '1');
    try {
      return await fetchWith(target, { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new WaybillError(
        `No answer from ${new URL(target).origin}: ${rootMessage(cause)}. Is Waybill running there?`,
        {
          code: 'NETWORK',
          cause,
        },
      );
    }
  }

  async function query<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    ...[variables]: VariablesArgument<Variables>
  ): Promise<Result> {
    const response = await request('graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const body = await readJson(response);
    const result = (body ?? {}) as { data?: Result | null; errors?: unknown };
    if (Array.isArray(result.errors) && result.errors.length > 0)
      throw graphqlError(result.errors, response.status);
    if (!result.data) throw httpError(response, body);
    return result.data;
  }

  async function* subscribe<Result, Variables>(
    document: TadaDocumentNode<Result, Variables>,
    ...[variables]: VariablesArgument<Variables>
  ): AsyncGenerator<Result> {
    socket ??= openSocket(base, token);
    const client = await socket;
    const results = client.iterate<Result>({
      query: print(document),
      variables: variables as Record<string, unknown> | undefined,
    });
    try {
      for await (const result of results) {
        if (result.errors?.length) throw graphqlError([...result.errors], undefined);
        if (result.data) yield result.data;
      }
    } catch (cause) {
      throw socketError(cause);
    }
  }

  return {
    address,
    request,
    query,
    subscribe,
    async dispose() {
      const client = await socket;
      await client?.dispose();
    },
  };
}

/** The JSON of an answer, or undefined when it is not JSON (a proxy's error page). */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An answer that is an error, in its own words where it has any. */
export function httpError(response: Response, body: unknown): WaybillError {
  const { code, message } = describeBody(body);
  const fallback =
    response.status === 401 || response.status === 403
      ? 'The token was refused. Is it complete, unexpired and has it the scope for this?'
      : `${new URL(response.url).origin} answered ${response.status} ${response.statusText}`.trim() + '.';
  return new WaybillError(message ?? fallback, { code: code ?? 'HTTP', status: response.status });
}

function graphqlError(errors: readonly unknown[], status: number | undefined): WaybillError {
  const first = errors[0] as { message?: string; extensions?: { code?: string } } | undefined;
  const messages = errors.map((error) => describeBody(error).message ?? 'Unknown error');
  return new WaybillError(messages.join(' '), {
    code: first?.extensions?.code ?? 'GRAPHQL',
    status,
    cause: errors,
  });
}

function socketError(cause: unknown): WaybillError {
  if (cause instanceof WaybillError) return cause;
  // graphql-ws throws the list of GraphQL errors itself, a close event, or an error of the socket.
  if (Array.isArray(cause)) return graphqlError(cause, undefined);
  const reason = (cause as { reason?: unknown }).reason;
  const sentence = typeof reason === 'string' && reason ? reason : rootMessage(cause);
  return new WaybillError(`The live connection broke: ${sentence}.`, { code: 'NETWORK', cause });
}

async function openSocket(base: string, token: string): Promise<SocketClient> {
  const address = new URL('graphql', base);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return createSocketClient({
    url: address.href,
    connectionParams: { authorization: `Bearer ${token}` },
    keepAlive: 10_000,
    retryAttempts: 5,
    lazyCloseTimeout: 0,
    // Node has its own since 22; older ones and stripped-down runtimes get the package's.
    webSocketImpl: 'WebSocket' in globalThis ? globalThis.WebSocket : (await import('ws')).WebSocket,
  });
}

function baseUrl(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch (cause) {
    throw new WaybillError(`"${url}" is no address. Give the whole of it, such as http://localhost:4600.`, {
      code: 'INVALID',
      cause,
    });
  }
  parsed.pathname = parsed.pathname.replace(/\/+$/, '').replace(/\/graphql$/, '') + '/';
  parsed.search = '';
  parsed.hash = '';
  return parsed.href;
}

function rootMessage(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause) current = current.cause;
  if (current instanceof Error) return current.message || current.name;
  return String(current);
}
