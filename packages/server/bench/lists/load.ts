import autocannon from 'autocannon';
import { headersOf, type Endpoint } from './ask.ts';

/** What so many connections got out of a server in some seconds. */
export interface Load {
  perSecond: number;
  /** Milliseconds, from a request's first byte to its answer's last. */
  p99: number;
  answers: number;
}

/**
 * Keeps so many connections busy, each with the bodies in an order of its own.
 *
 * @throws when one request was answered with anything but data
 */
export async function loadOf(
  endpoint: Endpoint,
  bodies: readonly string[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const headers = headersOf(endpoint);
  let from = 0;
  const result = await autocannon({
    url: endpoint.url,
    connections,
    duration: seconds,
    setupClient(client) {
      from += Math.ceil(bodies.length / connections);
      const turned = [...bodies.slice(from % bodies.length), ...bodies.slice(0, from % bodies.length)];
      client.setRequests(turned.map((body) => ({ method: 'POST', headers, body })));
    },
    verifyBody: (body) => body.startsWith('{"data":{'),
  });
  const bad = result.non2xx + result.errors + result.timeouts + result.mismatches;
  if (bad > 0)
    throw new Error(
      `${bad} of ${result['2xx'] + bad} requests to ${endpoint.url} were not answered with data.`,
    );
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99, answers: result['2xx'] };
}
