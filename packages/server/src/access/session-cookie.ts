import type { Credentials } from './principal.actions.ts';

/** Name and attributes of the cookie that carries a session. */
export interface SessionCookie {
  name: string;
  options: { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean; maxAge: number };
}

const SEVEN_DAYS_S = 7 * 24 * 3600;

/**
 * Over https the name begins with `__Host-`: a browser takes such a cookie only from this very host, with Secure and
 * without Domain, so that no neighbouring subdomain can plant one. Plain http (one's own machine) cannot have it.
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-sid' : 'sid',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SEVEN_DAYS_S },
  };
}

/** What the headers of a request or of a socket's handshake say about who asks. */
export function credentialsOf(
  headers: { cookie?: string | undefined; authorization?: string | undefined },
  cookieName: string,
): Credentials {
  return { authorization: headers.authorization, session: cookieValue(headers.cookie, cookieName) };
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const split = pair.indexOf('=');
    if (pair.slice(0, split).trim() === name) return pair.slice(split + 1).trim() || undefined;
  }
  return undefined;
}
