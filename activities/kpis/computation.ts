/** As Postgres gives it: a bigint beyond 2^53 stays a string. */
export type RepositoryId = number | string;

/** What is asked of a computation. */
export interface ComputationInput {
  /** `YYYY-MM`; empty: the touched months. */
  months: string[];
  /** Every month, touched or not. */
  all: boolean;
  /** Day (YYYY-MM-DD, UTC) at whose end the rows stand. */
  asOf: string;
  /** The day is over: only a missing snapshot is made, from today's rows and marked so; the monthly tables stay where they are. */
  isPast: boolean;
}

/** The same for one transaction. */
export interface ComputationRequest extends ComputationInput {
  /** Each once. */
  repositoryIds: RepositoryId[];
  computedAt: Date;
}

/**
 * Why a month counts anew: the source that has changed (`accounts`: who is a bot; `changes`: nobody said which), or one of these.
 * People read them in `report.recomputations`.
 */
export type Reason =
  'first computation' | 'another definition' | 'whole source' | 'another day' | 'asked for' | (string & {});

/** A month of a repository that counts anew. */
export interface Pair {
  repositoryId: RepositoryId;
  /** Its first day, YYYY-MM-DD. */
  month: string;
  /** Why; a month may have several reasons. */
  reasons: readonly Reason[];
  /** Of the source that a part of the family's tables needs from its beginning on. */
  hasWholeSource: boolean;
  /** Its rows may stand as they were counted while that was so. */
  hadWholeSource: boolean;
}

/** Rows that differed and were written, rows that went. */
export type Changes = { written: number; deleted: number };

export const noChanges: Changes = { written: 0, deleted: 0 };

export function addChanges(one: Changes, other: Changes): Changes {
  return { written: one.written + other.written, deleted: one.deleted + other.deleted };
}

/** First day of a month. */
export const firstDayOf = (day: string) => `${day.slice(0, 7)}-01`;
