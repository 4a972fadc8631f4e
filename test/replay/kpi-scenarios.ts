import type { WorkflowHandle } from '@temporalio/client';
import { ensureSchedules } from '../../client/temporal/schedules.ts';
import { kpiSchedule, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { ComputeKpisInput } from '../../workflows/contract.ts';
import { until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

/** Runs a computation to its end. */
export async function compute(rig: Rig, workflowId: string, input: Partial<ComputeKpisInput>): Promise<WorkflowHandle> {
  const handle = await rig.client.workflow.start(workflowTypes.computeKpis, {
    taskQueue: taskQueues.repometer,
    workflowId,
    args: [input],
  });
  await handle.result().catch(() => undefined);
  return rig.client.workflow.getHandle(workflowId, handle.firstExecutionRunId);
}

async function load(rig: Rig, name: string): Promise<void> {
  rig.simulator.world.addRepository({ owner: 'kpis', name, issues: 20 });
  await rig.startLoop(`kpis/${name}`);
  await rig.settled(`kpis/${name}`);
}

const computations: Scenario = async (rig) => {
  await load(rig, 'one');
  await load(rig, 'two');
  return [
    { name: 'kpis-all', handle: await compute(rig, 'kpis/all', { all: true }) },
    {
      name: 'kpis-month',
      handle: await compute(rig, 'kpis/month', { repositories: ['kpis/one'], months: ['2026-01'] }),
    },
    { name: 'kpis-past-day', handle: await compute(rig, 'kpis/past', { asOf: '2026-01-31', all: true }) },
    { name: 'kpis-unknown', handle: await compute(rig, 'kpis/unknown', { repositories: ['kpis/nowhere'] }) },
  ];
};

const scheduled: Scenario = async (rig) => {
  await ensureSchedules(rig.client);
  const schedule = rig.client.schedule.getHandle(kpiSchedule.id);
  await schedule.trigger();
  const { action } = await until(async () => (await schedule.describe()).info.recentActions[0]);
  const handle = rig.client.workflow.getHandle(action.workflow.workflowId);
  await handle.result();
  return [{ name: 'kpis-scheduled', handle }];
};

/** Runs of `computeKpis` on a server with Temporal's own bounds. */
export const kpiScenarios: Scenario[] = [computations, scheduled];
