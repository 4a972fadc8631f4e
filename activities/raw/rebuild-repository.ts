import type { ClientBase, Pool } from 'pg';
import { inTransaction } from '../../sql/db.ts';
import { inferLabelHistory } from '../store/stage-label-periods.ts';
import { runSql } from '../../sql/query.ts';
import { listResources, resourcesOf } from '../list-resources.ts';
import { countRows } from '../count-rows.ts';
import { rememberDeletionMarks } from './deletion-marks.ts';
import type { DeletionMarks } from './deletion-marks.ts';
import { restagePage } from './restage-page.ts';
import type { RawPage } from './restage-page.ts';
import { typedTables } from './typed-tables.ts';

export interface Rebuilt {
  /** As GitHub writes it. */
  repository: string;
  /** Answers that were staged, and how many of them not wholly. */
  pages: number;
  refusedPages: number;
  /** False: answers are gone, so rows were corrected and none was deleted. */
  isWhole: boolean;
  /** Rows of the repository that are stored now, marked ones included; tables without any are left out. */
  rows: { table: string; rows: number }[];
}

/** How many of all answers are done. */
export type OnProgress = (done: number, all: number) => void;

const resources = resourcesOf('repository');

/** Bodies of up to some megabytes are held at once, so few. */
const pagesAtOnce = 10;

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
  return { repository, ...outcome };
}

async function rebuild(
  db: ClientBase,
  repositoryId: string,
  onProgress?: OnProgress,
): Promise<Omit<Rebuilt, 'repository'> | null> {
  const key = { repository_id: repositoryId };
  // In this order: a page of events is stored by who holds this lock already.
  await runSql(db, 'stage/lock_label_periods', key);
  await runSql(db, 'raw/take_subject', { subject_kind: 'repository', subject_id: repositoryId });
  // From this look at raw.page on no partition can be dropped, so what is read of dropped ones afterwards stays true.
  const [raw] = await runSql<{ pages: number; first_answered_at: Date | null }>(db, 'raw/measure_pages', {
    subject_id: repositoryId,
    resources,
  });
  if (!raw?.first_answered_at) return null;
  const [found] = await runSql<{ is_whole: boolean }>(db, 'raw/read_completeness', {
    ...key,
    resources,
    first_answered_at: raw.first_answered_at,
  });
  const isWhole = found?.is_whole ?? false;

  const marks = await rememberDeletionMarks(db, repositoryId);
  const putFormerNamesBack = isWhole ? undefined : await rememberFormerNames(db, repositoryId);
  if (isWhole) await deleteRows(db, repositoryId);
  const refusedPages = await restageAll(db, repositoryId, { marks, all: raw.pages, onProgress });
  await putFormerNamesBack?.();
  await marks.putBack();
  await runSql(db, 'stage/apply_labels', key);
  await runSql(db, 'stage/apply_milestones', key);
  await deriveLabelPeriods(db, repositoryId);
  await inferLabelHistory(db, repositoryId);
  for (const resource of resources) {
    await countRows(db, { subject_id: repositoryId, resource }, listResources[resource]);
  }
  // Who computes meanwhile has read the old rows, and sees this mark when the new ones can be seen.
  await runSql(db, 'raw/mark_all', { subject_id: repositoryId, sources: resources });
  return { pages: raw.pages, refusedPages, isWhole, rows: await countStoredRows(db, repositoryId) };
}

async function deleteRows(db: ClientBase, repositoryId: string): Promise<void> {
  for (const { name } of typedTables)
    await db.query(`delete from github.${name} where repository_id = $1`, [repositoryId]);
}

interface Restaging {
  marks: DeletionMarks;
  all: number;
  onProgress: OnProgress | undefined;
}

/** @returns how many answers could not be staged wholly */
async function restageAll(
  db: ClientBase,
  repositoryId: string,
  { marks, all, onProgress }: Restaging,
): Promise<number> {
  let [done, refused] = [0, 0];
  let after: number | string = 0;
  for (;;) {
    onProgress?.(done, all);
    const pages: RawPage[] = await runSql<RawPage & Record<string, unknown>>(db, 'raw/read_pages', {
      subject_id: repositoryId,
      resources,
      after,
      most: pagesAtOnce,
    });
    for (const page of pages) {
      // Never staged before: what it shows is there, although an earlier look did not find it.
      if (page.stage_error !== null) await marks.putBack(page.answered_at.toISOString());
      if (!(await restagePage(db, repositoryId, page))) refused += 1;
      after = page.page_id;
      done += 1;
    }
    if (pages.length < pagesAtOnce) break;
  }
  onProgress?.(done, all);
  return refused;
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

/** Once more for all, since events may have been staged before their issues and labels. */
async function deriveLabelPeriods(db: ClientBase, repositoryId: string): Promise<void> {
  await runSql(db, 'stage/infer_label_aliases', { repository_id: repositoryId });
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

async function countStoredRows(db: ClientBase, repositoryId: string): Promise<Rebuilt['rows']> {
  const counts: Rebuilt['rows'] = [];
  for (const { name: table } of typedTables) {
    const { rows } = await db.query<{ rows: number }>(
      `select count(*)::int as rows from github.${table} where repository_id = $1`,
      [repositoryId],
    );
    if (rows[0]?.rows) counts.push({ table, rows: rows[0].rows });
  }
  return counts;
}
