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
