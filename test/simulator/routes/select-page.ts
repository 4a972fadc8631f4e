import type { IssueState } from '../world/issue-state.ts';
import { position, type SortName } from '../world/ordered-rows.ts';
import type { Cursor } from './cursor.ts';

export interface Selection {
  /** Ascending by (key, id). */
  rows: readonly IssueState[];
  sort: SortName;
  direction: 'asc' | 'desc';
  perPage: number;
  /** From 1; counts only without a cursor. */
  page: number;
  after: Cursor | null;
  before: Cursor | null;
}

export interface SelectedPage {
  rows: IssueState[];
  hasPrevious: boolean;
  hasNext: boolean;
  total: number;
}

/**
 * One page of a sorted list. A cursor is a predicate on the sort key and the id, not a position: rows that move while a
 * walk goes on come again ahead of it, but none is skipped.
 */
export function selectPage(selection: Selection): SelectedPage {
  const { rows, direction } = selection;
  const total = rows.length;
  const [start, end] = bounds(selection);
  const selected: IssueState[] = [];
  for (let index = start; index < end; index += 1) {
    selected.push(rows[direction === 'asc' ? index : total - 1 - index] as IssueState);
  }
  return { rows: selected, hasPrevious: start > 0, hasNext: end < total, total };
}

/** Start and end in the order that the client sees. */
function bounds({ rows, sort, direction, perPage, page, after, before }: Selection): [number, number] {
  const total = rows.length;
  /** How many rows lie at or before the cursor's place, seen in the client's order. */
  const passed = (cursor: Cursor, isInclusive: boolean) =>
    direction === 'asc'
      ? position(rows, sort, cursor.key, cursor.id, isInclusive)
      : total - position(rows, sort, cursor.key, cursor.id, !isInclusive);
  if (before) {
    const end = passed(before, false);
    return [Math.max(end - perPage, 0), end];
  }
  const start = Math.min(after ? passed(after, true) : (page - 1) * perPage, total);
  return [start, Math.min(start + perPage, total)];
}
