import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { RepositoryToCompute } from '../activities/kpis/list-repositories-to-compute.ts';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import { continueRun } from './continue-run.ts';
import type { ComputeKpisInput } from './contract.ts';
import { failPlainly } from './fail-plainly.ts';
import { parseComputeKpisInput } from './inputs/compute-kpis.ts';
import { isHistoryLong } from './is-history-long.ts';

const atOnce = 4;

export interface ComputeKpisResult {
  asOf: string;
  repositories: number;
  months: number;
}

/** What is left to do; a continued run gets it beside the input. */
interface Plan {
  asOf: string;
  /** The day is over: only a snapshot that it lacks is made, since the monthly tables stand at a later day. */
  isPast: boolean;
  left: RepositoryToCompute[];
  done: ComputeKpisResult;
}

/**
 * Brings the summary tables up to date: of the repositories named, or of all that were touched.
 *
 * @param inputs one object, see ComputeKpisInput; all fields optional
 */
export async function computeKpis(...inputs: unknown[]): Promise<ComputeKpisResult> {
  const isContinued = workflowInfo().continuedFromExecutionRunId !== undefined;
  const input = accept(() => parseComputeKpisInput(isContinued ? inputs.slice(0, 1) : inputs));
  const plan = (isContinued ? (inputs[1] as Plan | undefined) : undefined) ?? (await makePlan(input));
  const { asOf, isPast, left, done } = plan;
  const total = done.repositories + left.length;

  while (left.length > 0) {
    setCurrentDetails(`${done.repositories} of ${total} repositories computed, as of ${asOf}.`);
    if (isHistoryLong()) await continueRun(inputs[0], plan);
    const batch = left.splice(0, atOnce);
    const computed = await Promise.all(
      batch.map(({ repositoryId, repository }) =>
        databaseActivities.computeRepositoryKpis.executeWithOptions({ summary: repository }, [
          { repositoryId, months: input.months, all: input.all, asOf, isPast },
        ]),
      ),
    );
    done.repositories += batch.length;
    for (const { monthsComputed } of computed) done.months += monthsComputed;
  }
  setCurrentDetails(`${total} repositories computed, as of ${asOf}.`);
  return done;
}

async function makePlan(input: ComputeKpisInput): Promise<Plan> {
  const today = workflowInfo().startTime.toISOString().slice(0, 10);
  const asOf = input.asOf ?? scheduledDay() ?? today;
  const { hasSearchAttributes } = await databaseActivities.describeWorker();
  if (hasSearchAttributes) upsertSearchAttributes([{ key: keywords.month, value: asOf.slice(0, 7) }]);
  const { repositories } = input;
  // A month that is asked for is wanted of every repository, whether it was touched or not.
  const all = input.all || input.months.length > 0;
  const left = await failPlainly(databaseActivities.listRepositoriesToCompute({ repositories, all, asOf }));
  return { asOf, isPast: asOf < today, left, done: { asOf, repositories: 0, months: 0 } };
}

/** The day that a schedule meant: a run that was caught up later computes the same tables. */
function scheduledDay(): string | null {
  const scheduled = workflowInfo().typedSearchAttributes.get(keywords.scheduledStartTime);
  return scheduled?.toISOString().slice(0, 10) ?? null;
}
