/** What the bench and its two kinds of child processes say to each other. Times are of the system's monotonic clock, in ns. */
export type ServerRequest = 'publish' | 'usage';

export type ServerReport =
  | { kind: 'listening'; port: number }
  | { kind: 'published'; at: number }
  | { kind: 'usage'; cpuMicros: number };

export interface ClientRequest {
  port: number;
  sockets: number;
}

export type ClientReport =
  | { kind: 'ready' }
  /** Every socket has its next value; `values` are the different ones, without the ids. */
  | { kind: 'reached'; arrivals: number[]; values: string[] };
