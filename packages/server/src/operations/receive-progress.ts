import type { Database } from '../lib/database.ts';
import type { OperationRecord } from './operation.row.ts';

/** Tells screens how many bytes are in, a few times a second, on a connection of its own; never waits for it. */
export function progressReporter(
  db: Database,
  operation: OperationRecord,
): { bytes(count: number): void; canceled(): boolean; stop(): Promise<void> } {
  let gone = false;
  let latest = 0;
  let told = 0;
  let pending: Promise<unknown> = Promise.resolve();
  let busy = false;
  const tell = () => {
    if (busy || latest === told) return;
    busy = true;
    told = latest;
    pending = db
      .engineWrite([operation.creatorId], (client) =>
        client.query(`update operation set bytes_received = $2 where id = $1 and status = 'RECEIVING'`, [
          operation.id,
          told,
        ]),
      )
      .then(({ rowCount }) => {
        gone = rowCount === 0;
      })
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  };
  const timer = setInterval(tell, 300);
  return {
    bytes(count) {
      latest = count;
    },
    canceled: () => gone,
    async stop() {
      clearInterval(timer);
      await pending;
    },
  };
}
