import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { payload } from '../lib/user-error.ts';
import { enter, requireSessionHandle } from './enter.ts';
import { closeSession, signIn, signUp } from './sign-in.actions.ts';
import { SignInInput, SignOutPayload, SignUpInput, ViewerPayload } from './sign-in.inputs.ts';

@Resolver()
export class SignInResolver {
  @Mutation(() => ViewerPayload, {
    description: 'Makes an account and the creator it owns, and signs it in; the session comes as a cookie.',
  })
  signUp(@Ctx() context: Context, @Arg('input', () => SignUpInput) input: SignUpInput) {
    const session = requireSessionHandle(context);
    return payload({ viewer: null }, async () => {
      await context.signInLimits.spendNetwork(session.ip);
      const { userId } = await signUp(context.db, input);
      return { viewer: await enter(context, session, userId) };
    });
  }

  @Mutation(() => ViewerPayload, { description: 'Signs a person in; the session comes as a cookie.' })
  signIn(@Ctx() context: Context, @Arg('input', () => SignInInput) input: SignInInput) {
    const session = requireSessionHandle(context);
    return payload({ viewer: null }, async () => {
      const userId = await signIn(context.db, context.signInLimits, input, session);
      return { viewer: await enter(context, session, userId) };
    });
  }

  @Mutation(() => SignOutPayload, { description: 'Ends the session; its open pages stop within a second.' })
  async signOut(@Ctx() context: Context) {
    const session = requireSessionHandle(context);
    const signedOut = session.current ? await closeSession(context.db, session.current) : false;
    session.set(null);
    context.principal = null;
    return { signedOut, userErrors: [] };
  }
}
