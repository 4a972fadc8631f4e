import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, rmdirSync } from 'node:fs';
import { statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Log } from './log.ts';
import { makePassage } from './make-passage.ts';
import { chooseAccount, type Account } from './postgres-account.ts';
import { setAside } from './set-aside.ts';

const systemFolder = '/var/lib/repometer';

/** Postgres' own folder, owned by the account that it runs as. */
export interface PostgresFolder {
  /** Real path, without links. */
  folder: string;
  account: Account | undefined;
  /** Where a copy of the binaries may be put so that the account reaches it. */
  copyFolder: string;
}

function canUse(folder: string, account: Account): boolean {
  try {
    const script = 'cd "$1" && [ -r . ] && [ -w . ]';
    execFileSync('/bin/sh', ['-c', script, 'sh', folder], {
      uid: account.uid,
      gid: account.gid,
      cwd: '/',
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
}

function systemFolderOf(folder: string): string {
  const hash = createHash('sha256')
    .update(realpathSync(dirname(folder)))
    .digest('hex')
    .slice(0, 16);
  return join(systemFolder, hash);
}

function makePrivate(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

/** Data that root's Postgres user cannot reach from its own folder live in /var/lib; no foreign folder's mode changes. */
async function moveOut(folder: string, account: Account, log: Log, signal?: AbortSignal): Promise<void> {
  if (readdirSync(folder).length > 0) {
    throw new Error(
      `${account.name} cannot reach ${folder} any more, so Postgres cannot run on it; ` +
        'allow others to pass through its parent folders again (chmod o+x).',
    );
  }
  const target = join(systemFolderOf(folder), 'postgres');
  await setAside(target, log, signal);
  makePassage(dirname(target));
  makePrivate(target, account);
  if (!canUse(target, account))
    throw new Error(`${account.name} cannot reach ${target}, so Postgres cannot run there.`);
  rmdirSync(folder);
  symlinkSync(target, folder);
}

/**
 * Makes Postgres' folder, or finds it again: in place, or behind a link under /var/lib/repometer.
 *
 * @throws Error with a sentence when it belongs to somebody else or cannot be reached
 */
export async function placePostgresFolder(folder: string, log: Log, signal?: AbortSignal): Promise<PostgresFolder> {
  const link = lstatSync(folder, { throwIfNoEntry: false });
  if (link?.isSymbolicLink() && !existsSync(folder)) {
    throw new Error(
      `${folder} is a link to a folder that is missing; put that back, or delete the link to begin anew.`,
    );
  }
  const found = statSync(folder, { throwIfNoEntry: false });
  const self = process.getuid?.();
  if (found && self !== undefined && self !== 0 && found.uid !== self) {
    throw new Error(`${folder} belongs to another user; run as that user or set REPOMETER_HOME to a folder of yours.`);
  }
  const account = chooseAccount(found && { uid: found.uid, gid: found.gid });
  if (!found || (account && found.uid !== account.uid)) makePrivate(folder, account);
  if (account && !canUse(realpathSync(folder), account)) await moveOut(folder, account, log, signal);
  const real = realpathSync(folder);
  return { folder: real, account, copyFolder: account ? systemFolderOf(folder) : real };
}

/** Deletes Postgres' folder for good, wherever it lives; Postgres must have ended. */
export function removePostgresFolder(folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return;
  const real = realpathSync(folder);
  rmSync(folder, { recursive: true, force: true });
  rmSync(real, { recursive: true, force: true });
  rmSync(systemFolderOf(folder), { recursive: true, force: true });
}
