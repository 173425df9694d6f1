import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { frameOf } from './frame.ts';

test('frames of every length arrive as the message they were made of, between those of ws', async () => {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000];
  sockets.once('connection', (ws, { socket }) => {
    for (const length of lengths) {
      ws.send('before');
      socket.write(
        frameOf([Buffer.from('é'.repeat(Math.floor(length / 2))), Buffer.from('x'.repeat(length % 2))]),
      );
    }
    ws.close(1000);
  });
  const ws = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  const heard: string[] = [];
  ws.on('message', (data) => heard.push((data as Buffer).toString()));
  const code = await new Promise((resolve) => ws.once('close', resolve));
  expect(code).toBe(1000);
  expect(heard).toEqual(
    lengths.flatMap((n) => ['before', 'é'.repeat(Math.floor(n / 2)) + 'x'.repeat(n % 2)]),
  );
  sockets.close();
  http.close();
});
