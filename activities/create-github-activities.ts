import { createWantPasses } from './reconcile/want-passes.ts';
import type { SyncDeps } from './sync/slice/deps.ts';
import { createFetchContributorStats } from './sync/repository/fetch-contributor-stats.ts';
import { createFetchRepository } from './sync/repository/fetch-repository.ts';
import { createSyncList } from './sync/sync-list.ts';

/** Activities that call GitHub; they run on the task queue `repometer-github`. */
export function createGitHubActivities(deps: SyncDeps) {
  return {
    fetchRepository: createFetchRepository(deps),
    syncList: createSyncList(deps),
    wantPasses: createWantPasses(deps),
    fetchContributorStats: createFetchContributorStats(deps),
  };
}
