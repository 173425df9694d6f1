import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import type pg from 'pg';

/** Enough to be asked second; a whole upload on an idle machine takes as long as without. */
const NICENESS = 5;

/** What pg knows of a connection and its types do not say. */
interface Inner {
  processID: number | null;
  connection: { stream: { localPort?: number } };
}

/**
 * Lets the Postgres process behind a connection step back where a person waits: on two cores the list at 50 requests a
 * second had a p99 of 30 to 37 ms beside an upload of a million rows, of which most was waiting for a core.
 *
 * A process id means nothing on another machine. So it is done only where that process, by the title Postgres gives it,
 * serves this very connection; elsewhere (Windows, macOS, a server far away) everything has the same priority.
 */
export async function giveWay(client: pg.PoolClient): Promise<void> {
  const { processID, connection } = client as unknown as Inner;
  const port = connection.stream.localPort;
  if (!processID || port === undefined) return;
  const title = await readFile(`/proc/${processID}/cmdline`, 'utf8').catch(() => '');
  if (!title.startsWith('postgres: ') || !title.includes(`(${port})`)) return;
  try {
    setPriority(processID, NICENESS);
  } catch {
    // Another account's process, which only root may slow down.
  }
}
