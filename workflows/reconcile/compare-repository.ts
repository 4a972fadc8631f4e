import { setCurrentDetails } from '@temporalio/workflow';
import type { ReconciliationPart, ReconciliationPlan } from '../../activities/reconcile/plan-reconciliation.ts';
import { databaseActivities, githubActivities, statsActivities } from '../activities.ts';
import type { ReconcileRepositoryInput } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { shareOf } from '../share.ts';
import { startKpisOf } from '../start-kpis-of.ts';
import { timesOf } from '../times.ts';
import { readToEnd } from './read-to-end.ts';
import { leaveOut } from './reconcile-result.ts';
import type { ReconcileResult } from './reconcile-result.ts';

/**
 * The lists in their order: what hangs on issues after the issues, reviews after pull requests.
 *
 * @returns false when the history is long and the next run must go on
 */
export async function compareRepository(
  plan: ReconciliationPlan,
  result: ReconcileResult,
  input: ReconcileRepositoryInput,
): Promise<boolean> {
  if (!plan.isBegun && !(await begin(plan, result, input))) return false;
  while (plan.stages.length > 0) {
    const [stage = []] = plan.stages;
    setCurrentDetails(`${plan.repository}: comparing ${stage.map(({ resource }) => resource).join(', ')}.`);
    await Promise.all(
      [...stage].map(async (part) => {
        if (await compareList(plan, part, result, input)) stage.splice(stage.indexOf(part), 1);
      }),
    );
    if (stage.length > 0) return false;
    plan.stages.shift();
    if (isHistoryLong()) return false;
  }
  if (plan.statsOf) await compareStats(plan, plan.statsOf, result, input);
  const summary = `${plan.repository}: compared`;
  await databaseActivities.finishReconciliation.executeWithOptions({ summary }, [{ repositoryId: plan.repositoryId }]);
  result.repositories += 1;
  leaveOut(result, plan.leftOut ?? []);
  // Months that were touched are computed at once; a computation that runs already leaves their marks to the next.
  await startKpisOf(plan.repository);
  return true;
}

/** The newest changes first, as in any cycle, so that GitHub's count and ours are of the same moment. */
async function begin(
  plan: ReconciliationPlan,
  result: ReconcileResult,
  input: ReconcileRepositoryInput,
): Promise<boolean> {
  const { repository, repositoryId, stages } = plan;
  const parts = stages.flat();
  const issues = parts.find(({ resource }) => resource === 'issues');
  if (issues && !(await compareList(plan, issues, result, input))) return false;
  const { wantPasses } = githubActivities(input.waits);
  await wantPasses.executeWithOptions(
    { ...shareOf(repository, 'background'), summary: `${repository}: what is to be read again` },
    [
      {
        repository,
        repositoryId,
        resources: parts.map(({ resource }) => resource),
        since: input.whole ? null : new Date(Date.now() - milliseconds(input.back, 'back')).toISOString(),
      },
    ],
  );
  plan.isBegun = true;
  return true;
}

/** @returns false when the history is long before the list has been read */
async function compareList(
  { repository, repositoryId, every }: ReconciliationPlan,
  { resource, from }: ReconciliationPart,
  result: ReconcileResult,
  { waits }: ReconcileRepositoryInput,
): Promise<boolean> {
  const { syncList } = githubActivities(waits);
  let page: number | undefined;
  const share = shareOf(repository, 'background');
  const tell = () => ({
    ...share,
    summary: `${resource} of ${repository}, compared${page === undefined ? '' : `, from page ${page}`}`,
  });
  const slice = { ...timesOf(waits, every), repository, repositoryId, resource, from, isUrgent: false };
  const read = async () => {
    const outcome = await syncList.executeWithOptions(tell(), [slice]);
    page = outcome.kind === 'more' ? outcome.page : page;
    return outcome;
  };
  return readToEnd({ resource, of: repository, read, result });
}

async function compareStats(
  { repository, repositoryId, every }: ReconciliationPlan,
  { pushedAt }: { pushedAt: string | null },
  result: ReconcileResult,
  { waits }: ReconcileRepositoryInput,
): Promise<void> {
  const resource = 'contributor_stats' as const;
  const { statsAttempts } = waits;
  const { fetchContributorStats } = statsActivities(waits, statsAttempts);
  const statsRetryMs = milliseconds(waits.statsRetry, 'statsRetry');
  const order = {
    ...timesOf(waits, every),
    repository,
    repositoryId,
    resource,
    from: null,
    isUrgent: false,
    sourceVersion: pushedAt,
    attemptsBefore: 0,
    statsAttempts,
    statsRetryMs,
    transientRetryMs: statsRetryMs,
    transientAttempts: statsAttempts,
  };
  const options = { ...shareOf(repository, 'background'), summary: `${resource} of ${repository}, compared` };
  const read = () => fetchContributorStats.executeWithOptions(options, [order]);
  await readToEnd({ resource, of: repository, read, result });
}
