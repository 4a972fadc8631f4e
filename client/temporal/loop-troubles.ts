import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { loopTypes } from '../../workflows/contract.ts';
import type { LoopName } from './loop-name.ts';
import { isNotFound } from './temporal-errors.ts';

/** A loop as Postgres knows it. */
export interface KnownLoop extends LoopName {
  /** Its next cycle should have begun more than a cycle ago. */
  isOverdue: boolean;
}

/** What Temporal knows of a loop and Postgres does not. */
export interface LoopTrouble {
  workflowId: string;
  /** A sentence. */
  found: string;
  /** What to do, a sentence. */
  advice: string;
}

/** Looked at one by one even where nothing is wrong with them: an answer each. */
const fewLoops = 50;
const atOnce = 8;
const shownMessage = 300; // characters

/**
 * Compares the loops that Postgres knows with their workflows: those that have ended although nobody removed them, those whose
 * workflow tasks fail, and those with an activity that fails again and again.
 *
 * @param loops all of them, or those that a person asks for
 * @param options `mostDescribed`: of more loops than these the server is asked which of them are worth a look
 */
export async function readLoopTroubles(
  client: Client,
  loops: KnownLoop[],
  { mostDescribed = fewLoops } = {},
): Promise<LoopTrouble[]> {
  const isAll = loops.length <= mostDescribed;
  const [running, failing] = isAll ? [new Set<string>(), new Set<string>()] : await listRunning(client);
  const suspects = isAll
    ? loops
    : loops.filter(({ workflowId, isOverdue }) => isOverdue || failing.has(workflowId) || !running.has(workflowId));
  const troubles: LoopTrouble[] = [];
  for (let first = 0; first < suspects.length; first += atOnce) {
    const some = suspects.slice(first, first + atOnce);
    const told = await Promise.all(some.map((loop) => lookAt(client, loop)));
    troubles.push(...told.flat());
  }
  return troubles;
}

/** Ids of running loops, and of those whose workflow tasks fail. */
async function listRunning(client: Client): Promise<[Set<string>, Set<string>]> {
  const isLoop = `ExecutionStatus = 'Running' and WorkflowType in ('${loopTypes.join("', '")}')`;
  const running = await idsOf(client, isLoop);
  // Servers before 1.29 do not know the attribute: then overdue loops alone are looked at.
  const failing = await idsOf(client, `${isLoop} and TemporalReportedProblems is not null`).catch(
    () => new Set<string>(),
  );
  return [running, failing];
}

async function idsOf(client: Client, query: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query })) ids.add(workflowId);
  return ids;
}

async function lookAt(client: Client, { workflowId, name, command }: KnownLoop): Promise<LoopTrouble[]> {
  const again = `"repometer ${command} add ${name}" starts it again, "repometer ${command} remove ${name}" forgets it.`;
  const described = await describe(client, workflowId);
  if (described === null) {
    return [{ workflowId, found: `The loop of ${name} does not exist in Temporal any more.`, advice: again }];
  }
  const { status, closeTime, raw } = described;
  if (status.name !== 'RUNNING') {
    const when = closeTime ? ` at ${closeTime.toISOString()}` : '';
    const how = status.name.toLowerCase().replaceAll('_', ' ');
    return [{ workflowId, found: `The loop of ${name} is ${how}${when}: nobody keeps it.`, advice: again }];
  }
  const ui = `Temporal's UI shows ${workflowId}, and the worker's log says why`;
  const attempt = raw.pendingWorkflowTask?.attempt ?? 0;
  if (attempt > 1) {
    const found = `The loop of ${name} cannot go on: its workflow task has failed ${attempt - 1} times.`;
    return [{ workflowId, found, advice: `${ui}; "repometer ${command} remove ${name}" ends it.` }];
  }
  const failing = (raw.pendingActivities ?? []).filter(({ lastFailure }) => lastFailure);
  return failing.map(({ activityType, attempt: tries, lastFailure }) => {
    const message = (lastFailure?.message ?? 'no message').slice(0, shownMessage);
    const found = `${activityType?.name ?? 'An activity'} of ${name} failed ${(tries ?? 1) - 1} times: ${message}`;
    return { workflowId, found, advice: `It is tried again; ${ui}.` };
  });
}

/** @returns null when Temporal does not know the workflow (any more) */
async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | null> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
