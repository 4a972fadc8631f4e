import { messages } from '../../workflows/contract.ts';
import { until } from '../support/rig.ts';
import { compute } from './kpi-scenarios.ts';
import type { Scenario } from './scenario.ts';

/** For `limit.historyCount.suggestContinueAsNew`: a run that is continued stays small enough to be kept. */
export const suggestedEvents = 40;

const loopContinued: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'eternal', issues: 3 });
  const handle = await rig.startLoop('acme/eternal', { resources: ['issues'] });
  const { runId } = await handle.describe();
  await until(async () => {
    await handle.executeUpdate(messages.syncNow).catch(() => undefined);
    return (await handle.describe()).runId !== runId;
  });
  await rig.cycle('acme/eternal');
  return [
    { name: 'continued', handle: rig.client.workflow.getHandle('sync/acme/eternal', runId) },
    { name: 'continued-next', handle },
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
