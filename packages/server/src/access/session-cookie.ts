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
