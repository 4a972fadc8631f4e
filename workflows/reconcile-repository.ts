import { ApplicationFailure, patched, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { ReconciliationPlan } from '../activities/reconcile/plan-reconciliation.ts';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { continueRun } from './continue-run.ts';
import type { ReconcileRepositoryInput } from './contract.ts';
import { failPlainly } from './fail-plainly.ts';
import { parseReconcileRepositoryInput, requireReconcileId } from './inputs/reconcile-repository.ts';
import { compareRepository } from './reconcile/compare-repository.ts';
import { leaveOut } from './reconcile/reconcile-result.ts';
import type { ReconcileResult } from './reconcile/reconcile-result.ts';
import { refuseUnknownMessages } from './refuse-messages.ts';

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
  refuseUnknownMessages([]);
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
    const isDone = await compareRepository(progress.current, progress.result, input);
    if (!isDone) await continueRun(inputs[0], progress);
    progress.current = null;
  }
  setCurrentDetails(
    `${progress.result.repositories} repositories compared, ${progress.result.changed} rows corrected.`,
  );
  return progress.result;
}

async function makeProgress({ repository }: ReconcileRepositoryInput): Promise<Progress> {
  const result: ReconcileResult = { repositories: 0, changed: 0, failures: [], leftOut: [] };
  if (repository !== null) return { left: [repository], current: null, result };
  const { dropOldRaw, listRepositoriesToReconcile, listLeftOut } = databaseActivities;
  await dropOldRaw.executeWithOptions({ summary: 'answers that are old enough are dropped' }, []);
  const left = await listRepositoriesToReconcile.executeWithOptions({ summary: 'repositories to compare' }, []);
  if (patched('reconcile-tells-left-out')) {
    leaveOut(result, await listLeftOut.executeWithOptions({ summary: 'what is not compared' }, []));
  }
  return { left, current: null, result };
}

async function beginNext(progress: Progress, input: ReconcileRepositoryInput): Promise<ReconciliationPlan | null> {
  for (let repository = progress.left.shift(); repository !== undefined; repository = progress.left.shift()) {
    const plan = failPlainly(
      databaseActivities.planReconciliation.executeWithOptions({ summary: `${repository}: what is to be compared` }, [
        { repository, isWhole: input.whole },
      ]),
    );
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
