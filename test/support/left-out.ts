import type { News } from './shared-run.ts';

/** Tests that this process did not register, and why; told at the end of a run. */
export const leftOut: Extract<News, { kind: 'leftOut' }>[] = [];
