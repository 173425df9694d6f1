/** The part of autocannon 9 that the bench uses; the types on npm are of version 7. */
declare module 'autocannon' {
  interface Request {
    method: 'GET' | 'POST';
    /** Below the address; without it the address itself. */
    path?: string;
    headers: Record<string, string>;
    body?: string;
  }
  interface Options {
    url: string;
    connections: number;
    /** Seconds. */
    duration?: number;
    /** How many requests, in equal shares for the connections; in place of seconds. */
    amount?: number;
    setupClient(client: { setRequests(requests: Request[]): void }): void;
    verifyBody?(body: string): boolean;
  }
  interface Result {
    '2xx': number;
    non2xx: number;
    errors: number;
    timeouts: number;
    mismatches: number;
    /** Seconds. */
    duration: number;
    /** Milliseconds. */
    latency: { p50: number; p99: number };
  }
  export default function autocannon(options: Options): Promise<Result>;
}
