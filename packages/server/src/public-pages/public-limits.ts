import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../lib/network.ts';

/**
 * How often one network may follow links to backers' pages. A link cannot be guessed (128 bits); this keeps whoever tries
 * from taking the database's time. In memory, so each API process counts for itself.
 */
export interface PledgeLimits {
  /** @returns seconds to wait, or null where it may go on */
  spend(ip: string): Promise<number | null>;
  /** A link that does not work costs more. */
  charge(ip: string): Promise<void>;
}

/** A mobile network may send hundreds of backers from one address within the minute after a mail. */
const POINTS_A_MINUTE = 600;
/** A mail may have broken a link in two, and a person tries it some times; thirty tries a minute are no person. */
const WRONG_LINK = 19;

export function makePledgeLimits(): PledgeLimits {
  const limiter = new RateLimiterMemory({ points: POINTS_A_MINUTE, duration: 60 });
  return {
    async spend(ip) {
      try {
        await limiter.consume(networkOf(ip));
        return null;
      } catch (error) {
        if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
        throw error;
      }
    },
    async charge(ip) {
      await limiter.penalty(networkOf(ip), WRONG_LINK);
    },
  };
}
