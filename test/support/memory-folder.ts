import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';
/** What a whole run leaves in its Postgres is a few hundred megabytes. */
const leastFreeBytes = 3 * 2 ** 30;

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= leastFreeBytes;
  } catch {
    return false; // not Linux, or a container that was given none
  }
}

/**
 * Where data goes that need not outlive the run: a file system in memory where there is a roomy one, else the temporary
 * folder. A new database is a thousand files; on a disk that costs twenty times as much.
 */
export const memoryFolder = (): string => (hasRoom(inMemory) ? inMemory : tmpdir());
