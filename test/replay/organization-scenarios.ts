import { messages, orgWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { OrganizationStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

function start(rig: Rig, owner: string, input: Record<string, unknown> = {}) {
  return rig.client.workflow.start(workflowTypes.syncOrganization, {
    taskQueue: taskQueues.repometer,
    workflowId: orgWorkflowId(owner),
    args: [{ owner, ...input }],
  });
}

async function settled(rig: Rig, owner: string, cycle = 1): Promise<void> {
  const handle = rig.client.workflow.getHandle(orgWorkflowId(owner));
  await until(async () => {
    const status = await handle.query<OrganizationStatus>(messages.status).catch(() => undefined);
    return status && status.settledCycle >= cycle;
  });
}

/** An owner of two repositories; one of them leaves, and a pause comes between. */
const kept: Scenario = async (rig) => {
  const { world } = rig.simulator;
  for (const name of ['stays', 'leaves']) world.addRepository({ owner: 'house', name, issues: 0, contributors: 1 });
  const handle = await start(rig, 'house');
  await settled(rig, 'house');
  await handle.executeUpdate(messages.pause);
  world.rename('house/leaves', 'other/leaves');
  await handle.executeUpdate(messages.resume);
  await settled(rig, 'house', 2);
  const answer = await handle.executeUpdate<SyncNowAnswer, []>(messages.syncNow);
  if ('cycle' in answer) await settled(rig, 'house', answer.cycle);
  return [{ name: 'organization', handle }];
};

const limited: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'busy', name: 'one', issues: 0, contributors: 1 });
  rig.simulator.faults.add({ kind: 'primary-limit', route: 'GET /orgs/{org}/repos', resetInSeconds: 1 });
  rig.simulator.faults.add({ kind: 'primary-limit', route: 'GET /users/{username}/repos', resetInSeconds: 1 });
  const handle = await start(rig, 'busy', { waits: quickWaits });
  await settled(rig, 'busy');
  return [{ name: 'organization-limited', handle }];
};

const unknown: Scenario = async (rig) => {
  const handle = await start(rig, 'nobody-here');
  await handle.result().catch(() => undefined);
  return [{ name: 'organization-unknown', handle }];
};

const preview: Scenario = async (rig) => {
  const handle = await rig.client.workflow.start(workflowTypes.previewOrganization, {
    taskQueue: taskQueues.repometer,
    workflowId: 'preview/org/house',
    args: [{ owner: 'house' }],
  });
  await handle.result();
  return [{ name: 'organization-preview', handle }];
};

/** Runs of `syncOrganization` and of the look before one; the last one uses what the first one has made. */
export const organizationScenarios: Scenario[] = [kept, limited, unknown, preview];
