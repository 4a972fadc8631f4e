/** What answers have told of the size of pages; kept in Postgres while it is not the full one. */
export interface PageSize {
  size: number;
  /** Pages of this size that came, one after the other. */
  good: number;
  /** How many have to come before a larger one is asked for. */
  need: number;
  /** It has grown to this size, and no such page has come yet. */
  isGrown: boolean;
}

const [leastNeed, mostNeed] = [2, 64];

/**
 * The sizes that pages may have, each a part of the one before: a smaller page never lies across the end of a larger one, so
 * the number of a page is counted anew without leaving a row out.
 *
 * @param most rows of the largest @returns from the largest down to one row: 100, 50, 25, 5, 1
 */
export function stepsOf(most: number): number[] {
  const steps = [most];
  for (let size = most, divisor = 2; size > 1;) {
    if (size % divisor === 0) steps.push((size /= divisor));
    else divisor += 1;
  }
  return steps;
}

/** The largest size up to this one of which a page begins behind so many rows. */
export function sizeAt(row: number, size: number): number {
  return stepsOf(size).find((step) => row % step === 0) ?? 1;
}

export type PageSizes = ReturnType<typeof createPageSizes>;

/**
 * How large the next page may be. It shrinks at once and grows again slowly: each time that a larger page fails once more, twice as
 * many have to come before the next attempt.
 *
 * @param most GitHub's own bound
 * @param told what earlier answers have told; null: nothing, the full size
 */
export function createPageSizes(most: number, told: PageSize | null) {
  const steps = stepsOf(most);
  let known = told !== null && steps.includes(told.size) ? told : null;
  /** Tried since a larger one failed; it counts once a page of it has come. */
  let trying: { size: number; need: number } | null = null;
  let answers = 0;

  function grow(grown: PageSize): PageSize | null {
    if (grown.good < grown.need) return grown;
    if (grown.size === most) return null;
    const larger = steps[steps.indexOf(grown.size) - 1] ?? most;
    return { size: larger, good: 0, need: grown.need, isGrown: true };
  }

  return {
    /** Rows of the next page. */
    size: () => trying?.size ?? known?.size ?? most,
    /** Whether pages are known to have been too large: then a failure says the same again. */
    isKnown: () => known !== null,
    /** Whether any page has come in this run. */
    hasAnswered: () => answers > 0,
    /** A page of this size failed. @param isToEnd the smallest is tried next, not the next smaller one */
    failed(asked: number, isToEnd = false): void {
      const smaller = isToEnd ? 1 : (steps[steps.indexOf(asked) + 1] ?? 1);
      const need =
        known?.isGrown && asked >= known.size ? Math.min(mostNeed, known.need * 2) : (known?.need ?? leastNeed);
      if (trying === null || smaller < trying.size) trying = { size: smaller, need };
    },
    /** A page of this size came. */
    answered(asked: number): void {
      answers += 1;
      if (trying !== null && asked <= trying.size) {
        known = { ...trying, good: 0, isGrown: false };
        trying = null;
      }
      if (known !== null && asked >= known.size) known = grow({ ...known, good: known.good + 1, isGrown: false });
    },
    /** GitHub counts pages only so far, and smaller ones do not reach as far as this. */
    tooSmall(asked: number): void {
      const larger = steps[steps.indexOf(asked) - 1] ?? most;
      known = { size: larger, good: 0, need: known?.need ?? leastNeed, isGrown: false };
      trying = null;
    },
    /** What is to be kept. */
    known: () => known,
  };
}
