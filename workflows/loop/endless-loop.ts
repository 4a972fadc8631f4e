import {
  allHandlersFinished,
  CancellationScope,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { accept } from '../accept.ts';
import { databaseActivities } from '../activities.ts';
import { continueRun, isVersioned } from '../continue-run.ts';
import { messages } from '../contract.ts';
import type { SyncNowAnswer } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { refuseArguments, refuseUnknownMessages } from '../refuse-messages.ts';
import { tellInstant } from '../tell-instant.ts';
import type { LoopParts } from './loop-parts.ts';
import { acceptSyncNow, carryLoop, isWanted, openLoop, promiseCycle } from './loop-state.ts';
import type { CarriedLoop, Loop } from './loop-state.ts';
import { createShow, phaseOf } from './show.ts';
import { restOf, wake } from './wake.ts';

/** How long a versioned run stays paused before the next one, of the build that is current by then, stays so. */
const pausedRun = '1h';

/** The updates of every loop. */
const orders = [messages.pause, messages.resume, messages.syncNow];

/** Where a run comes from. */
export interface Origin {
  /** A person started it; false: another run did, by continuing as new or as its parent. */
  isOrdered: boolean;
  /** State of the run before, as that left it. */
  carried: Record<string, unknown> | undefined;
}

/** What the parts of a loop get from it. */
export interface LoopTools {
  loop: Loop;
  carried: Record<string, unknown> | undefined;
  /** To be called after every change of what the loop tells of itself. */
  show: () => void;
  /** To be called when work beside the cycles has ended. */
  settle: () => void;
}

export interface LoopKind<Input, Status, End> {
  /** Checks the arguments of a start. @throws Error with a sentence */
  parse(inputs: unknown[], origin: Origin): Input;
  create(input: Input, tools: LoopTools): LoopParts<Status, End>;
}

/**
 * Runs a loop without end: cycle, rest, cycle, with pause, resume and `syncNow` at any time. It continues as new when its
 * history is long; a versioned one before every cycle that it has waited for, which is how it comes to the current build.
 *
 * @param inputs all arguments of the workflow; a continued run also gets its state
 * @returns what the last cycle gave, when there is nothing more to do
 */
export async function runEndlessLoop<Input, Status, End>(
  inputs: unknown[],
  { parse, create }: LoopKind<Input, Status, End>,
): Promise<End> {
  const { continuedFromExecutionRunId, parent, workflowId } = workflowInfo();
  const isContinued = continuedFromExecutionRunId !== undefined;
  const carried = isContinued ? (inputs[1] as Record<string, unknown> | undefined) : undefined;
  const origin = { isOrdered: !isContinued && !parent, carried };
  const input = accept(() => parse(isContinued ? inputs.slice(0, 1) : inputs, origin), orders);
  const loop = openLoop(carried);
  const show = createShow(loop, () => parts);
  // The last cycle counts as settled when the work beside it has ended, too.
  const settle = () => {
    if (!parts.beside?.isRunning()) loop.settledCycle = loop.isCycleRunning ? loop.cycle - 1 : loop.cycle;
  };
  const parts: LoopParts<Status, End> = create(input, { loop, carried, show, settle });
  handleMessages(loop, parts, show);
  show();
  try {
    return await turn({ loop, parts, show, settle });
  } catch (error) {
    if (isCancellation(error)) {
      await CancellationScope.nonCancellable(() =>
        databaseActivities.forgetLoop.executeWithOptions({ summary: `${parts.name}: its loop is forgotten` }, [
          { workflowId },
        ]),
      );
    }
    throw error;
  }
}

function handleMessages<Status>(loop: Loop, parts: LoopParts<Status, unknown>, show: () => void): void {
  const status = () => parts.status(phaseOf(loop, parts, Date.now()), Date.now());
  setHandler(defineQuery<Status>(messages.status), status, { description: 'What the loop does, and how it stands.' });
  setHandler(
    defineUpdate<Status>(messages.pause),
    async () => {
      loop.isPaused = true;
      show();
      await parts.beside?.cancel();
      return status();
    },
    {
      description: 'Stops after the page that is being read, until resume.',
      validator: refuseArguments(messages.pause),
    },
  );
  setHandler(
    defineUpdate<Status>(messages.resume),
    () => {
      if (loop.isPaused) promiseCycle(loop);
      loop.isPaused = false;
      show();
      return status();
    },
    { description: 'Goes on after pause, with a cycle at once.', validator: refuseArguments(messages.resume) },
  );
  setHandler(defineUpdate<SyncNowAnswer>(messages.syncNow), () => acceptSyncNow(loop, parts.name), {
    description: 'Begins a cycle now.',
    validator: refuseArguments(messages.syncNow),
  });
  setHandler(
    defineSignal(messages.tryAgain),
    () => {
      loop.limitedUntil = null;
      loop.changes += 1;
      if (!loop.isPaused) promiseCycle(loop);
      show();
    },
    { description: 'Waits no longer for limits and refusals: another credential asks.' },
  );
  setHandler(
    defineSignal(messages.wake),
    () => {
      wake(loop, parts);
      show();
    },
    {
      description: 'Something has happened at GitHub: the next cycle begins soon, unless a limit or a refusal stands.',
    },
  );
  refuseUnknownMessages(orders, (sentence) => {
    loop.notice = sentence;
    show();
  });
}

interface Turning<End> {
  loop: Loop;
  parts: LoopParts<unknown, End>;
  show: () => void;
  settle: () => void;
}

async function turn<End>({ loop, parts, show, settle }: Turning<End>): Promise<End> {
  // Continued as new after a cycle: its rest is not over.
  let isFresh = !(await rest(loop, parts));
  for (;;) {
    if (loop.isPaused) {
      // Begun by the very cycle that the pause has met.
      if (parts.beside?.isRunning() && patched('pause-ends-what-came-after-it')) await parts.beside.cancel();
      if (!(await waitForResume(loop, parts, show))) await continueLoop(loop, parts, {});
      isFresh = false;
    }
    // Another build may have become current since this run began.
    if (isVersioned() && !isFresh) await continueLoop(loop, parts, { nextSyncAt: null });
    isFresh = false;
    loop.isCycleRunning = true;
    loop.nextSyncAt = null;
    loop.isWoken = false;
    loop.cycle += 1;
    show();
    const startedAt = Date.now();
    const end = await parts.cycle(loop.wantedCycle === loop.cycle);
    // Still running: nobody may take this cycle for settled.
    if (end.kind === 'unfinished') return continueLoop(loop, parts, { cycle: loop.cycle - 1 });
    const wantedMs = end.kind === 'done' ? restOf(loop, parts, end.waitMs) : 0;
    const restMs = end.kind === 'done' ? await restAfter(parts, wantedMs, Date.now() - startedAt) : 0;
    // What has happened at GitHub while the rest was planned is looked at as soon as what had happened before.
    const waitMs = restOf(loop, parts, restMs);
    loop.isCycleRunning = false;
    if (end.kind === 'over') return finish(parts, end.finish);
    loop.cycleEndedAt = Date.now();
    loop.nextSyncAt = loop.cycleEndedAt + waitMs;
    if (parts.beside?.isRunning()) parts.beside.noteOutlived();
    await parts.errand?.run();
    settle();
    show();
    if (isHistoryLong()) await continueLoop(loop, parts, {});
    await rest(loop, parts);
  }
}

/** Postgres knows what is to be looked at again before, and shows when the next cycle begins. */
async function restAfter({ planRest }: LoopParts<unknown, unknown>, waitMs: number, cycleMs: number): Promise<number> {
  return planRest ? planRest(waitMs, cycleMs) : waitMs;
}

/** @returns whether anything was waited for */
async function rest(loop: Loop, { errand }: LoopParts<unknown, unknown>): Promise<boolean> {
  let hasWaited = false;
  while (loop.nextSyncAt !== null && Date.now() < loop.nextSyncAt && !isWanted(loop) && !loop.isPaused) {
    const mark = errand?.mark();
    const { nextSyncAt } = loop;
    const errandAt = errand?.dueAt() ?? Infinity;
    const wakeAt = Math.min(nextSyncAt, errandAt);
    await condition(
      () => isWanted(loop) || loop.isPaused || loop.nextSyncAt !== nextSyncAt || errand?.mark() !== mark,
      Math.max(1, wakeAt - Date.now()),
      { summary: nameRest(nextSyncAt, errandAt < nextSyncAt && errand?.name) },
    );
    hasWaited = true;
    await errand?.run();
  }
  return hasWaited;
}

/** What the timer of a rest is for. @param errand what ends it before the next cycle */
function nameRest(nextSyncAt: number, errand: string | false | undefined): string {
  const cycle = `next cycle at ${tellInstant(nextSyncAt)}`;
  return errand ? `${errand}; ${cycle}` : cycle;
}

/** @returns false: still paused, and it is time to look whether another build has become current */
async function waitForResume(
  loop: Loop,
  { record, resumeCommand = 'repometer repos resume' }: LoopParts<unknown, unknown>,
  show: () => void,
): Promise<boolean> {
  await record('paused', `Paused; \`${resumeCommand}\` goes on.`);
  show();
  const isResumed = () => !loop.isPaused;
  // Pinned to an old build, a paused loop would keep that build's worker from ending for as long as it is paused.
  if (isVersioned() && !(await condition(isResumed, pausedRun, { summary: 'paused' }))) return false;
  await condition(isResumed);
  await record('ok', null);
  return true;
}

/** Handlers may accept orders until the very last moment: what they left is read after all else has ended. */
async function continueLoop(
  loop: Loop,
  parts: LoopParts<unknown, unknown>,
  changes: Partial<CarriedLoop>,
): Promise<never> {
  await parts.beside?.cancel();
  await condition(allHandlersFinished);
  return continueRun(parts.given, { ...carryLoop(loop), ...changes, ...parts.carry() });
}

async function finish<End>({ beside }: LoopParts<unknown, End>, last: () => Promise<End>): Promise<End> {
  await beside?.cancel();
  const end = await last();
  await condition(allHandlersFinished);
  return end;
}
