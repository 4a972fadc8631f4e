import type { Truth } from '../../simulator/truth.ts';
import { runQuery } from './run-query.ts';
import { compareRows } from './compare-rows.ts';
import type { Difference } from './compare-rows.ts';
import type { Db } from '../../../sql/query.ts';

interface StoredIssue {
  issue_id: number;
  number: number;
  deleted_at: string | null;
  deletion: string | null;
}

/** Where issues went, and why those that were ever stored are gone. */
export async function compareDepartures(db: Db, repositoryId: number, facts: Truth): Promise<Difference[]> {
  const transfers = await runQuery(
    db,
    `select number, to_repository_id, to_number from github.issue_transfer where repository_id = $1`,
    [repositoryId],
  );
  const issues = await runQuery(
    db,
    `select issue_id, number, deleted_at, deletion from github.issue where repository_id = $1`,
    [repositoryId],
  );
  const expected = facts.transfers.map(({ number, to }) => ({
    number,
    to_repository_id: to.repositoryId,
    to_number: to.number,
  }));
  return [
    ...compareRows({ table: 'github.issue_transfer', key: ['number'], stored: transfers, expected }),
    ...compareReasons(issues as unknown as StoredIssue[], facts),
  ];
}

function compareReasons(issues: readonly StoredIssue[], facts: Truth): Difference[] {
  const reasons = new Map<number, string>();
  for (const { id } of facts.transfers) reasons.set(id, 'transferred');
  for (const { id } of facts.deleted) reasons.set(id, 'deleted');
  for (const { id } of facts.hidden) reasons.set(id, 'hidden');
  const table = 'github.issue';
  return issues.flatMap(({ issue_id: id, number, deleted_at: at, deletion }) => {
    // A row that is there although it is gone is found with the other rows.
    const reason = at === null ? null : (reasons.get(id) ?? null);
    if (deletion === reason) return [];
    const text = `${table} ${id} (number ${number}), deletion: ${String(deletion)} is stored, it is ${String(reason)}`;
    return [{ table, text }];
  });
}
