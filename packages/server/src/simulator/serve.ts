import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { ApiError, notFound } from './api-error.ts';
import { type Faults, strikeBefore } from './faults.ts';
import { type Body, isBody } from './request-body.ts';
import { type Call, type FileAnswer, findRoute, referenceOf, type RouteName } from './routes.ts';
import type { World } from './world.ts';

/** Ten times the longest declaration anybody writes. */
const LARGEST_BODY = 1_000_000;

export interface ServeOptions {
  world: World;
  faults: Faults;
  /** Told of every call that was understood, before anything is done. */
  onCall(name: RouteName): void;
  /** How long every answer takes, beside what it takes anyway. */
  latencyMs: number;
  log: { error(fields: object, message: string): void };
}

/** EasyPost over HTTP, without listening yet. */
export function makeServer(options: ServeOptions): Server {
  return createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.log.error({ err: error }, 'The simulator could not answer');
      response.destroy();
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServeOptions,
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const bytes = await read(request);
    const found = findRoute(request.method, url.pathname);
    if (!found) throw notFound();
    const { route, id } = found;
    const call: Call = {
      world: options.world,
      account: route.open ? '' : accountOf(request),
      id,
      query: url.searchParams,
      body: parse(bytes),
    };
    options.onCall(route.name);
    const fault = options.faults.take(route.name, () => referenceOf(call));
    strikeBefore(fault);
    if (options.latencyMs > 0) await setTimeout(options.latencyMs);
    const result = route.answer(call);
    if (fault?.kind === 'CUT_AFTER') {
      request.socket.destroy();
      return;
    }
    if (fault?.kind === 'ERROR_AFTER')
      throw new ApiError(500, 'INTERNAL_SERVER_ERROR', 'We’re sorry, something went wrong.');
    if (fault?.kind === 'SLOW') await fault.until;
    if (isFile(result)) send(response, route.status, result.type, result.file);
    else sendJson(response, route.status, result);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    sendJson(response, error.status, error.body, error.headers);
  }
}

/** The API key is the user name of Basic authentication. Any key will do: each is an account of its own. */
function accountOf(request: IncomingMessage): string {
  const [, encoded] = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const key = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':')[0];
  if (key) return key;
  throw new ApiError(
    401,
    'APIKEY.INACTIVE',
    'This api key is no longer active. Please use a different api key.',
  );
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST_BODY) throw new ApiError(413, 'REQUEST.TOO_LARGE', 'The request body is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function parse(bytes: Buffer): Body {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return isBody(value) ? value : {};
  } catch {
    throw new ApiError(400, 'BAD_REQUEST', 'The request body is not valid JSON.');
  }
}

function isFile(value: unknown): value is FileAnswer {
  return isBody(value) && 'file' in value && 'type' in value;
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: Buffer | string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}
