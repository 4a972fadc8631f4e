import { patched, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { ComputeKpiBatchInput } from '../activities/kpis/compute-kpi-batch.ts';
import type { RepositoryToCompute } from '../activities/kpis/list-repositories-to-compute.ts';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import { continueRun } from './continue-run.ts';
import type { ComputeKpisInput } from './contract.ts';
import { failPlainly } from './fail-plainly.ts';
import { parseComputeKpisInput } from './inputs/compute-kpis.ts';
import { isHistoryLong } from './is-history-long.ts';
import { refuseUnknownMessages } from './refuse-messages.ts';

/** Activities under way at once. */
const atOnce = 4;

/** Repositories of one activity at most: each transaction of it is for all of them. */
const largestBatch = 50;

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
  /** Repositories that a batch could not compute: each by itself, when all others are done. */
  failed?: RepositoryToCompute[];
  done: ComputeKpisResult;
}

/**
 * Brings the summary tables up to date: of the repositories named, or of all that were touched.
 *
 * @param inputs one object, see ComputeKpisInput; all fields optional
 */
export async function computeKpis(...inputs: unknown[]): Promise<ComputeKpisResult> {
  refuseUnknownMessages([]);
  const isContinued = workflowInfo().continuedFromExecutionRunId !== undefined;
  const input = accept(() => parseComputeKpisInput(isContinued ? inputs.slice(0, 1) : inputs));
  const plan = (isContinued ? (inputs[1] as Plan | undefined) : undefined) ?? (await makePlan(input));
  // Asked once, here: a run that began before batches were known goes on one by one to its end.
  const isInBatches = patched('kpis-in-batches');
  const { asOf, left, done } = plan;
  const failed = (plan.failed ??= []);
  const total = done.repositories + left.length + failed.length;
  const wish = { months: input.months, all: input.all, asOf, isPast: plan.isPast };

  while (left.length + failed.length > 0) {
    setCurrentDetails(`${done.repositories} of ${total} repositories computed, as of ${asOf}.`);
    if (isHistoryLong()) await continueRun(inputs[0], plan);
    if (isInBatches && left.length > 0) await computeBatches(plan, wish);
    else await computeEach(plan, wish);
  }
  setCurrentDetails(`${total} repositories computed, as of ${asOf}.`);
  return done;
}

type Wish = Omit<ComputeKpiBatchInput, 'repositoryIds'>;

/** Some batches at once, of one size: few repositories are not left to one activity. */
async function computeBatches({ left, failed, done }: Plan, wish: Wish): Promise<void> {
  const size = Math.min(largestBatch, Math.ceil(left.length / atOnce));
  const batches: RepositoryToCompute[][] = [];
  while (batches.length < atOnce && left.length > 0) batches.push(left.splice(0, size));
  const computed = await Promise.all(
    batches.map((batch) =>
      databaseActivities.computeKpiBatch.executeWithOptions({ summary: nameBatch(batch) }, [
        { repositoryIds: batch.map(({ repositoryId }) => repositoryId), ...wish },
      ]),
    ),
  );
  for (const [index, { monthsComputed, failed: refused }] of computed.entries()) {
    const ids = new Set(refused.map(({ repositoryId }) => repositoryId));
    const again = batches[index]!.filter(({ repositoryId }) => ids.has(repositoryId));
    failed?.push(...again);
    done.repositories += batches[index]!.length - again.length;
    done.months += monthsComputed;
  }
}

/**
 * One by one; an activity that fails is tried again until it is done, where people see it. Those that a batch could not compute
 * are tried all at once, as one that never succeeds would keep the next ones back.
 */
async function computeEach({ left, failed, done }: Plan, wish: Wish): Promise<void> {
  const some = left.length > 0 ? left.splice(0, atOnce) : failed!.splice(0, largestBatch);
  const computed = await Promise.all(
    some.map(({ repositoryId, repository }) =>
      databaseActivities.computeRepositoryKpis.executeWithOptions({ summary: repository }, [{ repositoryId, ...wish }]),
    ),
  );
  done.repositories += some.length;
  for (const { monthsComputed } of computed) done.months += monthsComputed;
}

function nameBatch([first, ...others]: RepositoryToCompute[]): string {
  return others.length === 0 ? first!.repository : `${first!.repository} and ${others.length} more`;
}

async function makePlan(input: ComputeKpisInput): Promise<Plan> {
  const today = workflowInfo().startTime.toISOString().slice(0, 10);
  const asOf = input.asOf ?? scheduledDay() ?? today;
  const { hasSearchAttributes } = await databaseActivities.describeWorker.executeWithOptions(
    { summary: 'the worker' },
    [],
  );
  if (hasSearchAttributes) upsertSearchAttributes([{ key: keywords.month, value: asOf.slice(0, 7) }]);
  const { repositories } = input;
  // A month that is asked for is wanted of every repository, whether it was touched or not.
  const all = input.all || input.months.length > 0;
  const left = await failPlainly(
    databaseActivities.listRepositoriesToCompute.executeWithOptions({ summary: 'repositories to compute' }, [
      { repositories, all, asOf },
    ]),
  );
  return { asOf, isPast: asOf < today, left, done: { asOf, repositories: 0, months: 0 } };
}

/** The day that a schedule meant: a run that was caught up later computes the same tables. */
function scheduledDay(): string | null {
  const scheduled = workflowInfo().typedSearchAttributes.get(keywords.scheduledStartTime);
  return scheduled?.toISOString().slice(0, 10) ?? null;
}
