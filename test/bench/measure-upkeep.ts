import type { Pool } from 'pg';
import { computeRepositoryKpis } from '../../activities/kpis/compute-repository-kpis.ts';
import { kpisWorkflowId, syncWorkflowId } from '../../workflows/contract.ts';
import { benchName } from './bench-repository.ts';
import { loadRepository } from './load.ts';
import { measureCycle, settled } from './measure-cycle.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions, Scenario } from './options.ts';
import type { Stage } from './stage.ts';

/** Of a single issue each. */
const changes = 3;

/** What a loaded repository costs from then on: an idle cycle, the history of its loop, and KPIs after one change. */
export async function measureUpkeep(stage: Stage, measures: Measures, options: BenchOptions): Promise<void> {
  const isWanted = (scenario: Scenario) => options.only.includes(scenario);
  const load = await loadRepository(stage, { latencyMs: 0, connections: 4, profile: options.profile });
  try {
    await settled(stage, 1);
    await stage.client.workflow.getHandle(kpisWorkflowId(benchName)).result();
    if (isWanted('history')) await measureHistory(stage, measures);
    if (isWanted('idle')) await measureCycle(stage, load.db, measures, 'Idle cycle');
    if (isWanted('change')) {
      for (let change = 1; change <= changes; change += 1) {
        await stage.github.closeIssue();
        await measureCycle(stage, load.db, measures, 'Cycle after one changed issue');
        await measureKpis(load.db, measures);
      }
    }
  } finally {
    await load.close();
  }
}

async function measureHistory({ client }: Stage, measures: Measures): Promise<void> {
  const { historyLength, historySize } = await client.workflow.getHandle(syncWorkflowId(benchName)).describe();
  measures.absolute('History of the loop after the first load', 'events', historyLength);
  measures.absolute('History of the loop after the first load: size', 'KiB', (historySize ?? 0) / 1024);
}

async function measureKpis(db: Pool, { ratio, absolute }: Measures): Promise<void> {
  const repositoryId = await storedRepository(db);
  const touched = await timeKpis(db, repositoryId, false);
  const full = await timeKpis(db, repositoryId, true);
  ratio('KPIs after one changed issue ÷ all months', '×', touched / full);
  absolute('KPIs after one changed issue', 'ms', touched);
  absolute('KPIs of all months', 'ms', full);
}

async function storedRepository(db: Pool): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select repository_id::text as id from github.repository');
  const [row] = rows;
  if (!row) throw new Error('The repository is not stored.');
  return row.id;
}

/** @returns milliseconds of one computation: the touched months, or all of them */
async function timeKpis(db: Pool, repositoryId: string, all: boolean): Promise<number> {
  const asOf = new Date().toISOString().slice(0, 10);
  const startedAt = performance.now();
  await computeRepositoryKpis(db, { repositoryId, months: [], all, asOf, isPast: false });
  return performance.now() - startedAt;
}
