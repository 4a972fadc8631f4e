import type { Cell } from '../words/faces.ts';

/** A row of bars. */
export interface Series {
  /** In addresses and CSV. */
  id: string;
  title: string;
  cells: Mark[];
  /** Which of the quiet colours. */
  tone?: 'first' | 'second';
}

/** A bar, or what stands where there is none. */
export interface Mark extends Cell {
  /** Time that it stands for, as a text in UTC. */
  at: string;
  /** As a person says it. */
  name: string;
  /** Where its rows are shown. */
  href: string | null;
}
