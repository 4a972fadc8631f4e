import type { Repository } from '../world.ts';

/** GitHub's cache of statistics: each push empties it, and the first calls after that answer 202 while a job runs. */
export function createStatsCache() {
  const entries = new Map<number, { pushes: number; callsLeft: number }>();

  /** Counts a call; true while the statistics are still being computed. `calls`: how many 202 there are. */
  return function isPending(repository: Repository, calls: number): boolean {
    const known = entries.get(repository.id);
    const entry = known?.pushes === repository.pushes ? known : { pushes: repository.pushes, callsLeft: calls };
    entries.set(repository.id, entry);
    if (entry.callsLeft <= 0) return false;
    entry.callsLeft -= 1;
    return true;
  };
}

export type StatsCache = ReturnType<typeof createStatsCache>;
