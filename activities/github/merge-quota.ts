/** What an answer tells of the hourly quota. */
export interface Quota {
  quota: number;
  remaining: number;
  /** By the steady clock of this process (`performance.now()`), milliseconds. */
  resetMs: number;
}

// Two answers of one window name the same reset, but for what rounding, the way and a busy machine take; windows are an hour apart.
const sameWindowMs = 600_000;

/**
 * Two answers, in whatever order they came: of the same window the lowest number is true, of two windows the later one
 * is. The last answer of a window that is used up must not empty the next one.
 */
export function mergeQuota(seen: Quota | null, told: Quota): Quota {
  if (seen === null || told.resetMs > seen.resetMs + sameWindowMs) return told;
  if (told.resetMs < seen.resetMs - sameWindowMs) return seen;
  return { ...told, remaining: Math.min(told.remaining, seen.remaining) };
}
