import type { OwnerType, Subject } from '../../github/subject.ts';
import type { CyclePlan } from '../cycle/cycle-plan.ts';
import type { LookRefused } from '../cycle/refuse-subject.ts';

/** An owner as its lists are asked for. */
export interface OwnerSubject extends Subject {
  kind: 'owner';
  type: OwnerType;
}

/** What the first look of an owner's cycle gives; recorded, so that a workflow replays. */
export type OwnerOutcome =
  | {
      kind: 'ready';
      owner: OwnerSubject;
      hasSearchAttributes: boolean;
      /** What the cycle is to do. */
      plan: CyclePlan;
    }
  /** The owner has another name now. */
  | { kind: 'renamed'; to: string }
  | LookRefused;
