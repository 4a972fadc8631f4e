import { drawLine } from './draw-board.ts';
import type { Progress } from './measure-progress.ts';

const progressEveryMs = 5_000;

interface Said {
  atMs: number;
  line: string;
  state: string;
}

/**
 * Lines for a log instead of a board: one for each resource whose state changed, and for one that only moves, one every
 * five seconds.
 *
 * @returns a function that takes the resources and the time in milliseconds, and gives the lines to write
 */
export function createChangedLines(): (progress: Progress[], nowMs: number) => string[] {
  const said = new Map<string, Said>();
  return (progress, nowMs) =>
    progress.flatMap((one) => {
      const key = `${one.repository} ${one.resource}`;
      const line = drawLine(one);
      const last = said.get(key);
      const isNews = last === undefined || last.state !== one.state;
      const isDue = last !== undefined && last.line !== line && nowMs - last.atMs >= progressEveryMs;
      if (!isNews && !isDue) return [];
      said.set(key, { atMs: nowMs, line, state: one.state });
      return [line];
    });
}
