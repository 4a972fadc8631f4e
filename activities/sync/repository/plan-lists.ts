import type { Pool } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { Resource, State } from '../../../workflows/contract.ts';
import type { PlannedResource } from './cycle-plan.ts';

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
}

// Reviews are read for each pull request that has changed, and those move with their issues.
const after: Partial<Record<Resource, Resource[]>> = { reviews: ['issues', 'pull_requests'] };

/** Which lists a cycle is to ask, and where each stands. */
export async function planLists(db: Pool, repositoryId: string, cycle: Cycle) {
  const rows = await runSql<Standing>(db, 'sync/plan_lists', {
    repository_id: repositoryId,
    resources: cycle.resources.filter((resource) => resource !== 'repository' && resource !== 'contributor_stats'),
    is_urgent: cycle.isUrgent,
  });
  const plan = rows.map((row): PlannedResource => {
    const { resource, state, rows: stored, reason, next_try_at: at } = row;
    // The issue list is what tells a cycle whether anything has changed.
    const isDue = row.is_due || resource === 'issues';
    const stands = { state, rows: stored, reason, nextTryAt: at?.toISOString() ?? null };
    return { resource, isList: true, isDue, after: after[resource] ?? [], ...stands };
  });
  // The other two for a worker of version 0.1.0 that takes turns with this one while it is replaced.
  return { plan, due: rows.filter((row) => row.is_due).map(({ resource }) => resource), standing: [] };
}
