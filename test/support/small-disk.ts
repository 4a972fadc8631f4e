import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseAccount } from '../../local/postgres-account.ts';

/** A file system of its own that is soon full. */
export interface SmallDisk {
  /** Owned by the account that Postgres runs as. */
  folder: string;
  /** Leaves no byte free, at once. */
  fill(): void;
  /** Takes away what `fill` has put there. */
  makeRoom(): void;
  unmount(): void;
}

/**
 * Mounts a file system in memory, as root or by way of a sudo that asks nothing.
 *
 * @throws Error with a sentence where this process may not
 */
export function mountSmallDisk(mebibytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'repometer-disk-'));
  const isRoot = process.getuid?.() === 0;
  const asRoot = (program: string, ...args: string[]) =>
    execFileSync(isRoot ? program : 'sudo', isRoot ? args : ['-n', program, ...args], { stdio: 'pipe' });
  const { uid = process.getuid?.(), gid = process.getgid?.() } = chooseAccount() ?? {};
  try {
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m,uid=${uid},gid=${gid},mode=0700`, 'tmpfs', folder);
  } catch {
    rmdirSync(folder);
    throw new Error('A small disk for Postgres must be mounted, which only root may: run this test as root.');
  }
  // Passed through by Postgres' own user.
  chmodSync(folder, 0o711);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'a');
      try {
        for (const bytes of [2 ** 20, 2 ** 12]) {
          for (;;) {
            try {
              if (writeSync(file, Buffer.alloc(bytes)) === 0) break;
            } catch (error) {
              if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
              break;
            }
          }
        }
      } finally {
        closeSync(file);
      }
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    unmount() {
      // Lazily: a server that still holds a file lets go of it when it ends.
      asRoot('umount', '-l', folder);
      rmdirSync(folder);
    },
  };
}
