import type { Truth } from '../../simulator/truth.ts';

/** A row as a typed table should have it: values by column, instants as ISO strings, without `repository_id`. */
export type TypedRow = Record<string, unknown>;

export interface TypedTable {
  /** With its schema, such as `github.issue`. */
  name: string;
  /** Columns that name a row within its repository; none: the table has one row for it. */
  key: readonly string[];
  /** Columns of which GitHub's answers tell nothing: when we looked, and what is compared elsewhere. */
  leftOut: readonly string[];
  /** Which stored rows are compared, as SQL; absent: all of the repository. */
  only?: string;
  /** The rows that a perfect reader has. */
  rows: (facts: Truth) => TypedRow[];
}

/** An account as rows embed it; of the empty object that commits may have, nothing is known. */
export type Account = { id?: number; login?: string; type?: string } | null | undefined;

export const idOf = (account: Account): number | null => account?.id ?? null;

export const instant = (at: string | null | undefined): string | null => (at ? new Date(at).toISOString() : null);

/** Text as Postgres can hold it: U+0000 and halves of surrogate pairs become U+FFFD. */
export const cleaned = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

/** Whether a row of GitHub's has text that Postgres cannot hold, wherever in it. */
export function needsCleaning(value: unknown): boolean {
  if (typeof value === 'string') return cleaned(value) !== value;
  return typeof value === 'object' && value !== null && Object.values(value).some(needsCleaning);
}
