import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  ParentClosePolicy,
  setCurrentDetails,
  sleep,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReconciliationPart, ReconciliationPlan } from '../activities/reconcile/plan-reconciliation.ts';
import type { Outcome } from '../activities/sync/outcome.ts';
import { accept } from './accept.ts';
import { databaseActivities, githubActivities, statsActivities } from './activities.ts';
import { kpisWorkflowId, workflowTypes } from './contract.ts';
import type { ReconcileRepositoryInput, Resource } from './contract.ts';
import { milliseconds } from './duration.ts';
import { failPlainly } from './fail-plainly.ts';
import { isHistoryLong } from './is-history-long.ts';
import { timesOf } from './loop/run-cycle.ts';
import { parseReconcileRepositoryInput, requireReconcileId } from './parse-input.ts';

const busyWaitMs = 3_000;

export interface ReconcileResult {
  repositories: number;
  /** Rows that were found, corrected, or found gone. */
  changed: number;
  /** Sentences about lists that could not be compared. */
  failures: string[];
}

/** What is left to do; a continued run gets it beside the input. */
interface Progress {
  /** Names of repositories that were not begun. */
  left: string[];
  current: ReconciliationPlan | null;
  result: ReconcileResult;
}

/**
 * Compares everything that is stored with GitHub: lists are read again as far back as wanted, what they do not show is
 * looked at one by one, and the rows are corrected. A repository that fails delays none of the others.
 *
 * @param inputs one object, see ReconcileRepositoryInput; without a repository all of them, in bounded slices
 */
export async function reconcileRepository(...inputs: unknown[]): Promise<ReconcileResult> {
  const isContinued = workflowInfo().continuedFromExecutionRunId !== undefined;
  const input = accept(() => {
    const parsed = parseReconcileRepositoryInput(isContinued ? inputs.slice(0, 1) : inputs);
    requireReconcileId(workflowInfo().workflowId, parsed.repository);
    return parsed;
  });
  const progress = (isContinued ? (inputs[1] as Progress | undefined) : undefined) ?? (await makeProgress(input));
  for (;;) {
    progress.current ??= await beginNext(progress, input);
    if (progress.current === null) break;
    const isDone = await compare(progress.current, progress.result, input);
    if (!isDone) await continueAsNew<typeof reconcileRepository>(inputs[0], progress);
    progress.current = null;
  }
  setCurrentDetails(
    `${progress.result.repositories} repositories compared, ${progress.result.changed} rows corrected.`,
  );
  return progress.result;
}

async function makeProgress({ repository }: ReconcileRepositoryInput): Promise<Progress> {
  const result = { repositories: 0, changed: 0, failures: [] };
  if (repository !== null) return { left: [repository], current: null, result };
  await databaseActivities.dropOldRaw();
  return { left: await databaseActivities.listRepositoriesToReconcile(), current: null, result };
}

async function beginNext(progress: Progress, input: ReconcileRepositoryInput): Promise<ReconciliationPlan | null> {
  for (let repository = progress.left.shift(); repository !== undefined; repository = progress.left.shift()) {
    const plan = failPlainly(databaseActivities.planReconciliation({ repository, isWhole: input.whole }));
    // The one that was asked for by name must be there; one of all may have gone meanwhile.
    if (input.repository !== null) return plan;
    try {
      return await plan;
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      progress.result.failures.push(error.message);
    }
  }
  return null;
}

/**
 * The lists in their order: what hangs on issues after the issues, reviews after pull requests.
 *
 * @returns false when the history is long and the next run must go on
 */
async function compare(
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
  await databaseActivities.finishReconciliation({ repositoryId: plan.repositoryId });
  result.repositories += 1;
  await startKpis(plan.repository);
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
  await wantPasses({
    repository,
    repositoryId,
    resources: parts.map(({ resource }) => resource),
    since: input.whole ? null : new Date(Date.now() - milliseconds(input.back, 'back')).toISOString(),
  });
  plan.isBegun = true;
  return true;
}

/** @returns false when the history is long before the list has been read */
async function compareList(
  { repository, repositoryId }: ReconciliationPlan,
  { resource, from }: ReconciliationPart,
  result: ReconcileResult,
  { waits }: ReconcileRepositoryInput,
): Promise<boolean> {
  const { syncList } = githubActivities(waits);
  const summary = `${resource} of ${repository}, compared`;
  const slice = { ...timesOf(waits, '30m'), repository, repositoryId, resource, from, isUrgent: false };
  const read = () => syncList.executeWithOptions({ summary }, [slice]);
  return readToEnd({ resource, repository, read, result });
}

interface Reading {
  repository: string;
  resource: Resource;
  /** One slice. */
  read: () => Promise<Outcome>;
  result: ReconcileResult;
}

/** Reads slices through limits until a resource is read; what fails is told and delays nothing else. */
async function readToEnd({ repository, resource, read, result }: Reading): Promise<boolean> {
  try {
    for (;;) {
      const outcome = await read();
      result.changed += outcome.changed;
      if (outcome.kind === 'refused') result.failures.push(`${repository} ${resource}: ${outcome.reason}`);
      if (outcome.kind === 'refused' || outcome.kind === 'done') return true;
      if (isHistoryLong()) return false;
      if (outcome.kind === 'busy') await sleep(busyWaitMs, { summary: `Another workflow reads the ${resource}.` });
      if (outcome.kind === 'limited') {
        await sleep(Math.max(1000, Date.parse(outcome.until) - Date.now()), { summary: outcome.reason });
      }
    }
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    result.failures.push(`${repository} ${resource}: ${error.cause?.message ?? error.message}`);
    return true;
  }
}

async function compareStats(
  { repository, repositoryId }: ReconciliationPlan,
  { pushedAt }: { pushedAt: string | null },
  result: ReconcileResult,
  { waits }: ReconcileRepositoryInput,
): Promise<void> {
  const resource = 'contributor_stats' as const;
  const { statsAttempts } = waits;
  const { fetchContributorStats } = statsActivities(waits, statsAttempts);
  const statsRetryMs = milliseconds(waits.statsRetry, 'statsRetry');
  const order = {
    ...timesOf(waits, '30m'),
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
  const summary = `${resource} of ${repository}, compared`;
  const read = () => fetchContributorStats.executeWithOptions({ summary }, [order]);
  await readToEnd({ resource, repository, read, result });
}

/** Months that the comparison has touched are computed at once; one that runs already finds its marks, or the next does. */
async function startKpis(repository: string): Promise<void> {
  try {
    await startChild(workflowTypes.computeKpis, {
      workflowId: kpisWorkflowId(repository),
      args: [{ repositories: [repository] }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `KPIs of ${repository}`,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
