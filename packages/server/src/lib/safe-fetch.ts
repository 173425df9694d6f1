import { lookup as lookUp } from 'node:dns/promises';
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that somebody else chose and that Waybill will not call. The message says why, in words for them. */
export class RefusedTarget extends Error {
  override name = 'RefusedTarget';
}

/** Every address a name has; `dns.lookup` unless a test says otherwise. */
export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>;

export interface SafeFetchOptions {
  /** The operator allows private networks, and http: for tests and for tools on the same machine. */
  allowPrivate: boolean;
  /** For the whole of it: name, connection, request, answer. */
  timeoutMs: number;
  /** What of the answer is read; then the connection is cut. */
  mostBytes: number;
  /** How long the body of an answer may take once its status is here. */
  bodyMs: number;
  resolve?: Resolve;
  signal?: AbortSignal;
}

export interface SafeAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As much of it as was read. */
  body: Buffer;
}

const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i;
const LOW_PORTS = new Set([80, 443]);
const FIRST_FREE_PORT = 1025;

/**
 * The address of a call to whoever somebody names, when it can be called. Says nothing of what a name resolves to: that
 * is looked at when the connection is made.
 *
 * @throws RefusedTarget
 */
export function checkTarget(text: string, { allowPrivate }: Pick<SafeFetchOptions, 'allowPrivate'>): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new RefusedTarget('Give a whole address that begins with https://.');
  if (url.protocol === 'http:' && !allowPrivate)
    throw new RefusedTarget(
      'The address must begin with https://: over http anybody on the way can read it.',
    );
  if (url.username || url.password)
    throw new RefusedTarget(
      'Leave name and password out of the address: requests are signed, and addresses end up in logs.',
    );
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (port < FIRST_FREE_PORT && !LOW_PORTS.has(port))
    throw new RefusedTarget(`Port ${port} belongs to another service. Use 443, or a port above 1024.`);
  if (allowPrivate) return url;
  const host = hostOf(url);
  if (LOCAL_NAME.test(host) || (isIP(host) && !isPublic(host))) throw notPublic(host);
  return url;
}

/**
 * Whether an address is one on the open internet: not private, loopback, link-local (169.254.169.254 among them),
 * carrier-grade NAT, multicast, reserved, nor an IPv6 form that holds such an IPv4 address.
 */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/**
 * POSTs to an address that somebody else chose. No redirect is followed, no proxy asked, no cookie kept, and the answer is
 * read to a limit.
 *
 * What a name resolves to is checked in the lookup of the very connection, so that a name which answers differently a
 * moment later changes nothing; Node asks no lookup for literals (a filter there alone let 10 of 12 forms through), so
 * they are checked before. node:http and not undici: here neither needs an agent, and this one is given its lookup per
 * request.
 *
 * @throws RefusedTarget, or what Node says of a connection that failed; with a signal's reason when it was aborted
 */
export async function safePost(
  text: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  options: SafeFetchOptions,
): Promise<SafeAnswer> {
  const url = checkTarget(text, options);
  const signal = AbortSignal.any([
    AbortSignal.timeout(options.timeoutMs),
    ...(options.signal ? [options.signal] : []),
  ]);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request({
      hostname: hostOf(url),
      port: url.port || undefined,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
      // A connection of its own: a shared one would have been checked for somebody else.
      agent: false,
      lookup: checkedLookup(options),
      signal,
    });
    const fail = (error: Error) => reject(signal.aborted ? (signal.reason as Error) : error);
    request.on('error', fail);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      let read = 0;
      const done = () => {
        clearTimeout(late);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).subarray(0, options.mostBytes),
        });
        request.destroy();
      };
      // The status has decided; a body that never ends, or comes a byte a second, changes nothing any more.
      const late = setTimeout(done, options.bodyMs);
      response.on('data', (part: Buffer) => {
        parts.push(part);
        read += part.length;
        if (read >= options.mostBytes) done();
      });
      response.on('end', done);
      response.on('error', done);
    });
    request.end(body);
  });
}

function checkedLookup({ allowPrivate, resolve = resolveAll }: SafeFetchOptions): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        // One inner address among outer ones is enough: which of them is called is not ours to say.
        const inner = found.some(({ address }) => !isPublic(address));
        if (!allowPrivate && inner) callback(notPublic(hostname), '', 0);
        else if (!first) callback(new Error(`${hostname} has no address.`), '', 0);
        else if (options.all) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, '', 0),
    );
  };
}

const resolveAll: Resolve = (hostname) => lookUp(hostname, { all: true, verbatim: true });

function notPublic(host: string): RefusedTarget {
  return new RefusedTarget(
    `${host} is not an address on the open internet. Waybill calls none of its own network.`,
  );
}

/** Without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
