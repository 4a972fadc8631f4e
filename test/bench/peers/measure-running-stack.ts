import { kpisWorkflowId } from '../../../workflows/contract.ts';
import { benchName } from '../bench-repository.ts';
import { loadRepository } from '../load.ts';
import { runCycle, settled } from '../measure-cycle.ts';
import { readProcessUse } from '../process-use.ts';
import type { Stage } from '../stage.ts';
import { countClosed, requireOneMore } from './count-issues.ts';
import type { Costs, Step } from './peer.ts';
import { cpuOfTrees } from './tree-use.ts';

const table = 'github.issue';

/** The same by a worker and a Temporal that run already: a first load from its first request, cycles from their order; both processes counted. */
export async function measureRunningStack(stage: Stage, latencyMs: number): Promise<Record<Step, Costs>> {
  const { github, issues, temporalPid } = stage;
  const load = await loadRepository(stage, { latencyMs, connections: 4 });
  const { workerPid, db, requests } = load;
  const pids = [workerPid, temporalPid];
  const peakMib = () => pids.reduce((sum, pid) => sum + readProcessUse(pid).peakMib, 0);

  async function cycle(): Promise<Costs> {
    await github.begin({ latencyMs, secondaryLimits: false });
    const cpuBefore = cpuOfTrees(pids);
    const startedAt = performance.now();
    await runCycle(stage);
    const wallSeconds = (performance.now() - startedAt) / 1000;
    const cpuSeconds = cpuOfTrees(pids) - cpuBefore;
    const { all, billed } = await github.requests();
    return { wallSeconds, cpuSeconds, peakMib: peakMib(), requests: all, billed };
  }

  try {
    const costs = {
      wallSeconds: load.wallSeconds,
      cpuSeconds: load.cpuSeconds + load.temporalCpuSeconds,
      peakMib: peakMib(),
      requests: requests.all,
      billed: requests.billed,
    };
    const closed = await countClosed(db, table, issues);
    await settled(stage, 1);
    await stage.client.workflow.getHandle(kpisWorkflowId(benchName)).result();
    const idle = await cycle();
    await github.closeIssue();
    const change = await cycle();
    requireOneMore(await countClosed(db, table, issues), closed, table);
    return { load: costs, idle, change };
  } finally {
    await load.close();
  }
}
