import { membersSchedule, membersWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { quickWaits } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

/** Runs a look at people to its end, also one that fails. */
async function read(rig: Rig, workflowId: string, input: Record<string, unknown>) {
  const handle = await rig.client.workflow.start(workflowTypes.syncMembers, {
    taskQueue: taskQueues.repometer,
    workflowId,
    args: [input],
  });
  await handle.result().catch(() => undefined);
  return rig.client.workflow.getHandle(workflowId, handle.firstExecutionRunId);
}

function found(rig: Rig, name: string, isInside = true) {
  const organisation = rig.simulator.world.organisations.named(name);
  for (let nth = 1; nth <= 4; nth += 1) organisation.join(`${name}-${nth}`, { role: nth === 1 ? 'admin' : 'member' });
  if (isInside) organisation.join('watcher', { isPublic: false });
  organisation.addTeam('Core', [`${name}-1`]);
  return organisation;
}

/** An organisation of the token's user; somebody has left it since the look before. */
const members: Scenario = async (rig) => {
  const acme = found(rig, 'acme');
  await read(rig, membersWorkflowId('acme'), { owner: 'acme' });
  acme.leave('acme-4');
  return [{ name: 'members', handle: await read(rig, membersWorkflowId('acme'), { owner: 'acme' }) }];
};

/** One whose concealed members are not told, through a limit. */
const membersOfStrangers: Scenario = async (rig) => {
  found(rig, 'foreign', false);
  rig.simulator.faults.add({ kind: 'primary-limit', route: 'GET /orgs/{org}/public_members', resetInSeconds: 1 });
  const input = { owner: 'foreign', waits: quickWaits };
  return [{ name: 'members-concealed', handle: await read(rig, membersWorkflowId('foreign'), input) }];
};

const membersOfAll: Scenario = async (rig) => {
  await rig.db.query(
    `insert into sync.loop (workflow_id, kind, subject_kind, owner, subject_id, every, resources, state)
     select 'org/' || login, 'syncOrganization', 'owner', login, owner_id, '24h', '{owner}', 'ok' from github.owner`,
  );
  return [{ name: 'members-all', handle: await read(rig, membersSchedule.workflowId, {}) }];
};

const membersOfNobody: Scenario = async (rig) => [
  { name: 'members-unknown', handle: await read(rig, membersWorkflowId('nobody'), { owner: 'nobody' }) },
];

/** Runs of `syncMembers`; the third reads what the first two have made known. */
export const membersScenarios: Scenario[] = [members, membersOfStrangers, membersOfAll, membersOfNobody];
