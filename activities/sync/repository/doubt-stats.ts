import type { PoolClient } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Branch } from './look-at-branch.ts';

/** Why statistics are not believed; see `sql/doubt/contributor_stats.sql`. */
export interface Doubt {
  kind: 'contradiction' | 'empty' | 'fewer';
  /** A sentence without an end: what stays, and when it is asked again, follows. */
  reason: string;
}

interface Judged extends Record<string, unknown> {
  kind: Doubt['kind'] | null;
  listed: number;
  contradicting: number;
  people: number;
  commits: number;
  stored_people: number;
  stored_commits: number;
  lost: number;
}

interface Told {
  repositoryId: string;
  json: string;
  answeredAt: string;
  branch: Branch;
}

/**
 * Compares statistics with themselves, with the set that they would replace, and with the commits that are stored. For days
 * on end GitHub has answered 200 to them with weeks of zeros, with totals without weeks, and with nobody at all.
 *
 * An answer that is far poorer is believed when the stored commits say the same, or when each answer of a fortnight did: a
 * history can be rewritten. One that contradicts itself, or that names nobody where commits name somebody, never is.
 *
 * @returns null: they are believed
 */
export async function doubtStats(
  db: PoolClient,
  { repositoryId, json, answeredAt, branch }: Told,
): Promise<Doubt | null> {
  const [judged] = await runSql<Judged>(db, 'doubt/contributor_stats', {
    repository_id: repositoryId,
    body: json,
    answered_at: answeredAt,
    branch,
  });
  return judged?.kind ? { kind: judged.kind, reason: reasonOf(judged) } : null;
}

function reasonOf({ kind, listed, contradicting, people, commits, lost, ...stored }: Judged): string {
  switch (kind) {
    case 'contradiction':
      return `GitHub's statistics contradict themselves: of ${contradicting} of ${listed} people the total is not the sum of the weeks`;
    case 'empty':
      return "GitHub's statistics name nobody, although accounts have commits on the default branch";
    default:
      return (
        `GitHub's statistics tell far less than before, ${people} people with ${commits} commits after ` +
        `${stored.stored_people} with ${stored.stored_commits}, of whom ${lost} are gone or have lost most of theirs`
      );
  }
}
