import { workflowInfo } from '@temporalio/workflow';
import type { CyclePlan } from '../../activities/sync/cycle/cycle-plan.ts';
import type { RepositoryOutcome } from '../../activities/sync/repository/repository-outcome.ts';
import { githubActivities } from '../activities.ts';
import type { Resource } from '../contract.ts';
import { milliseconds } from '../duration.ts';
import { failPlainly } from '../fail-plainly.ts';
import { isHistoryLong } from '../is-history-long.ts';
import type { CycleEnd } from '../loop/loop-parts.ts';
import { throughLimits } from '../loop/wait-for-limit.ts';
import { shareOf, urgencyOf } from '../share.ts';
import { timesOf } from '../times.ts';
import { openLanded, readLanded } from './landed-cycle.ts';
import { noteFailure } from './note-outcome.ts';
import { readList } from './read-list.ts';
import type { CycleParts, SliceBase } from './read-list.ts';
import { readWaves } from './read-waves.ts';
import { instantIn, setResource, setResources } from './repository-loop.ts';
import { createNoteWait } from './waiting.ts';

type Ready = Extract<RepositoryOutcome, { kind: 'ready' }>;

export interface RepositoryCycle<End> extends CycleParts {
  /** Starts the statistics beside the cycle. */
  startStats: (ready: Ready, base: SliceBase) => void;
  /** Gives the repository to the loop of its new name. */
  handOver: (to: string) => Promise<End>;
}

/**
 * One cycle: the repository first, which tells whether and where the rest may be read, and which of it is due; then its
 * lists. A resource that fails delays only itself; the next cycle tries it again.
 *
 * @param isUrgent a person waits for it (`syncNow`)
 * @throws ApplicationFailure when the repository does not exist
 */
export async function runCycle<End>(parts: RepositoryCycle<End>, isUrgent: boolean): Promise<CycleEnd<End>> {
  const { loop, show, startStats, handOver } = parts;
  const { input } = loop;
  const times = timesOf(input.waits, input.every);
  const common = { ...times, repository: input.repository, from: input.from, isUrgent };
  const outcome = await openCycle(parts, common);
  if (outcome === null) return { kind: 'done', waitMs: times.everyMs };
  if (outcome.kind === 'renamed') return { kind: 'over', finish: () => handOver(outcome.to) };
  loop.hasSearchAttributes = outcome.hasSearchAttributes;
  if (outcome.kind === 'ready' && outcome.isTouched) loop.kpisDue = true;
  if (outcome.kind === 'limited') return { kind: 'done', waitMs: times.everyMs };
  if (outcome.kind === 'refused') {
    const { state, reason, waitMs } = outcome;
    setResource(loop, 'repository', { state, reason, nextTryAt: instantIn(waitMs) });
    // A token that was refused may be mended at any time; what GitHub took away is looked at soon once, and daily from then on.
    return { kind: 'done', waitMs: waitMs ?? (state === 'failed' ? times.everyMs : times.reprobeMs) };
  }
  if (outcome.plan) setResources(loop, outcome.plan);
  else if (!loop.isPlanned) openLanded(loop);
  setResource(loop, 'repository', { state: 'ok', rows: 1 });
  show();

  const base = { ...common, repository: outcome.repository, repositoryId: outcome.repositoryId };
  if (outcome.stats.isDue) startStats(outcome, base);
  const left = outcome.plan ? await readPlanned(parts, base, outcome.plan) : await readLanded(parts, base, outcome);
  const isHalfRead = left.length > 0 || loop.resources.some(({ state }) => state === 'loading');
  if (isHistoryLong() && !loop.isPaused && isHalfRead) return { kind: 'unfinished' };
  return { kind: 'done', waitMs: times.everyMs };
}

function readPlanned(parts: CycleParts, base: SliceBase, plan: CyclePlan): Promise<Resource[]> {
  return readWaves({
    plan,
    read: (resource) => readList(parts, { ...base, resource }, urgencyOf(plan, resource, base)),
    // Every run reads something, or a cycle would be begun again for ever.
    mayGoOn: (isFirst) => !parts.loop.isPaused && (isFirst || !isHistoryLong()),
  });
}

async function openCycle(
  { loop, show }: CycleParts,
  common: Omit<SliceBase, 'repositoryId'>,
): Promise<RepositoryOutcome | null> {
  const { fetchRepository } = githubActivities(loop.input.waits);
  const { every, resources, waits } = loop.input;
  const input = {
    ...common,
    workflowId: workflowInfo().workflowId,
    every,
    resources,
    statsEveryMs: milliseconds(waits.statsEvery, 'statsEvery'),
    statsAttempts: waits.statsAttempts,
  };
  const options = {
    ...shareOf(input.repository, input.isUrgent ? 'now' : 'cycle'),
    summary: `repository of ${input.repository}`,
  };
  try {
    return await throughLimits<RepositoryOutcome>(
      loop,
      show,
      () => failPlainly(fetchRepository.executeWithOptions(options, [input])),
      createNoteWait(loop, 'repository'),
    );
  } catch (error) {
    noteFailure(loop, 'repository', error);
    return null;
  }
}
