import pg from 'pg';

/** Refuses a time whose result is wrong: parcels, history and counts must be those of so many rows. */
export async function checkApplied(url: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: found } = await client.query<Record<string, number>>(`
      select (select count(*)::int from shipment) as shipments, (select count(*)::int from order_event) as events,
        (select count(*)::int from orders where status = 'FULFILLED') as fulfilled,
        (select fulfilled from project_progress) as counted, (select shipments from project_progress) as parcels`);
    const wrong = Object.entries(found[0] ?? {}).filter(([, value]) => value !== rows);
    if (wrong.length > 0) throw new Error(`Expected ${rows} everywhere, found ${JSON.stringify(found[0])}`);
  } finally {
    await client.end();
  }
}
