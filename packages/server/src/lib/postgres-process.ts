import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What a running server writes into postmaster.pid. */
export interface PidFile {
  readonly pid: number;
  readonly port: number | undefined;
  readonly status: string;
}

/** @returns undefined when there is none, or it is not yet written in full */
export function readPidFile(pgdata: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3]) || undefined, status: (lines[7] ?? '').trim() };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !isZombie(pid);
}

/** An orphan that ended stays in the table until process 1 looks, which in many containers is never. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** Whether the process is alive and a PostgreSQL server on this cluster, not another program with a pid used again. */
export function isServerOf(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false;
  const [program = '', ...args] = commandLine(pid);
  if (!basename(program).startsWith('postgres')) return false;
  const dir = args[args.indexOf('-D') + 1];
  if (!args.includes('-D') || dir === undefined) return false;
  try {
    return realpathSync(dir) === realpathSync(pgdata);
  } catch {
    return false;
  }
}

function commandLine(pid: number): string[] {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (process.platform === 'win32') return [];
    const line = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim();
    // ps does not quote: the folder ends where the first setting begins.
    const parts = /^(\S+) -D (.*?)(?: -c .*)?$/.exec(line);
    return parts ? [parts[1] ?? '', '-D', parts[2] ?? ''] : [];
  } catch {
    return [];
  }
}

/** The last lines that the server wrote since `offset`, at most 4 kB. */
export function logTail(file: string, offset: number): string {
  const text = readFileSync(file).subarray(offset).toString('utf8').trim();
  return text.slice(-4096);
}
