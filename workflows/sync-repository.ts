import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { messages, syncWorkflowId, workflowTypes } from './contract.ts';
import type { LoopStatus, State, SyncNowAnswer } from './contract.ts';
import { isHistoryLong } from './is-history-long.ts';
import { carry, openLoop, statusOf } from './loop/loop-state.ts';
import type { CarriedState, Loop } from './loop/loop-state.ts';
import { runCycle } from './loop/run-cycle.ts';
import { createShow } from './loop/show.ts';
import { kpisDueAt, startKpisWhenDue } from './loop/start-kpis.ts';
import { createStatsSeries } from './loop/stats-series.ts';
import { parseSyncRepositoryInput, requireWorkflowId } from './parse-input.ts';
import { refusal } from './refuse.ts';

const pauseUpdate = defineUpdate<LoopStatus>(messages.pause);
const resumeUpdate = defineUpdate<LoopStatus>(messages.resume);
const syncNowUpdate = defineUpdate<SyncNowAnswer>(messages.syncNow);
const statusQuery = defineQuery<LoopStatus>(messages.status);

/** Given when a loop ends by itself. */
export interface LoopEnd {
  renamedTo: string;
}

/**
 * The endless loop of one repository: fetch, store, sleep.
 *
 * @param inputs one object, see SyncRepositoryInput; only `repository` is required. A continued run also gets its state.
 */
export async function syncRepository(...inputs: unknown[]): Promise<LoopEnd> {
  const isContinued = workflowInfo().continuedFromExecutionRunId !== undefined;
  const carried = isContinued ? (inputs[1] as CarriedState | undefined) : undefined;
  const input = accept(() => {
    const parsed = parseSyncRepositoryInput(isContinued ? inputs.slice(0, 1) : inputs);
    requireWorkflowId(workflowInfo().workflowId, parsed.repository);
    return parsed;
  });
  const loop = openLoop(input, carried);
  const show = createShow(loop);
  const stats = createStatsSeries(loop, show, () => settle(loop));
  handleMessages(loop, show, () => stats.cancel());
  show();
  try {
    return await runLoop(loop, show, stats);
  } catch (error) {
    if (isCancellation(error)) {
      const { workflowId } = workflowInfo();
      await CancellationScope.nonCancellable(() => databaseActivities.forgetLoop({ workflowId }));
    }
    throw error;
  }
}

function handleMessages(loop: Loop, show: () => void, cancelStats: () => Promise<void>): void {
  setHandler(statusQuery, () => statusOf(loop, Date.now()), { description: 'What each resource is doing.' });
  setHandler(
    pauseUpdate,
    async () => {
      loop.isPaused = true;
      show();
      await cancelStats();
      return statusOf(loop, Date.now());
    },
    { description: 'Stops after the page that is being read, until resume.' },
  );
  setHandler(
    resumeUpdate,
    () => {
      loop.isWanted ||= loop.isPaused;
      loop.isPaused = false;
      show();
      return statusOf(loop, Date.now());
    },
    { description: 'Goes on after pause, with a cycle at once.' },
  );
  setHandler(syncNowUpdate, () => acceptSyncNow(loop), { description: 'Begins a cycle now.' });
}

function acceptSyncNow(loop: Loop): SyncNowAnswer {
  const { repository } = loop.input;
  if (loop.isPaused) throw refusal(`${repository} is paused; resume it first.`, 'Paused');
  if (loop.limitedUntil !== null && loop.limitedUntil > Date.now()) {
    const until = new Date(loop.limitedUntil).toISOString();
    return { limitedUntil: until, message: `${repository} is limited until ${until}, by GitHub.` };
  }
  // Started by this very message: the first cycle has asked nothing yet, so it is the new one.
  if (loop.cycle === 1 && workflowInfo().historyLength <= 3) return { cycle: 1 };
  loop.isWanted = true;
  return { cycle: loop.cycle + 1 };
}

async function runLoop(loop: Loop, show: () => void, stats: ReturnType<typeof createStatsSeries>): Promise<LoopEnd> {
  // Continued as new after a cycle: its rest is not over.
  await sleepUntilNext(loop);
  for (;;) {
    if (loop.isPaused) await waitForResume(loop, show);
    const isUrgent = loop.isWanted;
    loop.isWanted = false;
    loop.isCycleRunning = true;
    loop.nextSyncAt = null;
    loop.cycle += 1;
    show();
    const end = await runCycle({ loop, show, startStats: stats.start }, isUrgent);
    // Still running: nobody may take this cycle for settled.
    if (end.kind === 'unfinished') return continueLoop({ ...loop, cycle: loop.cycle - 1 }, stats);
    loop.isCycleRunning = false;
    if (end.kind === 'renamed') return handOver(loop, end.to, stats);
    loop.cycleEndedAt = Date.now();
    loop.nextSyncAt = loop.cycleEndedAt + end.waitMs;
    stats.notePending();
    await startKpisWhenDue(loop);
    settle(loop);
    show();
    if (isHistoryLong()) await continueLoop(loop, stats);
    await sleepUntilNext(loop);
  }
}

/** The last cycle counts as settled when its statistics have ended, too. */
function settle(loop: Loop): void {
  if (loop.isStatsRunning) return;
  loop.settledCycle = loop.isCycleRunning ? loop.cycle - 1 : loop.cycle;
}

async function sleepUntilNext(loop: Loop): Promise<void> {
  while (loop.nextSyncAt !== null && Date.now() < loop.nextSyncAt && !loop.isWanted && !loop.isPaused) {
    const { kpisDue: wasDue, isStatsRunning: wasRunning } = loop;
    const wakeAt = Math.min(loop.nextSyncAt, kpisDueAt(loop) ?? Infinity);
    await condition(
      () => loop.isWanted || loop.isPaused || loop.kpisDue !== wasDue || loop.isStatsRunning !== wasRunning,
      Math.max(1, wakeAt - Date.now()),
      {
        summary: `next cycle at ${new Date(loop.nextSyncAt).toISOString()}`,
      },
    );
    await startKpisWhenDue(loop);
  }
}

async function waitForResume(loop: Loop, show: () => void): Promise<void> {
  await recordLoop(loop, 'paused', 'Paused; `repometer repos resume` goes on.');
  show();
  await condition(() => !loop.isPaused);
  await recordLoop(loop, 'ok', null);
}

function recordLoop({ input }: Loop, state: State, reason: string | null): Promise<void> {
  const { repository, every, resources } = input;
  const { workflowId } = workflowInfo();
  return databaseActivities.recordLoop({ workflowId, repository, every, resources, state, reason, nextSyncAt: null });
}

async function continueLoop(loop: Loop, stats: ReturnType<typeof createStatsSeries>): Promise<never> {
  await stats.cancel();
  await condition(allHandlersFinished);
  const { input } = loop;
  return continueAsNew<typeof syncRepository>(input, carry(loop));
}

/** The loop under the new name goes on with the same rows; this one ends. */
async function handOver(loop: Loop, to: string, stats: ReturnType<typeof createStatsSeries>): Promise<LoopEnd> {
  await stats.cancel();
  const { every, resources, from, waits } = loop.input;
  try {
    await startChild(workflowTypes.syncRepository, {
      workflowId: syncWorkflowId(to),
      args: [{ repository: to, every, resources, from, waits }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  await condition(allHandlersFinished);
  return { renamedTo: to };
}
