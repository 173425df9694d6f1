import { GraphQLError } from 'graphql';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../lib/network.ts';

/**
 * How often passwords may be tried. In memory, so each API process counts for itself: with N of them an attacker has N
 * times the tries, which at ten an account and quarter of an hour stays far from a guess.
 */
export interface SignInLimits {
  /** @throws GraphQLError RATE_LIMITED that says when to try again */
  spend(email: string, ip: string): Promise<void>;
  /**
   * For what makes an account: each costs a password hash.
   * @throws as `spend`
   */
  spendNetwork(ip: string): Promise<void>;
  /** A right password clears what the account's owner mistyped. */
  forgive(email: string, ip: string): Promise<void>;
}

const QUARTER_HOUR_S = 15 * 60;

export function makeSignInLimits(): SignInLimits {
  const perAccount = new RateLimiterMemory({ points: 10, duration: QUARTER_HOUR_S });
  // An office or a whole mobile network may share one address.
  const perAddress = new RateLimiterMemory({ points: 100, duration: QUARTER_HOUR_S });
  const consume = async (limiter: RateLimiterMemory, key: string) => {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw tooMany(error.msBeforeNext);
      throw error;
    }
  };
  return {
    async spend(email, ip) {
      await consume(perAddress, networkOf(ip));
      await consume(perAccount, email);
    },
    spendNetwork: (ip) => consume(perAddress, networkOf(ip)),
    async forgive(email, ip) {
      await perAccount.delete(email);
      await perAddress.reward(networkOf(ip));
    },
  };
}

function tooMany(msBeforeNext: number): GraphQLError {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new GraphQLError(`Too many tries to sign in. Wait ${wait}, then try again.`, {
    extensions: {
      code: 'RATE_LIMITED',
      retryAfterSeconds: seconds,
      http: { status: 429, headers: new Map([['retry-after', String(seconds)]]) },
    },
  });
}
