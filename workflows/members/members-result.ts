/** What looks at the people of organisations have come to so far. */
export interface MembersResult {
  owners: number;
  /** Rows that are new, different, or found gone. */
  changed: number;
  /** Sentences about what could not be read. */
  failures: string[];
  /** Sentences about what GitHub does not tell this token. */
  concealed: string[];
  /** Sentences about organisations that were not looked at. */
  leftOut: string[];
}

/** So many sentences of a kind go into a result, which is carried from run to run. */
const mostTold = 100;

/** Keeps the sentences of a result within bounds. */
export function boundSentences({ failures, concealed }: MembersResult): void {
  for (const sentences of [failures, concealed]) {
    if (sentences.length > mostTold) sentences.splice(mostTold - 1, Infinity, 'And more.');
  }
}
