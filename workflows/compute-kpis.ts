import { continueAsNew, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import type { ComputeKpisInput } from './contract.ts';
import { parseComputeKpisInput } from './parse-input.ts';

const atOnce = 4;
const mostHistoryEvents = 1000;

export interface ComputeKpisResult {
  asOf: string;
  repositories: number;
  months: number;
}

/**
 * Brings the summary tables up to date: of the repositories named, or of all that were touched.
 *
 * @param inputs one object, see ComputeKpisInput; all fields optional
 */
export async function computeKpis(...inputs: unknown[]): Promise<ComputeKpisResult> {
  const input = accept(() => parseComputeKpisInput(inputs));
  const today = workflowInfo().startTime.toISOString().slice(0, 10);
  const asOf = input.asOf ?? scheduledDay() ?? today;
  const isPast = input.asOf !== null && asOf < today;

  const { hasSearchAttributes } = await databaseActivities.describeWorker();
  if (hasSearchAttributes) upsertSearchAttributes([{ key: keywords.month, value: asOf.slice(0, 7) }]);
  const found = await databaseActivities.listRepositoriesToCompute({ ...input, asOf });

  let months = 0;
  for (let done = 0; done < found.length; done += atOnce) {
    setCurrentDetails(`${done} of ${found.length} repositories computed, as of ${asOf}.`);
    if (workflowInfo().historyLength > mostHistoryEvents) await continueWith({ ...input, asOf }, found.slice(done));
    const computed = await Promise.all(
      found
        .slice(done, done + atOnce)
        .map(({ repositoryId }) =>
          databaseActivities.computeRepositoryKpis.executeWithOptions({ summary: found[done]?.repository ?? '' }, [
            { repositoryId, months: input.months, all: input.all, asOf, isPast },
          ]),
        ),
    );
    for (const { monthsComputed } of computed) months += monthsComputed;
  }
  setCurrentDetails(`${found.length} repositories computed, as of ${asOf}.`);
  return { asOf, repositories: found.length, months };
}

/** The day that a schedule meant: a run that was caught up later computes the same tables. */
function scheduledDay(): string | null {
  const scheduled = workflowInfo().typedSearchAttributes.get(keywords.scheduledStartTime);
  return scheduled?.toISOString().slice(0, 10) ?? null;
}

function continueWith(input: ComputeKpisInput, left: { repository: string }[]): Promise<never> {
  return continueAsNew<typeof computeKpis>({ ...input, repositories: left.map(({ repository }) => repository) });
}
