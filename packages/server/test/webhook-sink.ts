import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as an endpoint got it. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  event: { type: string; timestamp: string; data: Record<string, unknown> };
}

export interface WebhookSink extends AsyncDisposable {
  url: string;
  port: number;
  /** Every request, in order of arrival. */
  received: Received[];
  /** What it does with a request; 204 unless a test says otherwise. */
  answer: (response: ServerResponse, received: Received) => void;
  /** Resolves once so many requests have come in all. */
  reached(count: number): Promise<void>;
}

/** An endpoint on this machine that keeps what it gets. */
export async function startWebhookSink(): Promise<WebhookSink> {
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const received: Received = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        event: JSON.parse(body) as Received['event'],
      };
      sink.received.push(received);
      sink.answer(response, received);
      for (const one of waiting) if (sink.received.length >= one.count) one.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sink: WebhookSink = {
    url: `http://127.0.0.1:${port}/`,
    port,
    received: [],
    answer: taken,
    reached(count) {
      if (sink.received.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return sink;
}

/** The answer of an endpoint that works. */
export function taken(response: ServerResponse): void {
  response.writeHead(204).end();
}

/** Answers with a status, headers and a body. */
export function answering(status: number, headers: Record<string, string> = {}, body = '') {
  return (response: ServerResponse): void => {
    response.writeHead(status, headers).end(body);
  };
}
