import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The built client. Files under /assets carry a hash in their name and never change; every other path that is no file
 * is a page of the client, whose router decides what it shows.
 * @param dist absent or not built yet: pages are answered with what to do about it
 */
export async function clientFiles(app: FastifyInstance, dist: string): Promise<void> {
  const index = join(dist, 'index.html');
  if (existsSync(index)) {
    await app.register(fastifyStatic, {
      root: dist,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const immutable = path.includes('/assets/');
        reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    // The folder itself is no file, and is refused before the handler below is asked.
    app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').sendFile('index.html'));
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const path = request.url.split('?', 1)[0] ?? '';
    if (!isPage || path.startsWith('/api/') || path.startsWith('/assets/')) {
      return reply.code(404).send({ code: 'NOT_FOUND', message: 'There is nothing here.' });
    }
    if (!existsSync(index)) {
      return reply
        .code(503)
        .type('text/plain')
        .send('The client is not built. Run "npm start", which builds it, or "npm run dev".\n');
    }
    return reply.type('text/html; charset=utf-8').sendFile('index.html');
  });
}
