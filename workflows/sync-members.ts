import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { accept } from './accept.ts';
import { databaseActivities } from './activities.ts';
import { keywords } from './attributes.ts';
import { boundSentences } from './bound-sentences.ts';
import { continueRun } from './continue-run.ts';
import type { PeopleResource, SyncMembersInput } from './contract.ts';
import { parseSyncMembersInput, requireMembersId } from './inputs/sync-members.ts';
import type { MembersResult } from './members/members-result.ts';
import { openPeople } from './members/open-people.ts';
import { readPeople } from './members/read-people.ts';
import type { PeoplePlan } from './members/read-people.ts';
import { refuseUnknownMessages } from './refuse-messages.ts';
import { refusal } from './refuse.ts';

/** What is left to do; a continued run gets it beside the input. */
interface Progress {
  /** Logins of organisations that were not begun. */
  left: string[];
  /** What is read of each. */
  resources: PeopleResource[];
  current: PeoplePlan | null;
  result: MembersResult;
}

/**
 * Looks at who belongs to organisations: members with their roles, teams and their people, outside collaborators, each whole. An
 * organisation that fails delays none of the others.
 *
 * @param inputs one object, see SyncMembersInput; without an owner all that a loop keeps, in bounded slices
 */
export async function syncMembers(...inputs: unknown[]): Promise<MembersResult> {
  refuseUnknownMessages([]);
  const isContinued = workflowInfo().continuedFromExecutionRunId !== undefined;
  const input = accept(() => {
    const parsed = parseSyncMembersInput(isContinued ? inputs.slice(0, 1) : inputs);
    requireMembersId(workflowInfo().workflowId, parsed.owner);
    return parsed;
  });
  const progress = (isContinued ? (inputs[1] as Progress | undefined) : undefined) ?? (await makeProgress(input));
  const { result } = progress;
  for (;;) {
    progress.current ??= await beginNext(progress, input);
    if (progress.current === null) break;
    const isDone = await readPeople(progress.current, result, input);
    boundSentences(result.failures);
    boundSentences(result.concealed);
    if (!isDone) await continueRun(inputs[0], progress);
    progress.current = null;
  }
  setCurrentDetails(`${result.owners} organisations read, ${result.changed} rows changed.`);
  return result;
}

async function makeProgress({ owner }: SyncMembersInput): Promise<Progress> {
  const { planMembers } = databaseActivities;
  const { owners, resources, leftOut } = await planMembers.executeWithOptions({ summary: 'what is to be read' }, [
    { owner },
  ]);
  return {
    left: owners,
    resources,
    current: null,
    result: { owners: 0, changed: 0, failures: [], concealed: [], leftOut },
  };
}

async function beginNext(progress: Progress, input: SyncMembersInput): Promise<PeoplePlan | null> {
  const { workflowId } = workflowInfo();
  const { resources, result } = progress;
  for (let owner = progress.left.shift(); owner !== undefined; owner = progress.left.shift()) {
    const isUrgent = input.owner !== null;
    const opened = await openPeople({ owner, resources, workflowId, isUrgent, waits: input.waits });
    if ('plan' in opened) {
      const { name } = opened.plan.owner;
      if (isUrgent && opened.hasSearchAttributes) upsertSearchAttributes([{ key: keywords.owner, value: name }]);
      return opened.plan;
    }
    // The one that was asked for by name must be there; one of all may have gone meanwhile.
    if (isUrgent) throw refusal(opened.reason, 'NoMembers');
    result.failures.push(opened.reason);
  }
  return null;
}
