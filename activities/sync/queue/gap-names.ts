/** Names of gaps that walks leave, by what is beside the rows that lack. */
export const gapNames = {
  /** @param at time of the row before them; null: they are the first */
  after: (at: string | null) => `rows after ${at ?? 'the beginning'}`,
  /** The same of a list that is read newest first. */
  before: (at: string | null) => (at === null ? 'the newest rows' : `rows before ${at}`),
  /** @param row how many rows are before it in a list that knows no times @param list which list, where there are several */
  place: (row: number, list = '') => `row ${row + 1}${list}`,
  /** @param sha the newest commit that came */
  newerThan: (sha: string) => `commits after ${sha}`,
} as const;
