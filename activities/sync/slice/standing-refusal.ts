import type { Outcome } from './outcome.ts';
import { isWaitedFor } from './refusals.ts';
import type { ResourceRow } from './resource-row.ts';
import type { SliceInput } from './slice.ts';

/**
 * What an earlier cycle was refused, and is not asked again yet: its time has not come, and GitHub counts repeated refusals against a
 * client. What a person may hasten is what a person may have mended. Null: it is asked.
 */
export function standingRefusal(row: ResourceRow, { isUrgent }: Pick<SliceInput, 'isUrgent'>): Outcome | null {
  const { state, refusedMs, refusals, nextTryAt } = row;
  if (refusedMs === null || (isUrgent && state !== 'limited')) return null;
  const told = { changed: 0, rows: row.rowsStored, reason: row.reason ?? state, waitMs: refusedMs };
  if (isWaitedFor({ state, refusals }, null)) return { ...told, kind: 'limited', until: nextTryAt ?? '' };
  return { ...told, kind: 'refused', state };
}
