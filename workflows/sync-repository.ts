import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, patched, startChild, workflowInfo } from '@temporalio/workflow';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import { loopSummary, syncWorkflowId, workflowTypes } from './contract.ts';
import type { LoopStatus, State, SyncRepositoryInput } from './contract.ts';
import { milliseconds } from './duration.ts';
import { refuseFuture } from './inputs/days.ts';
import { parseSyncRepositoryInput, requireSyncId } from './inputs/sync-repository.ts';
import { runEndlessLoop } from './loop/endless-loop.ts';
import type { LoopTools, Origin } from './loop/endless-loop.ts';
import type { LoopParts } from './loop/loop-parts.ts';
import { planRest } from './plan-rest.ts';
import { describeResources } from './repository/describe-resources.ts';
import { namesAllLanded } from './repository/landed-cycle.ts';
import { carryRepository, noteRest, openRepository, phaseOfResources } from './repository/repository-loop.ts';
import type { RepositoryLoop } from './repository/repository-loop.ts';
import { runCycle } from './repository/run-cycle.ts';
import { createKpisErrand } from './repository/start-kpis.ts';
import { createStatsSeries } from './repository/stats-series.ts';
import { statusOfRepository } from './repository/status-of-repository.ts';

/** Given when a loop ends by itself. */
export interface LoopEnd {
  renamedTo: string;
}

/**
 * The endless loop of one repository: fetch, store, sleep.
 *
 * @param inputs one object, see SyncRepositoryInput; only `repository` is required. A continued run also gets its state.
 */
export function syncRepository(...inputs: unknown[]): Promise<LoopEnd> {
  return runEndlessLoop(inputs, { parse, create });
}

interface Accepted {
  input: SyncRepositoryInput;
  /** The input as a person gave it: what it leaves out is looked up anew in each run, so new resources come by themselves. */
  given: object;
}

function parse(inputs: unknown[], { isOrdered, carried }: Origin): Accepted {
  const input = parseSyncRepositoryInput(inputs);
  requireSyncId(workflowInfo().workflowId, input.repository);
  const given = inputs[0] as object;
  if (isOrdered && input.from !== null) refuseFutureFrom(input.from);
  // Version 0.1.0 carried the names of all it knew where a person had named none.
  const isOfLanded = !isOrdered && !(carried && 'wantedCycle' in carried) && namesAllLanded(input.resources);
  if (!isOfLanded) return { input, given };
  return { input: { ...input, resources: null }, given: { ...given, resources: null } };
}

function refuseFutureFrom(from: string): void {
  try {
    refuseFuture(from, 'from', Date.now());
  } catch (error) {
    // Loops that version 0.1.0 accepted run on.
    if (patched('refuse-future-from')) throw error;
  }
}

function create({ input, given }: Accepted, tools: LoopTools): LoopParts<LoopStatus, LoopEnd> {
  const { show, settle } = tools;
  const { repository } = input;
  const [owner = ''] = repository.split('/');
  const loop = openRepository(input, tools);
  const stats = createStatsSeries(loop, show, settle);
  return {
    name: repository,
    given,
    cycle: (isUrgent) =>
      runCycle({ loop, show, startStats: stats.start, handOver: (to) => handOver(given, to) }, isUrgent),
    carry: () => carryRepository(loop),
    phase: () => phaseOfResources(loop),
    status: (phase, now) => statusOfRepository(loop, phase, now),
    describe: () => describeResources(loop),
    attributes: [
      { key: keywords.owner, value: owner },
      { key: keywords.repository, value: repository },
    ],
    record: (state, reason) => recordLoop(input, state, reason),
    planRest: (waitMs, cycleMs) => restOf(loop, waitMs, cycleMs),
    wakeRestMs: milliseconds(input.waits.wakeEvery, 'wakeEvery'),
    beside: stats,
    errand: createKpisErrand(loop),
  };
}

function recordLoop({ repository, every, resources }: SyncRepositoryInput, state: State, reason: string | null) {
  const { workflowId } = workflowInfo();
  return databaseActivities.recordLoop.executeWithOptions({ summary: `loop of ${repository}: ${state}` }, [
    { workflowId, repository, every, resources, state, reason },
  ]);
}

/** What every cycle writes of its repository says when the next one begins, unless this one took longer. */
const shortCycleMs = 5_000;

async function restOf(loop: RepositoryLoop, waitMs: number, cycleMs: number): Promise<number> {
  const isCalm = loop.resources.every(({ state }) => state === 'ok' || state === 'empty');
  if ((isCalm && cycleMs < shortCycleMs) || !patched('rest-is-planned')) return waitMs;
  const restMs = await planRest({ waits: loop.input.waits, waitMs, cycleMs });
  noteRest(loop, restMs);
  return restMs;
}

/** The loop under the new name goes on with the same rows; this one ends. */
async function handOver(given: object, to: string): Promise<LoopEnd> {
  try {
    await startChild(workflowTypes.syncRepository, {
      workflowId: syncWorkflowId(to),
      args: [{ ...given, repository: to }],
      staticSummary: loopSummary(to),
      // Who has started the loop, which it must not be asked again.
      memo: workflowInfo().memo,
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return { renamedTo: to };
}
