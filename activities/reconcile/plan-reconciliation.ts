import { ApplicationFailure } from '@temporalio/activity';
import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { listResources, resourcesOf } from '../list-resources.ts';
import type { Resource } from '../../workflows/contract.ts';

/** One list to compare. */
export interface ReconciliationPart {
  resource: Resource;
  /** The day at which its load began, as the loop was told; null: everything is stored. */
  from: string | null;
}

export interface ReconciliationPlan {
  repositoryId: string;
  /** As GitHub writes it. */
  repository: string;
  /** Lists that may be compared at once, one group after the other. */
  stages: ReconciliationPart[][];
  /** Rest between two cycles of its loop, as it was asked for. */
  every: string;
  /** The push that the statistics are of; null: they are not to be asked for. */
  statsOf: { pushedAt: string | null } | null;
  /** Sentences about what its loop is to keep and that cannot be compared, since it was never loaded. */
  leftOut?: string[];
  /** Passes over the lists were asked for. */
  isBegun: boolean;
}

export interface LoadedList extends Record<string, unknown> {
  repository_id: string;
  repository: string;
  resource: Resource;
  complete_from: string | null;
  rows_stored: number;
  pushed_at: string | null;
  every: string | null;
}

const all = resourcesOf('repository');
const groups = [1, 2, 3] as const;

/**
 * @param isWhole everything is to be compared, however old
 * @returns the lists of a repository that are loaded, in the order in which they are to be compared
 * @throws ApplicationFailure, not to be retried, for a repository that is not stored
 */
export async function planReconciliation(
  db: Pool,
  { repository, isWhole }: { repository: string; isWhole: boolean },
): Promise<ReconciliationPlan> {
  const rows = await runSql<LoadedList>(db, 'sync/read_loaded_lists', { repository, resources: all });
  const [first] = rows;
  if (!first) {
    const add = `repometer repos add ${repository}`;
    const message = `Nothing is stored of ${repository} yet: start its loop (${add}) and wait for its first load.`;
    throw ApplicationFailure.nonRetryable(message, 'UnknownRepository');
  }
  const stages = groups.map((group) => rows.flatMap((row) => partOf(row, group, isWhole)));
  // An address that was linked to an account changes past weeks without any push.
  const hasStats = rows.some(({ resource }) => resource === 'contributor_stats');
  return {
    leftOut: await listUnloaded(db, first),
    statsOf: isWhole && hasStats ? { pushedAt: first.pushed_at } : null,
    every: first.every ?? '30m',
    repositoryId: first.repository_id,
    repository: first.repository,
    stages: stages.filter((stage) => stage.length > 0),
    isBegun: false,
  };
}

async function listUnloaded(db: Pool, { repository, repository_id }: LoadedList): Promise<string[]> {
  const rows = await runSql<{ resource: Resource; state: string; reason: string | null }>(
    db,
    'sync/read_unloaded_lists',
    { repository_id },
  );
  return rows.map(
    ({ resource, state, reason }) => `${repository} ${resource} is ${state}: ${reason ?? 'not loaded yet.'}`,
  );
}

/** The list of a row, where it belongs to this group of those that are compared. */
function partOf({ resource, complete_from: from }: LoadedList, group: number, isWhole: boolean): ReconciliationPart[] {
  const declared = listResources[resource];
  const isWanted = declared.reconcileGroup === group && (isWhole || !declared.isReconciledWhole);
  return isWanted ? [{ resource, from }] : [];
}
