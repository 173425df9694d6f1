import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isOwnOrigin } from '../http/own-origin.ts';

/**
 * Whether a page of ours opened the socket. Browsers send `Origin` with every WebSocket and the cookie with it,
 * whoever's page it is (no CORS here), so a foreign or missing one beside a cookie is refused. A program with a
 * token sends neither.
 *
 * @param publicUrl where people reach this server: a proxy may change the Host header
 */
export function isOwnPage({ headers }: IncomingMessage, publicUrl: string): boolean {
  if (headers.origin === undefined) return headers.cookie === undefined;
  return isOwnOrigin(headers.origin, headers.host, publicUrl);
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
