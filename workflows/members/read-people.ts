import { setCurrentDetails } from '@temporalio/workflow';
import type { CyclePlan } from '../../activities/sync/cycle/cycle-plan.ts';
import type { OwnerSubject } from '../../activities/sync/owner/owner-outcome.ts';
import { githubActivities } from '../activities.ts';
import type { Resource, SyncMembersInput } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { readToEnd } from '../reconcile/read-to-end.ts';
import { readWaves } from '../repository/read-waves.ts';
import { timesOf } from '../times.ts';
import type { MembersResult } from './members-result.ts';
import { shareOf } from '../share.ts';

/** An organisation whose lists of people are read; a continued run gets what is left of it. */
export interface PeoplePlan {
  owner: OwnerSubject;
  plan: CyclePlan;
}

/** A look a day: what rests for less is asked with each. */
const rests = { every: '24h', reprobe: '20h', followEvery: '20h' } as const;

/** States in which GitHub does not tell this token, and no time mends it. */
const concealing: readonly string[] = ['forbidden', 'missing', 'disabled'];

/**
 * Reads the lists of an organisation's people, as the plan orders them. One that is refused or fails delays none of the others.
 *
 * @returns false when the history is long and the next run must go on
 */
export async function readPeople(
  current: PeoplePlan,
  result: MembersResult,
  { waits, owner: asked }: SyncMembersInput,
): Promise<boolean> {
  const { owner, plan } = current;
  const unread = new Set<Resource>();
  const { syncList } = githubActivities(waits);
  const times = timesOf({ ...waits, reprobe: rests.reprobe, followEvery: rests.followEvery }, rests.every);

  async function read(resource: Resource): Promise<{ followers: Resource[] }> {
    let page: number | undefined;
    const slice = {
      ...times,
      ...{ subject: owner, repository: owner.name, repositoryId: owner.id, resource, from: null },
      // Who names an organisation waits for it.
      isUrgent: asked !== null,
    };
    const readSlice = async () => {
      const summary = `${resource} of ${owner.name}${page === undefined ? '' : `, from page ${page}`}`;
      const options = { ...shareOf(owner.name, asked === null ? 'background' : 'cycle'), summary };
      const outcome = await syncList.executeWithOptions(options, [slice]);
      page = outcome.kind === 'more' ? outcome.page : page;
      return outcome;
    };
    const isRead = await readToEnd({
      of: owner.name,
      resource,
      read: readSlice,
      result,
      onRefused: ({ state, reason }) => {
        const sentences = concealing.includes(state) ? result.concealed : result.failures;
        sentences.push(`${owner.name} ${resource}: ${reason}`);
      },
    });
    if (!isRead) unread.add(resource);
    return { followers: [] };
  }

  setCurrentDetails(`${owner.name}: reading who belongs to it.`);
  const left = await readWaves({ plan, read, mayGoOn: () => unread.size === 0 && !isHistoryLong() });
  for (const resource of left) unread.add(resource);
  current.plan = plan.map((part) => ({ ...part, isDue: unread.has(part.resource) }));
  if (unread.size === 0) result.owners += 1;
  return unread.size === 0;
}
