/** What a comparison with GitHub has found so far. */
export interface ReconcileResult {
  repositories: number;
  /** Rows that were found, corrected, or found gone. */
  changed: number;
  /** Sentences about lists that could not be compared. */
  failures: string[];
}
