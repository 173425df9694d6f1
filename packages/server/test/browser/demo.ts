import type { TestServer } from '../test-server.ts';

/** The demo's project that the journeys are in, as an id. */
export const LANTERNS = `(select id from project where slug = 'lanterns-of-lune')`;

/** How many of its backers `where` is true of; `b` is the backer, `o` the order. */
export async function countLanterns(server: TestServer, where: string): Promise<number> {
  const [row] = await server.asOwner(
    `select count(*)::int as n from backer b join orders o on o.backer_id = b.id
     where b.project_id = ${LANTERNS} and (${where})`,
  );
  return Number(row?.['n']);
}

/**
 * The first of its backers by number whose order can be marked as Fulfilled.
 *
 * @param also what else is to be true, as in `countLanterns`
 */
export async function readyBacker(
  server: TestServer,
  also = 'true',
): Promise<{ id: string; number: number; name: string; email: string }> {
  const [backer] = await server.asOwner(
    `select b.id::text, b.number, b.name, b.email from backer b join orders o on o.backer_id = b.id
     where b.project_id = ${LANTERNS} and o.status = 'READY_TO_FULFILL' and o.physical
       and not exists (select from order_hold h where h.backer_id = b.id) and (${also})
     order by b.number limit 1`,
  );
  if (!backer) throw new Error('Nobody of the demo is ready.');
  return backer as Awaited<ReturnType<typeof readyBacker>>;
}
