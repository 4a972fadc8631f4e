import type { Row } from '../data/ask.ts';

/** Rows that a bar stands for: which list has them, and how they are told. */
export interface RowsBehind {
  /** `New contributors`. */
  title: string;
  /** Below /api/v1. */
  list: string;
  /** View of the schema report. */
  view: string;
  filters: { from: string; to: string } & Record<string, string>;
  /** Column of the view that `from` and `to` are about. */
  time: string;
  kind: 'people' | 'items' | 'releases';
  /** Where the list has others, too. */
  keep?: (row: Row) => boolean;
  /** The same, as a condition of SQL. */
  where?: string;
  /** Where the bar is no count of them. */
  isMeasured?: true;
}
