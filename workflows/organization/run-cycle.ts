import { workflowInfo } from '@temporalio/workflow';
import type { OwnerOutcome } from '../../activities/sync/owner/owner-outcome.ts';
import { databaseActivities, githubActivities } from '../activities.ts';
import { workflowTypes } from '../contract.ts';
import { failPlainly } from '../fail-plainly.ts';
import { isHistoryLong } from '../is-history-long.ts';
import type { CycleEnd } from '../loop/loop-parts.ts';
import { throughLimits } from '../loop/wait-for-limit.ts';
import { refusal } from '../refuse.ts';
import { noteFailure } from '../repository/note-outcome.ts';
import { readList } from '../repository/read-list.ts';
import { readWaves } from '../repository/read-waves.ts';
import { instantIn, setResource, statusOf } from '../repository/repository-loop.ts';
import { createNoteWait } from '../repository/waiting.ts';
import { timesOf } from '../times.ts';
import { noteStopped } from './organization-loop.ts';
import type { OrganizationLoop } from './organization-loop.ts';
import { shareOf, urgencyOf } from '../share.ts';

type Ready = Extract<OwnerOutcome, { kind: 'ready' }>;

interface OrganizationCycle<End> {
  loop: OrganizationLoop;
  show: () => void;
  /** Gives the owner to the loop of its new name. */
  handOver: (to: string) => Promise<End>;
}

/**
 * One cycle: the owner first, then the list of its repositories, then their loops. Loops are started and stopped only when the list
 * was read to its end in this very cycle: what could not be read says nothing of who has left.
 *
 * @param isUrgent a person waits for it (`syncNow`)
 * @throws ApplicationFailure when there is no such owner, or when the first cycle finds nothing that the rules keep
 */
export async function runOrganizationCycle<End>(
  parts: OrganizationCycle<End>,
  isUrgent: boolean,
): Promise<CycleEnd<End>> {
  const { loop, show, handOver } = parts;
  const { input } = loop;
  const times = timesOf(input.waits, input.every);
  const common = { ...times, isUrgent };
  const outcome = await openCycle(parts, common);
  if (outcome === null) return { kind: 'done', waitMs: times.everyMs };
  if (outcome.kind === 'renamed') return { kind: 'over', finish: () => handOver(outcome.to) };
  loop.hasSearchAttributes = outcome.hasSearchAttributes;
  if (outcome.kind === 'limited') return { kind: 'done', waitMs: times.everyMs };
  if (outcome.kind === 'refused') {
    const { state, reason, waitMs } = outcome;
    setResource(loop, 'owner', { state, reason, nextTryAt: instantIn(waitMs) });
    return { kind: 'done', waitMs: waitMs ?? (state === 'failed' ? times.everyMs : times.reprobeMs) };
  }
  const { plan, owner } = outcome;
  loop.resources = plan.map(statusOf);
  setResource(loop, 'owner', { state: 'ok', rows: 1 });
  show();
  const base = { ...common, subject: owner, repository: '', repositoryId: '', from: null };
  const left = await readWaves({
    plan,
    read: (resource) => readList(parts, { ...base, resource }, urgencyOf(plan, resource, base)),
    mayGoOn: (isFirst) => !loop.isPaused && (isFirst || !isHistoryLong()),
  });
  const list = loop.resources.find(({ resource }) => resource === 'owner_repositories');
  const isWhole = list?.state === 'ok' || list?.state === 'empty';
  const isThrough = !isWhole || loop.isPaused || (await keepLoops(parts, outcome));
  const isHalfRead = left.length > 0 || list?.state === 'loading' || !isThrough;
  if (isHistoryLong() && !loop.isPaused && isHalfRead) return { kind: 'unfinished' };
  return { kind: 'done', waitMs: times.everyMs };
}

async function openCycle(
  { loop, show }: Pick<OrganizationCycle<unknown>, 'loop' | 'show'>,
  common: ReturnType<typeof timesOf> & { isUrgent: boolean },
): Promise<OwnerOutcome | null> {
  const { fetchOwner } = githubActivities(loop.input.waits);
  const { owner, every } = loop.input;
  const input = {
    ...common,
    owner,
    workflowId: workflowInfo().workflowId,
    loop: { kind: workflowTypes.syncOrganization, every },
    resources: ['owner_repositories' as const],
  };
  const options = { ...shareOf(owner, common.isUrgent ? 'now' : 'cycle'), summary: `owner ${owner}` };
  try {
    return await throughLimits<OwnerOutcome>(
      loop,
      show,
      () => failPlainly(fetchOwner.executeWithOptions(options, [input])),
      createNoteWait(loop, 'owner'),
    );
  } catch (error) {
    noteFailure(loop, 'owner', error);
    return null;
  }
}

/**
 * Starts the loops of repositories that are kept, and stops those that this loop has started for others, slice by slice.
 *
 * @returns whether all were gone through
 */
async function keepLoops<End>({ loop, show }: OrganizationCycle<End>, { owner }: Ready): Promise<boolean> {
  const { include, exclude, archived, forks, repositories } = loop.input;
  const { workflowId, firstExecutionRunId } = workflowInfo();
  const input = {
    workflowId,
    owner: { id: owner.id, name: owner.name },
    rules: { include, exclude, archived, forks },
    repositories,
    // Unlike for every cycle of every start of this loop; a cycle that goes on in the next run keeps its number.
    sweep: `${firstExecutionRunId} ${loop.cycle}`,
    // The first cycle that comes so far; those before it were refused or failed.
    isFirst: loop.loops === null,
  };
  for (;;) {
    const summary = `loops of the repositories of ${owner.name}`;
    const step = await databaseActivities.keepRepositoryLoops.executeWithOptions({ summary }, [input]);
    if (step.unmatched !== null) {
      await databaseActivities.forgetLoop.executeWithOptions({ summary: `${owner.name}: its loop is forgotten` }, [
        { workflowId },
      ]);
      throw refusal(step.unmatched, 'NothingKept');
    }
    const { started = 0, stopped = 0 } = loop.loops ?? {};
    loop.loops = {
      listed: step.listed,
      kept: step.kept,
      started: started + step.started,
      stopped: stopped + step.stopped.length,
    };
    noteStopped(loop, step.stopped);
    show();
    if (step.isDone) return true;
    if (loop.isPaused || isHistoryLong()) return false;
  }
}
