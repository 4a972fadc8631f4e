import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { runSql } from '../../sql/query.ts';
import { countRows } from '../count-rows.ts';
import { listResources, resourcesOf } from '../list-resources.ts';
import { rememberDeletionMarks } from './deletion-marks.ts';
import { countStoredRows, deleteRows } from './rebuilt-rows.ts';
import type { Rebuilt } from './rebuilt-rows.ts';
import { measureRaw, restageAll } from './restage-all.ts';
import type { OnProgress } from './restage-all.ts';

const resources = resourcesOf('owner');

/**
 * Makes the repositories and teams of an owner anew from its stored answers, in one transaction, and brings the account itself and its
 * people up to date. Since when people and repositories are there, and since when they are not, no single answer tells: such times stay
 * as they are, and only who is missing among the people comes back. Events are left alone: one that is stored never changes.
 *
 * @param login of an organisation or a user
 * @throws Error with a sentence for an owner that is unknown or of which no answer is kept
 */
export async function rebuildOwner(pool: Pool, login: string, onProgress?: OnProgress): Promise<Rebuilt> {
  const [found] = await runSql<{ owner_id: number | string; login: string }>(pool, 'raw/find_owner', { owner: login });
  if (!found) throw new Error(`The owner ${login} is not in this database; "repometer orgs add ${login}" adds it.`);
  const outcome = await inTransaction(pool, (db) => rebuild(db, String(found.owner_id), onProgress));
  if (!outcome)
    throw new Error(`No answer of ${found.login} is kept any more, so there is nothing to rebuild it from.`);
  return { subject: found.login, ...outcome };
}

async function rebuild(db: ClientBase, id: string, onProgress?: OnProgress): Promise<Omit<Rebuilt, 'subject'> | null> {
  const owner = { kind: 'owner', id } as const;
  await runSql(db, 'raw/take_subject', { subject_kind: owner.kind, subject_id: id });
  const raw = await measureRaw(db, owner);
  if (raw === null) return null;
  const marks = await rememberDeletionMarks(db, owner);
  if (raw.isWhole) await deleteRows(db, owner);
  const refusedPages = await restageAll(db, owner, { marks, all: raw.pages, onProgress });
  await marks.putBack();
  for (const resource of resources) await countRows(db, { subject_id: id, resource }, listResources[resource]);
  return { pages: raw.pages, refusedPages, isWhole: raw.isWhole, rows: await countStoredRows(db, owner) };
}
