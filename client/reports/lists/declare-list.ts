import type { Columns } from './column-kinds.ts';

/** A filter by one column of a list. */
export interface ListFilter {
  /** As the address has it. */
  name: string;
  column: string;
  /** `equal`: the same, in any case where it is a text; `contains`: a list that has it. */
  match?: 'equal' | 'contains';
  /** What can be asked for; anything where none are named. */
  values?: readonly string[];
  /** Rows of each value are counted as they are written, so it may be asked of all repositories at once. */
  isKept?: true;
}

/** A list that the API has: everything that is known of it. A new one needs no more. */
export interface ListDeclaration {
  /** Below /api/v1. */
  path: string;
  /** View of the schema report; its file says what one row is, what rows are sorted by and which column is their time. */
  view: string;
  /** What it is, in a line. */
  title: string;
  /** Every column of the view. */
  columns: Columns;
  /** Where the list is a part of its view: the rows with this value alone. */
  only?: { column: string; value: string };
  /** Names that differ from the view's. */
  names?: Readonly<Record<string, string>>;
  filters?: readonly ListFilter[];
  /** Other columns than the view's time that `from` and `to` can be about, by the parameter `by`. */
  times?: readonly string[];
  /**
   * Whose rows. `repository`: of one, of an owner's or of all, which are counted as they are written; `one repository`: it must be
   * named, since nobody keeps count of all; `owner`: of an owner or of all; `none`.
   */
  subject: 'repository' | 'one repository' | 'owner' | 'none';
  /** All rows are reckoned, or sorted, whichever are shown: who asks within a second of another gets the same answer. */
  isReckoned?: true;
  /** Shown newest first unless told otherwise. */
  isNewestFirst?: true;
}
