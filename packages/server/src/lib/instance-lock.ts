import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another living process owns the data directory. The message is meant for people. */
export class DirectoryInUseError extends Error {
  override name = 'DirectoryInUseError';
}

export interface InstanceLock {
  release(): void;
}

/**
 * Makes this process the only owner of a data directory until `release` or its death, however it dies.
 *
 * Node has no flock. A pid file outlives kill -9 and is wrong when the pid is given to another process, which in
 * containers is the rule (the same small numbers at every start). SQLite, which is part of Node, holds a lock of the
 * kernel on its file (fcntl), and the kernel drops that with the process. The write transaction stays open for as
 * long as the lock is held; readers may still ask who has it.
 * @throws DirectoryInUseError
 */
export function lockDirectory(dir: string): InstanceLock {
  mkdirSync(dir, { recursive: true });
  const lock = new DatabaseSync(join(dir, 'waybill.lock'));
  try {
    lock.exec('begin immediate; create table if not exists owner (pid integer, since text)');
    lock.exec('delete from owner');
    lock.prepare('insert into owner values (?, ?)').run(process.pid, new Date().toISOString());
    // Committed, so that others can read it, and locked again. Who slips in between wins, and is named below.
    lock.exec('commit; begin immediate');
  } catch (error) {
    const owner = describeOwner(lock);
    lock.close();
    if (!isLocked(error)) throw error;
    throw new DirectoryInUseError(
      `Waybill is already running on the data directory ${dir}${owner}. ` +
        'Stop that one first, or give this one its own folder with DATA_DIR (and its own PORT).',
    );
  }
  return {
    release: () => {
      lock.close();
    },
  };
}

function isLocked(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function describeOwner(lock: DatabaseSync): string {
  try {
    const row = lock.prepare('select pid, since from owner').get();
    return row ? ` (process ${String(row.pid)}, since ${String(row.since)})` : '';
  } catch {
    return '';
  }
}
