import type { Resource, State } from '../../../workflows/contract.ts';

/** What is due now because rows have changed, whoever and whichever attempt stored them: Postgres says, no count of an attempt. */
export interface Due {
  /** Resources that follow this one. */
  followers?: Resource[];
  /** The summary tables are behind; histories recorded before it was told go by `changed`. */
  isTouched?: boolean;
}

/** How one slice of a resource ended; small, since it goes into the workflow's history. */
export type Outcome = Due & Total & Ended;

interface Total {
  /** How many rows there are or will be, for people who look; absent where nothing has changed. */
  total?: number | null;
}

type Ended =
  /** Read to its end; `changed` rows were inserted, updated or removed by this slice's last attempt. */
  | { kind: 'done'; state: State; changed: number; rows: number }
  /** The slice is over, the walk is not; the next one begins with this page of the resource. */
  | { kind: 'more'; changed: number; rows: number; page?: number }
  /** It is waited for: `waitMs` from now, which histories before 0.3.0 lack; `until` (ISO) is the same by Postgres' clock. */
  | { kind: 'limited'; changed: number; rows: number; until: string; waitMs?: number; reason: string }
  /** GitHub does not give this resource, or not now; it is asked again when `waitMs` have passed, which those histories lack, too. */
  | { kind: 'refused'; state: State; changed: number; rows: number; reason: string; waitMs?: number }
  /** Another workflow is at this resource just now. */
  | { kind: 'busy'; changed: number; rows: number };
