import type { Step } from './peer.ts';

/** What each step is called in the report. */
export const titles: Record<Step, string> = {
  load: 'First load',
  idle: 'Run without news',
  change: 'Run after one changed issue',
};

/** The product, on servers that run already and on none. */
export const ours = { running: 'Repometer', nothing: 'Repometer from nothing' } as const;

/** What is measured of a step by a loader. */
export const nameOf = (step: Step, latencyMs: number, loader: string) => `${titles[step]}, ${latencyMs} ms, ${loader}`;
