import type { FastifyRequest } from 'fastify';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Why a request may be another site's doing, or null. The cookie goes along with whatever a browser is made to send
 * (SameSite=Lax leaves top-level navigation), so what changes something must show that a page of ours sent it: by a
 * header of ours, which another origin cannot add without our leave, and by its Origin. A token is sent by nobody but
 * who has it, and excuses from both.
 */
export function foreignReason(request: FastifyRequest, publicUrl: string): string | null {
  if (SAFE_METHODS.has(request.method) || request.headers.authorization !== undefined) return null;
  const { origin } = request.headers;
  if (origin !== undefined && !isOwnOrigin(origin, request.headers.host, publicUrl)) {
    return 'This page may not send requests here: its Origin is not ours.';
  }
  if (request.headers['x-waybill'] === undefined) {
    return 'Send a token, or the header "x-waybill: 1" with every request but GET: queries go by POST and want it too.';
  }
  return null;
}

/** Whether a page of ours has this Origin: by the address people use, or by the host it was asked at. */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return page.origin === new URL(publicUrl).origin || page.host === host;
}
