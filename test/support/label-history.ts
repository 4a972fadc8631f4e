import { inTransaction } from '../../sql/db.ts';
import { inferLabelNames } from '../../activities/store/stage-label-periods.ts';
import { runSql, type Db } from '../../sql/query.ts';
import type { Pool } from 'pg';

type Id = number | string;

/** Derives the label periods of these issues, of all that have a row or an event without `numbers`; gives the changed rows. */
export async function deriveLabelPeriods(
  db: Pool,
  repositoryId: Id,
  numbers?: readonly Id[],
): Promise<{ written: number; deleted: number }> {
  const chosen = numbers ?? (await allNumbers(db, repositoryId));
  return inTransaction(db, async (client) => {
    await runSql(client, 'stage/lock_label_periods', { repository_id: repositoryId });
    const [changes] = await runSql<{ written: number; deleted: number }>(client, 'stage/label_periods', {
      repository_id: repositoryId,
      numbers: chosen,
    });
    return changes!;
  });
}

/** What the end of a pass does: catalogue into issues, names of the past, periods that follow; gives the numbers it found. */
export async function endLabelPass(db: Pool, repositoryId: Id): Promise<Id[]> {
  return inTransaction(db, async (client) => {
    await runSql(client, 'stage/lock_label_periods', { repository_id: repositoryId });
    await runSql(client, 'stage/apply_labels', { repository_id: repositoryId });
    const numbers = await inferLabelNames(client, String(repositoryId));
    await runSql(client, 'stage/label_periods', { repository_id: repositoryId, numbers });
    return numbers;
  });
}

/** Numbers whose replayed labels are not the present ones. */
export async function labelMismatches(db: Db, repositoryId: Id): Promise<{ item: string; version: string }[]> {
  return runSql(db, 'queue/label_mismatches', { repository_id: repositoryId });
}

/** The labels that each item carries by replay, sorted; items without labels are left out. */
export async function replayedLabels(db: Db, repositoryId: Id): Promise<Map<number, string[]>> {
  const { rows } = await db.query<{ number: number; labels: string[] }>(
    `select number, array_agg(label order by label collate "C") as labels
     from github.issue_label_period
     where repository_id = $1 and unlabeled_at is null
     group by number
     order by number`,
    [repositoryId],
  );
  return new Map(rows.map(({ number, labels }) => [number, labels]));
}

async function allNumbers(db: Db, repositoryId: Id): Promise<number[]> {
  const { rows } = await db.query<{ number: number }>(
    `select number from github.issue where repository_id = $1
     union
     select number from github.issue_event where repository_id = $1
     union
     select number from github.issue_label_period where repository_id = $1`,
    [repositoryId],
  );
  return rows.map(({ number }) => number);
}
