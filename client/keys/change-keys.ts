import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';
import { digestOf, makeKey } from './api-key.ts';
import type { Scope } from './api-key.ts';

const isTaken = (error: unknown) => (error as { code?: string }).code === '23505'; // unique_violation

/**
 * Makes a key.
 *
 * @param db as the owner
 * @returns its text, which is stored nowhere
 * @throws Error with a sentence when a key of that name is there
 */
export async function createKey(db: Db, name: string, scope: Scope): Promise<string> {
  const { keyId, secret, text } = makeKey();
  try {
    await runSql(db, 'sync/add_api_key', { key_id: keyId, name, scope, digest: digestOf(secret) });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Error(`There is a key ${JSON.stringify(name)} already; "repometer keys revoke ${name}" ends it.`, {
      cause: error,
    });
  }
  return text;
}

/** A key as lists show it. */
export interface ListedKey extends Record<string, unknown> {
  key_id: string;
  name: string;
  scope: Scope;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
}

/** Every key, the newest last. */
export const listKeys = (db: Db): Promise<ListedKey[]> => runSql<ListedKey>(db, 'sync/list_api_keys');

/** Ends a key, by its name or id, from the next request on. @returns false where there is none that is not revoked */
export async function revokeKey(db: Db, nameOrId: string): Promise<boolean> {
  const [row] = await runSql<{ keys: number }>(db, 'sync/revoke_api_key', { name_or_id: nameOrId });
  return (row?.keys ?? 0) > 0;
}
