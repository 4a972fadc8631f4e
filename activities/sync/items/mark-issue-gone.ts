import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import { errorMessage } from '../../github/answer.ts';
import type { Answer } from '../../github/answer.ts';
import { stageLabelPeriods } from '../../store/stage-label-periods.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Transfer } from './follow-transfer.ts';

/** Why a row is not shown. */
export interface Absence {
  deletion: 'deleted' | 'hidden' | 'transferred';
  transfer?: Transfer;
}

interface GoneIssue extends Absence {
  number: string;
  answer: Answer;
  answeredAt: string;
}

/**
 * Marks an issue or pull request that GitHub does not show any more, with all that hangs on its number; the caller's transaction
 * holds `stage/lock_label_periods`.
 *
 * @returns how many rows were marked: none where the number was never stored, or is marked already
 */
export async function markIssueGone(db: PoolClient, { key: place }: ListSlice, gone: GoneIssue): Promise<number> {
  const { number, deletion, transfer, answeredAt } = gone;
  const key = { repository_id: place.subject_id };
  const [marked] = await runSql<{ deleted: number }>(db, 'absent/issue_gone', {
    ...key,
    number,
    deletion,
    answered_at: answeredAt,
  });
  // Who is gone carries no label any more.
  await stageLabelPeriods(db, place.subject_id, [number]);
  if (transfer) {
    await runSql(db, 'absent/record_transfer', {
      ...key,
      number,
      to_repository_id: transfer.repositoryId,
      to_repository: transfer.repository,
      to_number: transfer.number,
      to_issue_id: transfer.issueId,
      found_at: answeredAt,
    });
  }
  // A fact, not a lack: GitHub has answered for this number.
  await runSql(db, 'sync/record_gap', {
    ...place,
    gap: `number ${number}`,
    page_id: null,
    reason: reasonOf(gone),
    is_open: false,
    found_at: answeredAt,
  });
  return marked?.deleted ?? 0;
}

function reasonOf({ deletion, transfer, answer }: GoneIssue): string {
  const said = errorMessage(answer);
  if (transfer) {
    return `Transferred to ${transfer.repository ?? `repository ${transfer.repositoryId}`}#${transfer.number} (${answer.status}).`;
  }
  if (deletion === 'deleted') return `Deleted (${answer.status}: ${said}).`;
  return `Never given, hidden as spam, or out of this token's sight (${answer.status}: ${said}).`;
}
