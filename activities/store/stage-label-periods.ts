import type { ClientBase } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { Db } from '../../sql/query.ts';

/** As many issues as one statement takes. */
const mostNumbers = 1000;

/** Derives the label periods of some issues anew; the caller's transaction holds `stage/lock_label_periods`. */
export async function stageLabelPeriods(db: Db, repositoryId: string, numbers: unknown[]): Promise<void> {
  for (let start = 0; start < numbers.length; start += mostNumbers) {
    await runSql(db, 'stage/label_periods', {
      repository_id: repositoryId,
      numbers: numbers.slice(start, start + mostNumbers),
    });
  }
}

/**
 * Concludes what became of labels that were renamed or deleted, and derives the periods of all issues for which names,
 * labels and events say something else than before; the caller's transaction holds `stage/lock_label_periods`.
 */
export async function inferLabelHistory(db: ClientBase, repositoryId: string): Promise<void> {
  const stale = await runSql<{ number: number | string }>(db, 'stage/infer_label_aliases', {
    repository_id: repositoryId,
  });
  await stageLabelPeriods(
    db,
    repositoryId,
    stale.map(({ number }) => number),
  );
}
