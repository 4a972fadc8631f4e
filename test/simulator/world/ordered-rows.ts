import type { IssueState } from './issue-state.ts';

export type SortName = 'created' | 'updated' | 'comments';

/** What a list is sorted by: epoch milliseconds, or the number of comments. Ties go by id. */
export function sortKey(sort: SortName, state: IssueState): number {
  if (sort === 'updated') return state.updatedAt;
  return sort === 'created' ? state.createdAt : state.comments;
}

/** The first index of the ascending `rows` whose (key, id) is at or behind the given one; `after`: strictly behind. */
export function position(rows: readonly IssueState[], sort: SortName, key: number, id: number, after = false): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] as IssueState;
    const difference = sortKey(sort, row) - key || row.id - id;
    if (difference < 0 || (after && difference === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sorts ascending by (key, id), in a new array. */
export function sortRows(rows: Iterable<IssueState>, sort: SortName): IssueState[] {
  return [...rows].sort((one, other) => sortKey(sort, one) - sortKey(sort, other) || one.id - other.id);
}

/**
 * Sorted lists that are made when first asked for and then kept up to date row by row: re-sorting fifty thousand rows
 * for every change would dominate a test that changes rows between pages.
 */
export function createOrderedRows(present: () => Iterable<IssueState>) {
  const lists = new Map<SortName, IssueState[]>();

  function ascending(sort: SortName): readonly IssueState[] {
    const known = lists.get(sort);
    if (known) return known;
    const made = sortRows(present(), sort);
    lists.set(sort, made);
    return made;
  }

  function replace(before: IssueState | null, after: IssueState | null): void {
    for (const [sort, rows] of lists) {
      // A row that stays where it is, as where a label is renamed on ten thousand issues, moves no others.
      if (before && after && before.id === after.id && sortKey(sort, before) === sortKey(sort, after)) {
        rows[position(rows, sort, sortKey(sort, before), before.id)] = after;
        continue;
      }
      if (before) rows.splice(position(rows, sort, sortKey(sort, before), before.id), 1);
      if (after) rows.splice(position(rows, sort, sortKey(sort, after), after.id), 0, after);
    }
  }
  return { ascending, replace };
}
