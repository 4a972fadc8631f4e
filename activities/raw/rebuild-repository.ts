import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { hasLoadedEvents, inferLabelHistory, inferLabelNames } from '../store/stage-label-periods.ts';
import { runSql } from '../../sql/query.ts';
import { listResources, resourcesOf } from '../list-resources.ts';
import { countRows } from '../count-rows.ts';
import { rememberDeletionMarks } from './deletion-marks.ts';
import { countStoredRows, deleteRows } from './rebuilt-rows.ts';
import type { Rebuilt } from './rebuilt-rows.ts';
import { measureRaw, restageAll } from './restage-all.ts';
import type { OnProgress } from './restage-all.ts';

const resources = resourcesOf('repository');

/**
 * Makes the typed tables of a repository anew from its stored answers, in one transaction: readers see the old rows until
 * it ends. Whatever stores something of the repository meanwhile waits. Where every answer is still kept, the rows are what
 * they tell and nothing else; where old ones were dropped, the rows that only these told stay as they are.
 *
 * @param name `owner/name`
 * @throws Error with a sentence for a repository that is unknown or of which no answer is kept
 */
export async function rebuildRepository(pool: Pool, name: string, onProgress?: OnProgress): Promise<Rebuilt> {
  const [found] = await runSql<{ repository_id: number | string; repository: string }>(pool, 'raw/find_repository', {
    repository: name,
  });
  if (!found) throw new Error(`${name} is not in this database; "repometer repos add ${name}" adds it.`);
  const { repository } = found;
  const outcome = await inTransaction(pool, (db) => rebuild(db, String(found.repository_id), onProgress));
  if (!outcome) throw new Error(`No answer of ${repository} is kept any more, so there is nothing to rebuild it from.`);
  return { subject: repository, ...outcome };
}

async function rebuild(
  db: ClientBase,
  repositoryId: string,
  onProgress?: OnProgress,
): Promise<Omit<Rebuilt, 'subject'> | null> {
  const key = { repository_id: repositoryId };
  const subject = { kind: 'repository', id: repositoryId } as const;
  // In this order: a page of events is stored by who holds this lock already.
  await runSql(db, 'stage/lock_label_periods', key);
  await runSql(db, 'raw/take_subject', { subject_kind: 'repository', subject_id: repositoryId });
  const raw = await measureRaw(db, subject);
  if (raw === null) return null;
  const { pages, isWhole } = raw;

  const marks = await rememberDeletionMarks(db, subject);
  const putFormerNamesBack = isWhole ? undefined : await rememberFormerNames(db, repositoryId);
  if (isWhole) await deleteRows(db, subject);
  const refusedPages = await restageAll(db, subject, { marks, all: pages, onProgress });
  await putFormerNamesBack?.();
  await marks.putBack();
  await runSql(db, 'stage/apply_labels', key);
  await runSql(db, 'stage/apply_milestones', key);
  if (await hasLoadedEvents(db, repositoryId)) {
    await deriveLabelPeriods(db, repositoryId);
    await inferLabelHistory(db, repositoryId);
  }
  for (const resource of resources) {
    await countRows(db, { subject_id: repositoryId, resource }, listResources[resource]);
  }
  // Who computes meanwhile has read the old rows, and sees this mark when the new ones can be seen.
  await runSql(db, 'raw/mark_all', { subject_id: repositoryId, sources: resources });
  return { pages, refusedPages, isWhole, rows: await countStoredRows(db, subject) };
}

/**
 * Former names of labels come from the differences between answers. Where the first answers are gone, an old answer after
 * the newest row would make one that never was.
 *
 * @returns puts them back as they are now
 */
async function rememberFormerNames(db: ClientBase, repositoryId: string): Promise<() => Promise<void>> {
  await db.query('create temporary table former_name (like github.label_former_name) on commit drop');
  await db.query('insert into former_name table github.label_former_name');
  return async () => {
    await db.query('delete from github.label_former_name where repository_id = $1', [repositoryId]);
    await db.query('insert into github.label_former_name select * from former_name where repository_id = $1', [
      repositoryId,
    ]);
  };
}

/** For all, since events may have been staged before their issues and labels. */
async function deriveLabelPeriods(db: ClientBase, repositoryId: string): Promise<void> {
  await db.query('delete from github.issue_label_due where repository_id = $1', [repositoryId]);
  await inferLabelNames(db, repositoryId);
  let after: number | string = 0;
  for (;;) {
    const found: { number: number | string }[] = await runSql(db, 'raw/read_event_numbers', {
      repository_id: repositoryId,
      after,
    });
    const numbers = found.map(({ number }) => number);
    if (numbers.length === 0) return;
    await runSql(db, 'stage/label_periods', { repository_id: repositoryId, numbers });
    after = numbers.at(-1)!;
  }
}
