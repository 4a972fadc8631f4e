import { msLeft } from './ms-left.ts';
import type { Limit } from './ms-left.ts';
import { tellInstant } from './tell-instant.ts';

/** What a timer in Temporal's UI says that waits for a limit: why, and until when. */
export function limitSummary(limit: Limit & { reason: string }): string {
  return `${limit.reason} Goes on at ${tellInstant(Date.now() + msLeft(limit))}.`;
}
