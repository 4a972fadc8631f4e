/** A range of a list's time, half-open; times as GitHub writes them. */
export interface Range {
  /** Null: from the beginning of the list. */
  since: string | null;
  until: string;
}

interface Known {
  /** What is complete begins here; null: everything is complete. */
  completeFrom: string | null;
  /** What was read apart from it, newest first. */
  islands: readonly Range[];
}

interface Wanted {
  /** Null: from the beginning. */
  from: string | null;
  /** Null: up to what is complete. */
  to: string | null;
}

/** What is still to be read. */
export interface Missing {
  /** What lies from here on is read. */
  until: string;
  /** What lies before is not wanted, or read; null: from the beginning of the list. */
  floor: string | null;
  /** It ends where what is complete begins. */
  isContiguous: boolean;
}

/**
 * The newest range that is wanted and was not read yet. What is complete grows downwards, so that it never has a hole.
 *
 * @returns null when everything that is wanted was read
 */
export function nextRange({ completeFrom, islands }: Known, { from, to }: Wanted): Missing | null {
  if (completeFrom === null) return null;
  let until: string | null = to !== null && to < completeFrom ? to : completeFrom;
  for (const { since, until: end } of islands) {
    if (until !== null && end >= until && (since === null || since < until)) until = since;
  }
  if (until === null || (from !== null && from >= until)) return null;
  const below: Range | undefined = islands.find(({ until: end }) => end < (until as string));
  const floor = below !== undefined && (from === null || below.until > from) ? below.until : from;
  return { until, floor, isContiguous: until === completeFrom };
}
