import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../../sql/query.ts';
import { parseKey } from '../../keys/api-key.ts';
import { createKey, listKeys, revokeKey } from '../../keys/change-keys.ts';

const name = 'local';

/**
 * A key of the scope admin for this machine, in a file of the home (mode 0600); made where there is none, and anew where it was
 * revoked or lost.
 *
 * @param db as the owner
 * @returns path of the file
 */
export async function keepLocalKey(db: Db, home: string): Promise<string> {
  const file = join(home, 'api-key');
  const keyId = existsSync(file) ? parseKey(readFileSync(file, 'utf8').trim())?.keyId : undefined;
  const keys = await listKeys(db);
  if (keys.some((key) => key.key_id === keyId && key.revoked_at === null)) return file;
  await revokeKey(db, name);
  const text = await createKey(db, name, 'admin');
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}
