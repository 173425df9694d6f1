import pg from 'pg';

/** 08: connection exception; 57P0: shutting down, crashed, starting up, idle for too long; 53300: too many connections */
const AWAY = /^(08|57P0|53300)/;
/** 40: rolled back for the sake of others; 53: out of something; 55P03: waited too long for a lock */
const PASSING = /^(40|53|55P03)/;

/** Whether Postgres is stopping, starting, or cannot be reached: not the caller's fault and over soon. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (AWAY.test(code)) return true;
  if (error instanceof pg.DatabaseError) return false;
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/.test(code)) return true;
  if (
    /Connection terminated|timeout exceeded when trying to connect|is not queryable|connection timeout/i.test(
      error.message,
    )
  ) {
    return true;
  }
  // MikroORM and AggregateError (several addresses tried) wrap the driver's.
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return 'cause' in error && error.cause !== error && isDatabaseAway(error.cause);
}

/** Whether a request gave up waiting for somebody else's lock, which is let go before long. */
export function isHeldUp(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '55P03';
}

/** Whether the same is worth trying again after a while, by whoever runs the job. */
export function isPassing(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof Error && PASSING.test(codeOf(error)));
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
