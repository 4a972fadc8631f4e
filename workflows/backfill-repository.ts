import {
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { carryBackfill, openBackfill, openList } from './backfill/backfill-run.ts';
import type { BackfillRun, CarriedBackfill, Planned } from './backfill/backfill-run.ts';
import { fillList } from './backfill/fill-list.ts';
import { fillThings } from './backfill/fill-things.ts';
import { createShowBackfill, tellResult, tellStatus } from './backfill/tell-backfill.ts';
import { untilResumed, waitFor } from './backfill/wait.ts';
import { continueRun } from './continue-run.ts';
import { messages, syncWorkflowId } from './contract.ts';
import type { BackfillRepositoryInput, BackfillResult, BackfillStatus } from './contract.ts';
import { failPlainly } from './fail-plainly.ts';
import { parseBackfillRepositoryInput, refuseFutureRange, requireBackfillId } from './inputs/backfill-repository.ts';
import { isHistoryLong } from './is-history-long.ts';
import { refuseArguments, refuseUnknownMessages } from './refuse-messages.ts';
import { startKpisOf } from './start-kpis-of.ts';

const updates = [messages.pause, messages.resume];
const names = { from: 'from', to: 'to' };
const planWaitMs = 5_000;
const kpisWaitMs = 2_000;
const mostKpisTries = 5;

/**
 * Reads what lies before the beginning of what is complete, beside the loop of the repository, newest first. What it has stored stays
 * when it is cancelled, and another one goes on from there.
 *
 * @param inputs one object, see BackfillRepositoryInput; a continued run also gets its state
 */
export async function backfillRepository(...inputs: unknown[]): Promise<BackfillResult> {
  const isContinued = workflowInfo().continuedFromExecutionRunId !== undefined;
  const input = accept(() => parse(inputs, isContinued), updates);
  const run = openBackfill(input, isContinued ? (inputs[1] as CarriedBackfill | undefined) : undefined);
  run.show = createShowBackfill(run);
  handleMessages(run);
  run.show();
  const plan = (run.plan ??= await makePlan(run, inputs[0]));
  run.show();
  const isDone = (await fillLists(run, plan)) && (await fillLeftThings(run, plan));
  if (!isDone) {
    await condition(allHandlersFinished);
    return continueRun(inputs[0], carryBackfill(run));
  }
  if (hasRead(run)) await finish(plan);
  run.show();
  await condition(allHandlersFinished);
  return tellResult(run);
}

function parse(inputs: unknown[], isContinued: boolean): BackfillRepositoryInput {
  const input = parseBackfillRepositoryInput(isContinued ? inputs.slice(0, 1) : inputs);
  requireBackfillId(workflowInfo().workflowId, input);
  if (!isContinued) refuseFutureRange(input, names, Date.now());
  return input;
}

function handleMessages(run: BackfillRun): void {
  const status = () => tellStatus(run, Date.now());
  setHandler(defineQuery<BackfillStatus>(messages.status), status, { description: 'How far the backfill is.' });
  const order = (name: typeof messages.pause | typeof messages.resume, isPaused: boolean, description: string) =>
    setHandler(
      defineUpdate<BackfillStatus>(name),
      () => {
        run.isPaused = isPaused;
        run.show();
        return status();
      },
      { description, validator: refuseArguments(name) },
    );
  order(messages.pause, true, 'Stops after the pages that are being read, until resume.');
  order(messages.resume, false, 'Goes on after pause.');
  refuseUnknownMessages(updates);
}

async function makePlan(run: BackfillRun, given: unknown): Promise<Planned> {
  const { repository, resources } = run.input;
  const order = { repository, loopId: syncWorkflowId(repository), resources };
  for (;;) {
    await untilResumed(run);
    const { planBackfill } = databaseActivities;
    const plan = await failPlainly(
      planBackfill.executeWithOptions({ summary: `${repository}: what there is to read` }, [order]),
    );
    if (plan.kind === 'planned') {
      run.waitsFor = null;
      run.lists = plan.parts.map(openList);
      run.notes.push(...plan.notes);
      return plan;
    }
    run.waitsFor = plan.reason;
    await waitFor(run, planWaitMs, plan.reason);
    if (isHistoryLong()) return continueRun(given, carryBackfill(run));
  }
}

/** One group after the other. @returns false when the history is long, and the next run must go on */
async function fillLists(run: BackfillRun, plan: Planned): Promise<boolean> {
  const isOpen = ({ state }: { state: string }) => state === 'waiting' || state === 'reading';
  const groups = [...new Set(run.lists.map(({ group }) => group))].sort();
  for (const group of groups) {
    const open = run.lists.filter((list) => list.group === group && isOpen(list));
    const ended = await Promise.all(open.map((list) => fillList(run, plan, list)));
    if (ended.includes(false)) return false;
  }
  return true;
}

const hasRead = ({ lists }: BackfillRun) => lists.some(({ chunks }) => chunks > 0);

/** What the lists do not tell of older rows, once, when all of them are here. @returns false when the next run must go on */
async function fillLeftThings(run: BackfillRun, plan: Planned): Promise<boolean> {
  if (!hasRead(run)) return true;
  run.thingsLeft ??= run.lists.flatMap(({ resource, hasThings, things, chunks }) =>
    chunks > 0 ? [...(hasThings ? [resource] : []), ...things] : [],
  );
  for (let [thing] = run.thingsLeft; thing !== undefined; [thing] = run.thingsLeft) {
    if (isHistoryLong() || !(await fillThings(run, plan, thing))) return false;
    run.thingsLeft.shift();
  }
  return true;
}

/** Rows are counted anew, and months that were touched computed; by the loop's next cycle where a computation runs already. */
async function finish({ repository, repositoryId }: Planned): Promise<void> {
  const summary = `${repository}: backfilled`;
  await databaseActivities.finishReconciliation.executeWithOptions({ summary }, [{ repositoryId }]);
  for (let tries = 1; !(await startKpisOf(repository)) && tries < mostKpisTries; tries += 1) {
    await condition(() => false, kpisWaitMs * 2 ** tries, { summary: 'KPIs of this repository are being computed.' });
  }
}
