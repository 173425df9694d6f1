import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Call {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown> | null;
}

interface Reply {
  status: number;
  json?: unknown;
  headers?: Record<string, string>;
  /** Does what was asked and hangs up without a word. */
  hangUp?: boolean;
}

/** A server that answers as ShipBob's orders API does: one order a reference, by its own keys. */
export async function startShipBob() {
  const calls: Call[] = [];
  const orders = new Map<string, number>();
  let next = 1000;
  /** Replies that come before the usual ones. */
  const queue: ((call: Call) => Reply | null)[] = [];

  const usual = (call: Call): Reply => {
    if (call.headers.authorization !== 'Bearer pat-1') return { status: 401 };
    if (call.path === '/2.0/channel')
      return {
        status: 200,
        json: [
          { id: 1, name: 'Shopify', scopes: ['orders_read'] },
          { id: 100102, name: 'API', scopes: ['orders_read', 'orders_write'] },
        ],
      };
    if (call.headers.shipbob_channel_id !== '100102')
      return { status: 400, json: { errors: ['No channel'] } };
    const url = new URL(call.path, 'http://x');
    if (call.method === 'GET') {
      const wanted = url.searchParams.get('ReferenceIds') ?? '';
      const id = orders.get(wanted);
      return { status: 200, json: id === undefined ? [] : [{ id, reference_id: wanted }] };
    }
    const reference = String(call.body?.reference_id);
    if (orders.has(reference))
      return { status: 422, json: { errors: { ReferenceId: ['An order with this reference exists.'] } } };
    orders.set(reference, (next += 1));
    return { status: 201, json: { id: next, reference_id: reference, status: 'Processing' } };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const call: Call = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
      };
      calls.push(call);
      const special = call.method === 'POST' ? (queue.shift()?.(call) ?? null) : null;
      const reply = special ?? usual(call);
      if (reply.hangUp) return void request.socket.destroy();
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.json === undefined ? '' : JSON.stringify(reply.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    orders,
    /** The orders that were asked for, in order. */
    posts: () => calls.filter(({ method }) => method === 'POST').map(({ body }) => body),
    /** What the next call for an order is answered with; null for as usual. */
    next: (reply: (call: Call, usual: () => Reply) => Reply | null) =>
      void queue.push((call) => reply(call, () => usual(call))),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
