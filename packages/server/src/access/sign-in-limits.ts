import { GraphQLError } from 'graphql';
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

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

/** A provider gives each customer a /64 of IPv6: limits on single addresses of it limit nobody. */
function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail] = ip.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const filled =
    tail === undefined
      ? left
      : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}
