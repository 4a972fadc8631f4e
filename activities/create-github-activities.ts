import { isTouched } from './kpis/is-touched.ts';
import { createPreviewRepositories } from './organisations/preview-repositories.ts';
import { createBackfillList } from './sync/backfill/backfill-list.ts';
import { createPollFeed } from './events/poll-feed.ts';
import { createWantPasses } from './reconcile/want-passes.ts';
import type { SyncDeps } from './sync/slice/deps.ts';
import { createFetchOwner } from './sync/owner/fetch-owner.ts';
import { createFetchContributorStats } from './sync/repository/fetch-contributor-stats.ts';
import { createFetchRepository } from './sync/repository/fetch-repository.ts';
import { createSyncList } from './sync/sync-list.ts';

/** Activities that call GitHub; they run on the task queues `repometer-github` and `repometer-github-urgent`. */
export function createGitHubActivities(given: Omit<SyncDeps, 'isTouched'>) {
  const deps: SyncDeps = { ...given, isTouched: (repositoryId) => isTouched(given.db, repositoryId) };
  return {
    fetchRepository: createFetchRepository(deps),
    fetchOwner: createFetchOwner(deps),
    previewRepositories: createPreviewRepositories(deps),
    syncList: createSyncList(deps),
    backfillList: createBackfillList(deps),
    wantPasses: createWantPasses(deps),
    pollFeed: createPollFeed(deps),
    fetchContributorStats: createFetchContributorStats(deps),
  };
}
