/** How long something is to be waited for, as an activity says it. */
export interface Limit {
  /** From now on; histories before 0.3.0 lack it. */
  waitMs?: number;
  /** ISO, by another clock than the workflow's. */
  until: string;
}

/** @returns milliseconds from now; by a difference, as the clocks of workers and of Postgres may be wrong */
export function msLeft({ waitMs, until }: Limit): number {
  return waitMs ?? Date.parse(until) - Date.now();
}
