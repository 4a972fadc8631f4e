import type { Limited } from '../../github/ask.ts';
import type { CutOff } from '../lists/cut-off.ts';

/** How much of a chunk is read at once: the loop, and who asks for a cycle, waits no longer for the list. */
export const chunkBounds = { mostPages: 40, mostMs: 10_000 } as const;

/** How the reading of a chunk went. */
export type Filled =
  /** It was read to its end; `cutOff`: GitHub's list ends before. */
  | { kind: 'filled'; cutOff: CutOff | null }
  | { kind: 'over' }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; reason: string }
  /** The branch that it reads is there no more. */
  | { kind: 'lost' };
