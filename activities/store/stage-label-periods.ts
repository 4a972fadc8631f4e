import type { ClientBase } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';

type Numbers = { number: number | string };

/** As many issues as one statement takes. */
const mostNumbers = 1000;

/** Whether there are events to derive a history of labels from; without them every label would have begun unknown. */
export async function hasLoadedEvents(db: Db, repositoryId: string): Promise<boolean> {
  const [row] = await runSql<{ has_loaded: boolean }>(db, 'stage/has_loaded_events', { repository_id: repositoryId });
  return row?.has_loaded ?? false;
}

/** Derives the label periods of some issues anew; the caller's transaction holds `stage/lock_label_periods`. */
export async function stageLabelPeriods(db: Db, repositoryId: string, numbers: unknown[]): Promise<void> {
  for (let start = 0; start < numbers.length; start += mostNumbers) {
    await runSql(db, 'stage/label_periods', {
      repository_id: repositoryId,
      numbers: numbers.slice(start, start + mostNumbers),
    });
  }
}

/** Notes issues whose events have changed, in the transaction that changes them; `stageDueLabelPeriods` follows later. */
export async function wantLabelPeriods(db: Db, repositoryId: string, numbers: unknown[]): Promise<void> {
  if (numbers.length === 0) return;
  await runSql(db, 'stage/want_label_periods', { repository_id: repositoryId, numbers });
}

/**
 * Derives the label periods of up to 1,000 issues that were noted; the caller's transaction holds `stage/lock_label_periods`.
 *
 * @returns how many were derived, and whether there may be more
 */
export async function stageDueLabelPeriods(
  db: ClientBase,
  repositoryId: string,
): Promise<{ derived: number; isMore: boolean }> {
  const due = await runSql<Numbers>(db, 'stage/take_label_periods', { repository_id: repositoryId });
  await stageLabelPeriods(
    db,
    repositoryId,
    due.map(({ number }) => number),
  );
  return { derived: due.length, isMore: due.length === mostNumbers };
}

/**
 * Concludes what labels were called before, and what became of those that were renamed or deleted; the caller's transaction holds
 * `stage/lock_label_periods`.
 *
 * @returns the issues whose periods are to be derived anew
 */
export async function inferLabelNames(db: ClientBase, repositoryId: string): Promise<(number | string)[]> {
  const key = { repository_id: repositoryId };
  const told = await runSql<Numbers>(db, 'stage/tell_label_names', key);
  const inferred = await runSql<Numbers>(db, 'stage/infer_label_aliases', key);
  return [...new Set([...told, ...inferred].map(({ number }) => number))];
}

/**
 * Concludes what became of labels that were renamed or deleted, and derives the periods of all issues for which names,
 * labels, rows and events say something else than before; the caller's transaction holds `stage/lock_label_periods`.
 */
export async function inferLabelHistory(db: ClientBase, repositoryId: string): Promise<void> {
  const stale = await inferLabelNames(db, repositoryId);
  await stageLabelPeriods(db, repositoryId, stale);
}
