import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder below `/var/lib/repometer` through which another account passes, whatever the umask is: under 077 Postgres'
 * user could not enter it.
 *
 * @param folder directly below the system folder, which is made and opened too
 */
export function makePassage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const passage of [dirname(folder), folder]) chmodSync(passage, 0o711);
}
