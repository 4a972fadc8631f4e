import type { Resource, ResourceStatus } from '../../../workflows/contract.ts';
import type { CyclePlan } from '../cycle/cycle-plan.ts';
import type { LookRefused } from '../cycle/refuse-subject.ts';
import type { StatsPlan } from './plan-stats.ts';

/** What the first look of a cycle gives; recorded, so that a loop replays. */
export type RepositoryOutcome =
  | {
      kind: 'ready';
      repositoryId: string;
      /** As GitHub writes it. */
      repository: string;
      hasSearchAttributes: boolean;
      pushedAt: string | null;
      stats: StatsPlan;
      /** What the cycle is to do; histories recorded before it was told have `due` and `standing` instead. */
      plan?: CyclePlan;
      /** The summary tables are behind: a worker was killed, or a rebuild has come between. */
      isTouched?: boolean;
      /** Lists that were to be asked, whatever the issue list said. */
      due?: Resource[];
      /** Where the others stood; told to a loop's first cycle. */
      standing?: ResourceStatus[];
    }
  /** The repository has another name now; the loop under that name goes on. */
  | { kind: 'renamed'; to: string }
  | LookRefused;
