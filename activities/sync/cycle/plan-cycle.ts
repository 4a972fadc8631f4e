import type { Pool } from 'pg';
import { runSql } from '../../../sql/query.ts';
import type { RepositoryResource, Resource, State } from '../../../workflows/contract.ts';
import { listResources, resourcesOf } from '../../list-resources.ts';
import type { Resources } from '../../list-resources.ts';
import type { CyclePlan } from './cycle-plan.ts';

interface Standing extends Record<string, unknown> {
  resource: Resource;
  is_due: boolean;
  is_loaded: boolean;
  state: State;
  rows: number;
  total: number | null;
  reason: string | null;
  next_try_at: Date | null;
}

/**
 * The resources of a repository that a loop keeps: those that were asked for and what they cannot do without, or all that there
 * are by now.
 *
 * @param wanted null: all
 */
export function keptResources(
  wanted: readonly RepositoryResource[] | null,
  resources: Resources = listResources,
): RepositoryResource[] {
  const known = resourcesOf('repository', resources);
  if (wanted === null) return known;
  const needed: Resource[] = wanted.flatMap((name) => resources[name]?.completeWith ?? []);
  return known.filter((name) => name === 'repository' || wanted.includes(name) || needed.includes(name));
}

interface Cycle {
  resources: readonly Resource[];
  /** A person asked for it. */
  isUrgent: boolean;
  /** Whether the statistics of a repository are to be asked for. */
  areStatsDue?: boolean;
  /** What was refused to another one is asked again. */
  credential: string;
}

/** What a cycle is to do: which resources it asks, which of them wait for others, and where each stands. */
export async function planCycle(
  db: Pool,
  subjectId: string,
  { resources, isUrgent, areStatsDue = false, credential }: Cycle,
  table: Resources = listResources,
): Promise<CyclePlan> {
  const rows = await runSql<Standing>(db, 'sync/plan_cycle', {
    subject_id: subjectId,
    resources,
    is_urgent: isUrgent,
    credential,
  });
  return rows.map(
    ({ resource, is_due: isDue, is_loaded: isLoaded, state, rows: stored, total, reason, next_try_at: nextTryAt }) => {
      const declared = table[resource];
      const isList = declared !== undefined && declared.order !== 'answer';
      return {
        resource,
        isList,
        isDue: isList ? isDue || declared.isAskedEachCycle : resource === 'contributor_stats' && areStatsDue,
        after: [...(declared?.after ?? [])],
        isLoaded,
        state,
        rows: stored,
        total,
        reason,
        nextTryAt: nextTryAt?.toISOString() ?? null,
      };
    },
  );
}
