import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebhookLog } from '@waybill/schema/webhooks';
import type { Person, TestServer } from '../../test/test-server.ts';
import { sendTest, startWebhookStand, type WebhookStand } from './webhooks.fixture.ts';

let stand: WebhookStand;
let server: TestServer;
let person: Person;
let endpoint: { id: string };
beforeAll(async () => {
  ({ server } = stand = await startWebhookStand());
});
afterAll(() => stand[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ person, endpoint } = await stand.fresh());
});

describe('the log', () => {
  /** Sends the event of a delivery once more, by a session of the database that is not the server's. */
  const again = async (id: string) => {
    const [row] = await server.asOwner(
      `insert into webhook_delivery (creator_id, endpoint_id, event_id)
       select creator_id, endpoint_id, event_id from webhook_delivery where id = ${id} returning id::text`,
    );
    return String(row?.id);
  };
  const page = async (after: string | null) => {
    const { webhookEndpoint } = await server.query(
      WebhookLog,
      { endpointId: endpoint.id, first: 2, after },
      person,
    );
    if (!webhookEndpoint) throw new Error('There is no endpoint.');
    return webhookEndpoint.deliveries;
  };

  it('is the newest first, whichever session of the database wrote it', async () => {
    const sent: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const id = await sendTest(server, person, endpoint.id);
      sent.push(id, await again(id));
    }
    const shown: string[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo, totalCount } = await page(after);
      expect(totalCount).toBe(6);
      shown.push(...nodes.map(({ id }) => id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(shown).toEqual(sent.toReversed());
  });
});
