import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { decodeEvent, encodeEvent, listen, notify, type WaybillEvent } from './events.ts';

const progress: WaybillEvent = { topic: 'progress', id: '7', creatorId: '1', of: null, ids: null };

/** A listener on the cluster's own database, and what it heard. */
async function listening() {
  const { adminUrl } = inject('cluster');
  const heard: WaybillEvent[] = [];
  const troubles: string[] = [];
  let gaps = 0;
  const listener = await listen(adminUrl, {
    onEvent: (event) => void heard.push(event),
    onGap: () => void (gaps += 1),
    onTrouble: ({ message }) => void troubles.push(message),
  });
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  return {
    heard,
    troubles,
    listener,
    client,
    gaps: () => gaps,
    /** Ends the listener's connection from the side of Postgres. */
    cut: () =>
      client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'waybill events' and datname = current_database()",
      ),
    async [Symbol.asyncDispose]() {
      await listener.stop();
      await client.end();
    },
  };
}

describe('an event', () => {
  test.each<WaybillEvent>([
    progress,
    { topic: 'backers', id: '7', creatorId: '1', of: null, ids: ['1', '2'] },
    { topic: 'access', id: 'abc', creatorId: '', of: 'session', ids: null },
    { topic: 'backers', id: '8', creatorId: '1', of: null, ids: null, range: ['10', '2000'] },
  ])('survives the way as it was: $topic', (event) => {
    expect(decodeEvent(encodeEvent(event))).toEqual(event);
  });

  test('with more ids than Postgres takes becomes "many"', () => {
    const ids = Array.from({ length: 2000 }, (_, n) => String(1_000_000 + n));
    const payload = encodeEvent({ ...progress, topic: 'backers', ids });
    expect(Buffer.byteLength(payload)).toBeLessThan(8000);
    expect(decodeEvent(payload)).toEqual({ ...progress, topic: 'backers', ids: null });
  });

  test.each(['', '[]', 'null', '{"t":"weather","id":"1"}', '{"t":"progress","id":7}', 'progress'])(
    'that is not one of ours is refused: %j',
    (payload) => {
      expect(() => decodeEvent(payload)).toThrow();
    },
  );
});

describe('listening', () => {
  test('hears what commits, and nothing of what does not', async () => {
    await using here = await listening();
    await here.client.query('begin');
    await notify(here.client, { ...progress, id: 'rolled back' });
    await here.client.query('rollback');
    await here.client.query('begin');
    await notify(here.client, progress);
    await here.client.query('commit');
    await expect.poll(() => here.heard).toEqual([progress]);
  });

  test('is not disturbed by what others send on the channel', async () => {
    await using here = await listening();
    await here.client.query(`select pg_notify('waybill', 'hello')`);
    await notify(here.client, progress);
    await expect.poll(() => here.heard).toEqual([progress]);
    expect(here.troubles.length).toBe(1);
  });

  test('comes back each time its connection is cut, and says that something may have been missed', async () => {
    await using here = await listening();
    for (let n = 1; n <= 3; n += 1) {
      await here.cut();
      await expect.poll(here.gaps).toBe(n);
      expect(here.listener.connected).toBe(true);
      await notify(here.client, { ...progress, id: String(n) });
      await expect.poll(() => here.heard.at(-1)?.id).toBe(String(n));
    }
    expect(here.troubles.length).toBe(3);
  });

  test('ends for good when it is stopped', async () => {
    await using here = await listening();
    await here.listener.stop();
    await notify(here.client, progress);
    const { rows } = await here.client.query(
      "select count(*)::int as n from pg_stat_activity where application_name = 'waybill events' and datname = current_database()",
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect(here.heard).toEqual([]);
  });

  test('does not start on a database that is not there', async () => {
    const url = new URL(inject('cluster').adminUrl);
    url.pathname = '/nowhere';
    await expect(listen(url.href, { onEvent() {}, onGap() {}, onTrouble() {} })).rejects.toThrow(
      'does not exist',
    );
  });
});
