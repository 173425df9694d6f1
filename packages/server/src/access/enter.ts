import { GraphQLError } from 'graphql';
import type { Context, SessionHandle } from '../context.ts';
import { resolvePrincipal } from './principal.actions.ts';
import { openSession } from './sign-in.actions.ts';
import type { Viewer } from './sign-in.inputs.ts';

/** Begins a session for the user and answers the request as them from here on. */
export async function enter(context: Context, session: SessionHandle, userId: string): Promise<Viewer> {
  const secret = await openSession(context.db, userId, session, session.current);
  session.set(secret);
  context.principal = await resolvePrincipal(context.db, { session: secret });
  if (!context.principal) throw new Error('A session ended while it began.');
  return { principal: context.principal };
}

/** @throws GraphQLError on a socket, and for a token: a script has nothing to sign in for */
export function requireSessionHandle(context: Context): SessionHandle {
  if (context.session && context.principal?.kind !== 'TOKEN') return context.session;
  throw new GraphQLError('People sign in and out over HTTP, without a token.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
