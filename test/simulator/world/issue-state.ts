import type { Label } from './label.ts';
import type { Milestone } from './milestones.ts';
import type { User } from './user.ts';

/**
 * One issue or pull request at one moment. A change makes a new object, so that a list can be served as it was a while
 * ago. Addresses are not kept: they follow from the repository's present name (`issue-json.ts`).
 */
export interface IssueState {
  /** Grows with every change in the world; ETags are made of it. */
  version: number;
  id: number;
  number: number;
  title: string;
  body: string | null;
  user: User | null;
  labels: readonly (Label | string)[];
  assignees: readonly User[];
  milestone: Milestone | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  locked: boolean;
  comments: number;
  authorAssociation: string;
  pullRequest: { mergedAt: string | null; draft: boolean } | null;
  closedBy: User | null;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  /** Members of a recording that are served as they are. */
  recorded: Record<string, unknown> | null;
}

/** What a test may say about an issue; everything else gets a plain default. Logins and names stand for objects. */
export interface IssueDraft {
  id?: number;
  number?: number;
  title?: string;
  body?: string | null;
  user?: string | null;
  labels?: readonly string[];
  /** True: `labels` go out as bare strings, which GitHub's schema allows. */
  labelStrings?: boolean;
  assignees?: readonly string[];
  milestone?: string | null;
  state?: 'open' | 'closed';
  stateReason?: string | null;
  locked?: boolean;
  comments?: number;
  authorAssociation?: string;
  pullRequest?: boolean | { mergedAt?: string | Date | null; draft?: boolean };
  createdAt?: string | Date;
  updatedAt?: string | Date;
  closedAt?: string | Date | null;
  /** Login of who does it; default: the repository's first contributor. */
  by?: string;
}
