import { chownSync, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The system user that PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. Where this process is root, which container images often are, the server gets an
 * unprivileged account: the owner of an existing data folder, else `postgres`, else `nobody`. No user is created.
 * @param pgdata the folder of the cluster, which need not exist yet
 * @returns undefined where no change of user is needed
 */
export function postgresAccount(pgdata: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(pgdata, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody'].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (!user) {
    throw new Error(
      'PostgreSQL must not run as root, and there is neither a user "postgres" nor "nobody" to run it as. Create one, or start Waybill as a normal user.',
    );
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/**
 * The command that runs a program as the account. Where the account cannot reach the program or its data (a clone
 * below /root, or below a folder of mode 0700), the program keeps one right of root: to look into folders.
 */
export function asAccount(
  account: Account | undefined,
  file: string,
  args: readonly string[],
  paths: readonly string[],
): Command {
  if (!account) return { file, args };
  if ([file, ...paths].every((path) => canReach(account, path))) return { file, args, ...account };
  const right = readableRight();
  if (!right || !existsSync('/usr/bin/setpriv')) {
    throw new Error(
      `PostgreSQL must not run as root, and user ${account.uid} may not look into the folders above ${file} or ${paths.join(', ')}. ` +
        'Start Waybill as a normal user, or move the project and DATA_DIR out of the private folder.',
    );
  }
  const change = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  return {
    file: '/usr/bin/setpriv',
    args: [...change, `--inh-caps=+${right}`, `--ambient-caps=+${right}`, '--', file, ...args],
  };
}

/** Makes a folder and all in it the account's, when it is not (a restored backup, a first start as root). */
export function giveTo(account: Account | undefined, path: string): void {
  if (!account) return;
  if (statSync(path).uid !== account.uid) chownSync(path, account.uid, account.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) giveTo(account, child);
    else if (entry.isFile() && statSync(child).uid !== account.uid)
      chownSync(child, account.uid, account.gid);
  }
}

function canReach(account: Account, path: string): boolean {
  for (let dir = dirname(path); ; dir = dirname(dir)) {
    const stat = statSync(dir);
    const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001;
    if (!(stat.mode & bit)) return false;
    if (dir === dirname(dir)) return true;
  }
}

/** The smallest capability that this root can pass on; Docker's standard set lacks the first. */
function readableRight(): string | undefined {
  const mask = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const held = BigInt(`0x${mask}`);
  if (held & (1n << 2n)) return 'dac_read_search';
  return held & (1n << 1n) ? 'dac_override' : undefined;
}
