import { execFileSync } from 'node:child_process';

/** An unprivileged user that Postgres runs as, because it refuses to run as root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

function lookUp(name: string): Account | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function create(name: string): Account | undefined {
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'pipe' });
  } catch {
    return undefined; // no useradd here (slim images), or a read-only /etc
  }
  return lookUp(name);
}

/**
 * The account for the embedded Postgres: none unless we are root; else the owner of existing data, else `postgres`,
 * else `repometer` (made when it is missing), else `nobody`.
 *
 * @param owner uid and gid of existing data
 * @throws Error when we are root and there is no other user at all
 */
export function chooseAccount(owner?: { uid: number; gid: number }): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, ...owner };
  const account = lookUp('postgres') ?? lookUp('repometer') ?? create('repometer') ?? lookUp('nobody');
  if (!account)
    throw new Error('Postgres refuses to run as root and no other user was found; run as an ordinary user.');
  return account;
}
