import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { ProjectProgressUpdated } from '@waybill/schema/projects';
import { print } from 'graphql';
import type { ClientReport, ClientRequest } from './messages.ts';

/**
 * Thousands of subscribers in one process, on bare sockets: a WebSocket library each would make the client the slow
 * side. Each has read its value when the last byte of the frame is here.
 */
const QUERY = print(ProjectProgressUpdated);
const AT_A_TIME = 50;

let arrivals: number[] = [];
const values = new Set<string>();
let expected = 0;

process.on('message', (request: ClientRequest) => {
  void open(request);
});

async function open({ port, sockets }: ClientRequest): Promise<void> {
  for (let from = 0; from < sockets; from += AT_A_TIME) {
    await Promise.all(
      Array.from({ length: Math.min(AT_A_TIME, sockets - from) }, (_, index) =>
        subscribe(port, from + index),
      ),
    );
  }
  expected = sockets;
  report({ kind: 'ready' });
}

/** Resolves when the first value is here. */
function subscribe(port: number, index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.write(
      `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
        `Sec-WebSocket-Protocol: graphql-transport-ws\r\nAuthorization: Bearer ${index}\r\n\r\n`,
    );
    const id = randomBytes(16).toString('hex');
    let unread: Buffer = Buffer.alloc(0);
    let upgraded = false;
    let first = true;

    socket.on('data', (chunk) => {
      unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
      if (!upgraded) {
        const end = unread.indexOf('\r\n\r\n');
        if (end === -1) return;
        if (!unread.subarray(0, 12).includes('101')) {
          reject(new Error(unread.subarray(0, 200).toString()));
          return;
        }
        upgraded = true;
        unread = unread.subarray(end + 4);
        say(socket, { type: 'connection_init' });
      }
      for (let frame = take(); frame; frame = take()) {
        if (frame.includes('"connection_ack"')) {
          say(socket, { id, type: 'subscribe', payload: { query: QUERY, variables: { projectId: '4711' } } });
        } else if (first) {
          first = false;
          resolve();
        } else {
          arrived(frame, id);
        }
      }
    });

    function take(): Buffer | null {
      if (unread.length < 2) return null;
      const short = (unread[1] ?? 0) & 0x7f;
      const header = short === 126 ? 4 : 2;
      if (unread.length < header) return null;
      const length = short === 126 ? unread.readUInt16BE(2) : short;
      if (unread.length < header + length) return null;
      const frame = unread.subarray(header, header + length);
      const opcode = (unread[0] ?? 0) & 0x0f;
      unread = unread.subarray(header + length);
      if (opcode === 0x09) write(socket, frame, 0x8a);
      return opcode === 1 ? frame : take();
    }
  });
}

function arrived(frame: Buffer, id: string): void {
  arrivals.push(Number(process.hrtime.bigint()));
  // Comparing all would make this process the slow one; the first and last thousandth are looked at.
  if (arrivals.length <= 10 || arrivals.length > expected - 10) {
    const message = JSON.parse(frame.toString()) as { id: string; type: string; payload: unknown };
    values.add(
      message.id === id && message.type === 'next' ? JSON.stringify(message.payload) : frame.toString(),
    );
  }
  if (arrivals.length < expected) return;
  report({ kind: 'reached', arrivals, values: [...values] });
  arrivals = [];
  values.clear();
}

function say(socket: Socket, message: object): void {
  write(socket, Buffer.from(JSON.stringify(message)), 0x81);
}

/** A client's frame: masked, here with zeros. */
function write(socket: Socket, body: Buffer, head: number): void {
  const header = Buffer.alloc(body.length < 126 ? 6 : 8);
  header[0] = head;
  if (body.length < 126) header[1] = 0x80 | body.length;
  else {
    header[1] = 0x80 | 126;
    header.writeUInt16BE(body.length, 2);
  }
  socket.write(Buffer.concat([header, body]));
}

function report(message: ClientReport): void {
  process.send?.(message);
}
