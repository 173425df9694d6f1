import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Whether a page of ours opened the socket. Browsers send `Origin` with every WebSocket and the cookie with it,
 * whoever's page it is (no CORS here), so a foreign or missing one beside a cookie is refused. A program with a
 * token sends neither.
 *
 * @param publicUrl where people reach this server, when that is not what the Host header says
 */
export function isOwnPage(request: IncomingMessage, publicUrl: string | null): boolean {
  const { origin, host, cookie } = request.headers;
  if (origin === undefined) return cookie === undefined;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.host === host || (publicUrl !== null && page.origin === new URL(publicUrl).origin);
}

/** Value of a cookie, undefined when it was not sent. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

/** Answers an upgrade that is not granted. Browsers show scripts no more than that it failed. */
export function refuseUpgrade(stream: Duplex, status: number, code: string, message: string): void {
  const body = JSON.stringify({ code, message });
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  stream.once('finish', () => stream.destroy());
}
