import type { WorkflowHandle } from '@temporalio/client';
import type { Rig } from '../support/rig.ts';
import { compute } from './kpi-scenarios.ts';
import { small, startBareLoop } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** For `limit.historyCount.suggestContinueAsNew`: a run that is continued stays small enough to be kept. */
export const suggestedEvents = 40;

/** The run that came next, when this one was continued. */
async function nextOf(rig: Rig, handle: WorkflowHandle): Promise<WorkflowHandle> {
  const last = (await handle.fetchHistory()).events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
  if (!last?.newExecutionRunId) throw new Error(`${handle.workflowId} was not continued.`);
  return rig.client.workflow.getHandle(handle.workflowId, last.newExecutionRunId);
}

/** A first load of everything is long here: continued in the middle of its cycle, then after it. */
const loopContinued: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'eternal', ...small });
  const { firstExecutionRunId } = await startBareLoop(rig, 'acme/eternal');
  const first = rig.client.workflow.getHandle('sync/acme/eternal', firstExecutionRunId);
  await rig.settled('acme/eternal');
  await rig.cycle('acme/eternal');
  await rig.cycle('acme/eternal');
  const second = await nextOf(rig, first);
  return [
    { name: 'continued', handle: first },
    { name: 'continued-next', handle: second },
    { name: 'continued-last', handle: rig.client.workflow.getHandle('sync/acme/eternal') },
  ];
};

/** Enough for one run to become long, and too few for the next one. */
const beginnings = 6;

/** The commits of a branch that is gone whenever they are asked for, so that they are begun again and again. */
const unfinished: Scenario = async (rig) => {
  const { id } = rig.simulator.world.addRepository({ owner: 'acme', name: 'long', issues: 3 });
  const path = new RegExp(`^/repositories/${id}/commits\\?sha=`);
  rig.simulator.faults.add({ kind: 'status', status: 422, path, times: beginnings });
  const handle = await rig.startLoop('acme/long', { resources: ['issues', 'commits'] });
  const { runId } = await handle.describe();
  await rig.settled('acme/long');
  return [
    { name: 'unfinished', handle: rig.client.workflow.getHandle('sync/acme/long', runId) },
    { name: 'unfinished-next', handle },
  ];
};

const repositories = 20;

const kpisContinued: Scenario = async (rig) => {
  const names = Array.from({ length: repositories }, (_, index) => `part-${index + 1}`);
  for (const name of names) rig.simulator.world.addRepository({ owner: 'acme', name, issues: 1 });
  await Promise.all(names.map((name) => rig.startLoop(`acme/${name}`, { resources: ['issues'] })));
  await Promise.all(names.map((name) => rig.settled(`acme/${name}`)));
  const handle = await compute(rig, 'kpis/all', { all: true });
  return [
    { name: 'kpis-continued', handle },
    { name: 'kpis-continued-next', handle: rig.client.workflow.getHandle('kpis/all') },
  ];
};

/** Runs that continue as new, on a server that suggests it after `suggestedEvents`. */
export const continuedScenarios: Scenario[] = [loopContinued, unfinished, kpisContinued];
