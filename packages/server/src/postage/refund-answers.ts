import type { PoolClient } from 'pg';
import type { GivenBack } from './give-back.ts';
import { recordKept } from './kept-labels.ts';
import { recordVoided, type GivingBack } from './label-store.ts';

/**
 * Writes down what the provider said of refunds that were asked for, in the caller's transaction. Their orders are
 * locked all at once before the first is written: of two who give labels of the same orders back one waits for the
 * other, and neither loses an answer that cannot be had a second time.
 *
 * @param heard whether whoever asked for the money hears these answers; if not, a person is told of every refusal
 */
export async function recordAnswers(
  client: PoolClient,
  answers: readonly GivenBack[],
  by: GivingBack,
  heard: boolean,
): Promise<void> {
  const known = answers.filter(({ state }) => state !== 'UNKNOWN');
  if (known.length === 0) return;
  // In a statement of its own: what it had to wait for is seen by the next.
  await client.query(
    `select from orders where backer_id in (select l.backer_id from label l where l.id = any ($1::bigint[]))
     order by backer_id for no key update`,
    [known.map(({ labelId }) => labelId)],
  );
  const idsOf = (state: GivenBack['state']) =>
    known.filter((answer) => answer.state === state).map(({ labelId }) => labelId);
  await recordVoided(client, idsOf('REFUNDED'), true, by);
  await recordVoided(client, idsOf('SUBMITTED'), false, by);
  await recordKept(
    client,
    known.flatMap((answer) => (answer.state === 'REFUSED' ? [answer] : [])),
    heard,
  );
}
