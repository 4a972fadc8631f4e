import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import type { Reader } from '../../sql/reader.ts';
import { writeAsReader } from '../../sql/write-as-reader.ts';
import { digestOf, isSameDigest, parseKey } from './api-key.ts';
import type { Scope } from './api-key.ts';
export type { Scope };

/** Who asks. */
export interface KnownKey {
  keyId: string;
  name: string;
  scope: Scope;
}

interface StoredKey extends Record<string, unknown> {
  name: string;
  scope: Scope;
  digest: Buffer;
  is_use_due: boolean;
}

/**
 * Looks a key up, each time anew, so that a revoked one ends at once, and notes that it was used.
 *
 * @param pool logged in as the reader, who may write this note and nothing else
 * @returns undefined where it is no key, an unknown one or a revoked one
 */
export async function findKey(pool: Reader, text: string): Promise<KnownKey | undefined> {
  const parts = parseKey(text);
  if (!parts) return undefined;
  const [row] = await runSql<StoredKey>(pool, 'reader/api_key', {
    key_id: parts.keyId,
  });
  // An unknown key costs the same comparison.
  const isRight = isSameDigest(digestOf(parts.secret), row?.digest ?? Buffer.alloc(32));
  if (!row || !isRight) return undefined;
  // A database that takes no writes for now still knows its keys.
  if (row.is_use_due) {
    const note = writeAsReader(pool, async (connection) => {
      await runSql(connection, 'reader/note_api_key_use', { key_id: parts.keyId });
    });
    await note.catch(() => undefined);
  }
  return { keyId: parts.keyId, name: row.name, scope: row.scope };
}

/** Whether there is any key that is not revoked. */
export async function hasKeys(db: Db): Promise<boolean> {
  const [row] = await runSql<{ has_keys: boolean }>(db, 'reader/has_api_keys');
  return row?.has_keys ?? false;
}
