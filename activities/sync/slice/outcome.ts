import type { Resource, State } from '../../../workflows/contract.ts';

/** How one slice of a resource ended; small, since it goes into the workflow's history. */
export type Outcome =
  /** Read to its end; `changed` rows were inserted, updated or removed, and `followers` are due now, as Postgres says. */
  | { kind: 'done'; state: State; changed: number; rows: number; followers?: Resource[] }
  /** The slice is over, the walk is not. */
  | { kind: 'more'; changed: number; rows: number }
  /** A limit of GitHub's stands until `until` (ISO). */
  | { kind: 'limited'; changed: number; rows: number; until: string; reason: string }
  /** GitHub does not give this resource, or not now. */
  | { kind: 'refused'; state: State; changed: number; rows: number; reason: string }
  /** Another workflow is at this resource just now. */
  | { kind: 'busy'; changed: number; rows: number };
