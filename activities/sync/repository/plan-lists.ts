import type { Pool } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Resource, State } from '../../../workflows/contract.ts';

interface Standing extends Record<string, unknown> {
  resource: Resource;
  is_due: boolean;
  state: State;
  rows: number;
  reason: string | null;
  next_try_at: Date | null;
}

interface Cycle {
  resources: readonly Resource[];
  /** A person asked for it. */
  isUrgent: boolean;
  /** The loop does not know yet where its resources stand. */
  isFirstCycle: boolean;
}

/**
 * Which lists a cycle is to ask, whatever the issue list says, and where the others stand.
 *
 * @returns `standing` for a loop's first cycle alone
 */
export async function planLists(db: Pool, repositoryId: string, cycle: Cycle) {
  const rows = await runSql<Standing>(db, 'sync/plan_lists', {
    repository_id: repositoryId,
    resources: cycle.resources.filter((resource) => resource !== 'repository' && resource !== 'contributor_stats'),
    is_urgent: cycle.isUrgent,
  });
  const standing = cycle.isFirstCycle ? rows.filter((row) => !row.is_due) : [];
  return {
    due: rows.filter((row) => row.is_due).map(({ resource }) => resource),
    standing: standing.map(({ resource, state, rows: stored, reason, next_try_at: at }) => ({
      resource,
      state,
      rows: stored,
      reason,
      nextTryAt: at?.toISOString() ?? null,
    })),
  };
}
