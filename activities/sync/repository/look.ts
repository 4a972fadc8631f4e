import { runSql } from '../../../sql/query.ts';
import type { Resource } from '../../../workflows/contract.ts';
import type { Asking } from '../slice/asking.ts';
import type { SyncDeps } from '../slice/deps.ts';
import type { SliceInput, Standing } from '../slice/slice.ts';
import { keptResources } from './plan-cycle.ts';

export interface RepositoryInput extends Omit<SliceInput, 'subject' | 'repositoryId' | 'resource'> {
  workflowId: string;
  every: string;
  /** As the loop was told; null: all that there are. */
  resources: Resource[] | null;
  statsEveryMs: number;
  statsAttempts: number;
}

/** What is stored of the repository that the loop keeps; null before GitHub has told its id. */
export interface Known {
  repository_id: string | null;
  repository: string | null;
  pushed_at: string | null;
}

/** What one run of the activity shares. */
export interface Look {
  deps: SyncDeps;
  input: RepositoryInput;
  asking: Asking;
  attempt: number;
  known: Known;
}

/**
 * Writes down why the repository cannot be read. Before GitHub has told the id there is no resource row; the loop's own row
 * carries the sentence then.
 */
export async function recordTrouble(look: Look, { state, reason, waitMs }: Standing): Promise<void> {
  const { deps, input, asking, known, attempt } = look;
  if (known.repository_id === null) {
    await runSql(deps.db, 'sync/record_loop', {
      ...loopOf(look, input.repository),
      state: state ?? 'loading',
      reason,
      next_sync_at: waitMs === null ? null : new Date(Date.now() + waitMs).toISOString(),
    });
    return;
  }
  await runSql(deps.db, 'sync/record_state', {
    subject_id: known.repository_id,
    resource: 'repository',
    state,
    reason,
    attempts: state === null ? attempt : 0,
    wait_seconds: waitMs === null ? null : waitMs / 1000,
    requests: asking.takeRequests(),
  });
}

/** Names this loop as the one that may write the repository. */
export function claim(look: Look, repositoryId: string, fullName: string) {
  return runSql(look.deps.db, 'sync/claim_loop', { ...loopOf(look, fullName), subject_id: repositoryId });
}

/** The loop's own row. */
function loopOf({ input }: Look, fullName: string) {
  const [owner, name] = fullName.split('/');
  return {
    workflow_id: input.workflowId,
    kind: 'syncRepository',
    subject_kind: 'repository',
    owner,
    name,
    every: input.every,
    resources: keptResources(input.resources),
  };
}
