import type { OwnerRules, StartedLoopInput } from '../../workflows/contract.ts';

/** What the activity gets that keeps the loops of an owner's repositories. */
export interface KeepLoopsInput {
  /** Of the owner's loop. */
  workflowId: string;
  /** Id, and login as GitHub writes it. */
  owner: { id: string; name: string };
  rules: OwnerRules;
  /** Input of the loops that are started. */
  repositories: StartedLoopInput;
  /** Names the cycle: each repository is gone through once in it. */
  sweep: string;
  /** The first cycle of a loop that a person has started: loops begin one after the other, and rules that fit nothing are a mistake. */
  isFirst: boolean;
}

/** One thing to do, as `sync/owner_loops_due` gives it. */
export interface DueLoop extends Record<string, unknown> {
  repository_id: string;
  name: string;
  action: 'start' | 'stop';
  left_out: string | null;
  workflow_id: string | null;
  place: number;
  kept: number;
  /** It never had a loop of this owner's. */
  is_first: boolean;
}
