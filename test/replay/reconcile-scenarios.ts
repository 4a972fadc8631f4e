import type { WorkflowHandle } from '@temporalio/client';
import {
  reconcileSchedule,
  reconcileWorkflowId,
  resources,
  taskQueues,
  workflowTypes,
} from '../../workflows/contract.ts';
import { quickWaits } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

/** Runs a comparison to its end, also one that fails. */
async function reconcile(rig: Rig, workflowId: string, input: Record<string, unknown>): Promise<WorkflowHandle> {
  const handle = await rig.client.workflow.start(workflowTypes.reconcileRepository, {
    taskQueue: taskQueues.repometer,
    workflowId,
    args: [input],
  });
  await handle.result().catch(() => undefined);
  return rig.client.workflow.getHandle(workflowId, handle.firstExecutionRunId);
}

const one = (rig: Rig, repository: string, input: Record<string, unknown> = {}) =>
  reconcile(rig, reconcileWorkflowId(repository), { repository, waits: quickWaits, ...input });

async function load(rig: Rig, name: string, wanted: readonly string[]): Promise<{ id: number }> {
  const repository = rig.simulator.world.addRepository({ owner: 'acme', name, issues: 20, stars: 20 });
  await rig.startLoop(`acme/${name}`, { resources: [...wanted] });
  await rig.settled(`acme/${name}`);
  return repository;
}

/** Everything of one repository, however old, statistics included. */
const reconciled: Scenario = async (rig) => {
  await load(rig, 'compared', resources);
  return [{ name: 'reconciled', handle: await one(rig, 'acme/compared', { whole: true }) }];
};

/** All that loops keep, one after the other. */
const reconciledAll: Scenario = async (rig) => {
  await load(rig, 'this', ['issues', 'labels']);
  await load(rig, 'that', ['issues']);
  return [{ name: 'reconciled-all', handle: await reconcile(rig, reconcileSchedule.workflowId, {}) }];
};

const reconciledThroughLimit: Scenario = async (rig) => {
  const { id } = await load(rig, 'restricted', ['issues', 'comments']);
  const path = new RegExp(`^/repositories/${id}/issues/comments`);
  rig.simulator.faults.add({ kind: 'primary-limit', path, resetInSeconds: 1 });
  return [{ name: 'reconciled-through-limit', handle: await one(rig, 'acme/restricted') }];
};

const reconciledUnknown: Scenario = async (rig) => [
  { name: 'reconciled-unknown', handle: await one(rig, 'acme/unknown') },
];

const reconciledBadInput: Scenario = async (rig) => [
  { name: 'reconciled-bad-input', handle: await one(rig, 'acme/compared', { whole: 'yes' }) },
];

/** Runs of `reconcileRepository`; no loops must be there before, since the first of these compares all. */
export const reconcileScenarios: Scenario[] = [
  reconciledAll,
  reconciled,
  reconciledThroughLimit,
  reconciledUnknown,
  reconciledBadInput,
];
