import { milliseconds } from '../duration.ts';
import type { Errand } from '../loop/loop-parts.ts';
import { startKpisOf } from '../start-kpis-of.ts';
import type { RepositoryLoop } from './repository-loop.ts';

// Statistics often come seconds after the first load; without this, their numbers would wait for the next computation.
const waitForStatsMs = 5_000;

/**
 * Starts the computation of this repository's KPIs when rows changed, at most once in `kpisEvery`. It goes on by itself;
 * one that runs already may have read its marks before the newest rows came, so then it stays due.
 */
export function createKpisErrand(loop: RepositoryLoop): Errand {
  return {
    name: 'KPIs of what has changed',
    mark: () => `${loop.kpisDue} ${loop.isStatsRunning}`,
    dueAt: () => kpisDueAt(loop),
    async run() {
      const dueAt = kpisDueAt(loop);
      if (dueAt === null || dueAt > Date.now()) return;
      const { repository } = loop.input;
      loop.kpisDue = false;
      loop.kpisStartedAt = Date.now();
      if (!(await startKpisOf(repository))) loop.kpisDue = true;
    },
  };
}

function kpisDueAt({ kpisDue, kpisStartedAt, isStatsRunning, cycleEndedAt, input }: RepositoryLoop): number | null {
  if (!kpisDue) return null;
  const next = kpisStartedAt === null ? 0 : kpisStartedAt + milliseconds(input.waits.kpisEvery, 'kpisEvery');
  return isStatsRunning && cycleEndedAt !== null ? Math.max(next, cycleEndedAt + waitForStatsMs) : next;
}
