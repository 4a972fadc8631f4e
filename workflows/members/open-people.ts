import { ActivityFailure, sleep } from '@temporalio/workflow';
import { githubActivities } from '../activities.ts';
import { membersWorkflowId } from '../contract.ts';
import type { PeopleResource, Waits } from '../contract.ts';
import { limitSummary } from '../limit-summary.ts';
import { msLeft } from '../ms-left.ts';
import { timesOf } from '../times.ts';
import type { PeoplePlan } from './read-people.ts';
import { shareOf } from '../share.ts';

interface Opening {
  /** Login, as a person gave it or a loop keeps it. */
  owner: string;
  /** What is to be read, as an activity has told. */
  resources: PeopleResource[];
  workflowId: string;
  isUrgent: boolean;
  waits: Waits;
}

/** An organisation whose people can be read, or a sentence that says why not. */
export type Opened = { plan: PeoplePlan; hasSearchAttributes: boolean } | { reason: string };

/** Looks at the account itself, through limits: whether it is there, and an organisation. */
export async function openPeople({ owner, resources, workflowId, isUrgent, waits }: Opening): Promise<Opened> {
  const { fetchOwner } = githubActivities(waits);
  const order = { ...timesOf(waits, '24h'), owner, workflowId, loop: null, resources, isUrgent };
  try {
    for (;;) {
      const options = { ...shareOf(owner, isUrgent ? 'now' : 'background'), summary: `${owner} itself` };
      const outcome = await fetchOwner.executeWithOptions(options, [order]);
      switch (outcome.kind) {
        case 'limited':
          await sleep(Math.max(1000, msLeft(outcome)), { summary: limitSummary(outcome) });
          continue;
        case 'refused':
          return { reason: `${owner}: ${outcome.reason}` };
        case 'renamed':
          return {
            reason: `${owner} is called ${outcome.to} now; its members are those of ${membersWorkflowId(outcome.to)}.`,
          };
        case 'ready':
          break;
      }
      if (outcome.owner.type !== 'Organization') {
        return { reason: `${outcome.owner.name} is a user; organisations alone have members and teams.` };
      }
      const { hasSearchAttributes, plan } = outcome;
      return { plan: { owner: outcome.owner, plan: askAll(plan) }, hasSearchAttributes };
    }
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return { reason: error.cause?.message ?? error.message };
  }
}

/** A look a day is for everything, whenever the last one was. */
const askAll = (plan: PeoplePlan['plan']) => plan.map((part) => ({ ...part, isDue: part.isList }));
