import { backfillWorkflowId, messages, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { quickWaits } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

const day = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * day).toISOString().slice(0, 10);
const resources = ['issues', 'pull_requests', 'labels'];

function start(rig: Rig, repository: string, input: Record<string, unknown> = {}) {
  return rig.client.workflow.start(workflowTypes.backfillRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: backfillWorkflowId(repository),
    args: [{ repository, ...input }],
  });
}

/** A repository whose loop begins five days ago. */
async function begun(rig: Rig, name: string): Promise<number> {
  const { id } = rig.simulator.world.addRepository({ owner: 'acme', name, issues: 120, pullRequestShare: 0.2 });
  await rig.startLoop(`acme/${name}`, { resources, from: dayBefore(5) });
  await rig.settled(`acme/${name}`);
  return id;
}

/** Everything before, and once more when nothing is left to do. */
const whole: Scenario = async (rig) => {
  await begun(rig, 'older');
  const handle = await start(rig, 'acme/older');
  await handle.result();
  const again = await start(rig, 'acme/older');
  await again.result();
  return [
    { name: 'backfill', handle: rig.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId) },
    { name: 'backfill-again', handle: rig.client.workflow.getHandle(again.workflowId, again.firstExecutionRunId) },
  ];
};

const limited: Scenario = async (rig) => {
  const id = await begun(rig, 'older-limited');
  rig.simulator.faults.add({
    kind: 'primary-limit',
    path: new RegExp(`^/repositories/${id}/issues`),
    resetInSeconds: 1,
  });
  const handle = await start(rig, 'acme/older-limited', { waits: quickWaits });
  await handle.result();
  return [{ name: 'backfill-limited', handle }];
};

const pausedAndResumed: Scenario = async (rig) => {
  await begun(rig, 'older-paused');
  const handle = await start(rig, 'acme/older-paused');
  await handle.executeUpdate(messages.pause);
  await handle.executeUpdate(messages.resume);
  await handle.result();
  return [{ name: 'backfill-paused-and-resumed', handle }];
};

const cancelled: Scenario = async (rig) => {
  await begun(rig, 'older-cancelled');
  const handle = await start(rig, 'acme/older-cancelled');
  await handle.executeUpdate(messages.pause);
  await handle.cancel();
  await handle.result().catch(() => undefined);
  return [{ name: 'backfill-cancelled', handle }];
};

const badInput: Scenario = async (rig) => {
  const handle = await start(rig, 'acme/older-bad', { from: '2024-01-01', to: '2023-01-01' });
  await handle.result().catch(() => undefined);
  return [{ name: 'backfill-bad-input', handle }];
};

/** Runs of `backfillRepository`. */
export const backfillScenarios: Scenario[] = [whole, limited, pausedAndResumed, cancelled, badInput];
