/** What a comparison with GitHub has found so far. */
export interface ReconcileResult {
  repositories: number;
  /** Rows that were found, corrected, or found gone. */
  changed: number;
  /** Sentences about lists that could not be compared. */
  failures: string[];
  /** Sentences about what was not compared, and why; runs that began before it was told have none. */
  leftOut?: string[];
}

/** So many sentences go into a result, which is carried from run to run. */
const mostLeftOut = 100;

/** Notes what is not compared. */
export function leaveOut(result: ReconcileResult, sentences: readonly string[]): void {
  const all = [...(result.leftOut ?? []), ...sentences];
  result.leftOut = all.length > mostLeftOut ? [...all.slice(0, mostLeftOut - 1), 'And more.'] : all;
}
