import { processTree } from '../../support/process-tree.ts';
import { readProcessUse } from '../process-use.ts';
import type { ProcessUse } from '../process-use.ts';

const sampleMs = 100;

function usesOf(roots: readonly number[]): ProcessUse[] {
  return roots.flatMap(processTree).flatMap((pid) => {
    try {
      return [readProcessUse(pid)];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}

/** CPU seconds of processes that live, and of all that descend from them, ended ones too. */
export function cpuOfTrees(roots: readonly number[]): number {
  return usesOf(roots).reduce((sum, { cpuSeconds, endedCpuSeconds }) => sum + cpuSeconds + endedCpuSeconds, 0);
}

/** CPU seconds of those children of this process that have ended, and of theirs. */
export const cpuOfEnded = () => readProcessUse(process.pid).endedCpuSeconds;

/**
 * Looks ten times a second at what processes and all that descend from them hold at once. What they share is counted for each.
 *
 * @param roots asked each time, since some begin later
 * @returns ends it, and tells the most, in MiB
 */
export function watchMemory(roots: () => readonly number[]): () => number {
  let peakMib = 0;
  const look = () => {
    // One that has ended and was not collected yet holds nothing.
    const held = usesOf(roots()).map(({ presentMib }) => presentMib || 0);
    peakMib = Math.max(
      peakMib,
      held.reduce((sum, mib) => sum + mib, 0),
    );
  };
  // Where nobody ends it, after a failure, it holds nothing up.
  const timer = setInterval(look, sampleMs).unref();
  return () => {
    clearInterval(timer);
    look();
    return peakMib;
  };
}
