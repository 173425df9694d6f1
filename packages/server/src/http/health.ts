import type { FastifyInstance } from 'fastify';
import type { Database } from '../lib/database.ts';

/** Longer than any healthy answer, shorter than a prober's patience. */
const PATIENCE_MS = 2_000;

/**
 * `/livez`: the process runs. `/readyz`: it can serve: the database answers and it is not on its way out.
 * @param isStopping true from the signal on, so that a balancer sends no more
 */
export function healthRoutes(
  app: FastifyInstance,
  db: Pick<Database, 'read'>,
  isStopping: () => boolean,
): void {
  app.get('/livez', { logLevel: 'silent' }, () => ({ live: true }));
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    if (isStopping()) return reply.code(503).send({ ready: false, reason: 'stopping' });
    const answers = await Promise.race([
      db.read([], 'select 1').then(
        () => true,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
    ]);
    if (!answers) return reply.code(503).send({ ready: false, reason: 'the database does not answer' });
    return { ready: true };
  });
}
