import type { State } from '../../workflows/contract.ts';

/** What an answer means for the caller; every kind has one consequence. */
export type Verdict =
  | { kind: 'ok' }
  | { kind: 'not-modified' }
  | { kind: 'computing' }
  | { kind: 'empty' }
  | { kind: 'moved'; location: string }
  /** For the token as a whole; `isGrowing`: GitHub does not say for how long. */
  | { kind: 'limited'; limit: 'primary' | 'secondary'; waitMs: number; isGrowing: boolean; reason: string }
  /** Known to mean this state. */
  | { kind: 'refused'; state: State; reason: string }
  /** May pass by itself; told several times in a row it means this state (`limited`: never another one). */
  | { kind: 'passing'; state: State; reason: string }
  | { kind: 'depth'; reason: string }
  | { kind: 'transient'; reason: string };
