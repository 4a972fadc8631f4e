import { eventsWorkflowId, messages, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { EventsStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { parseEventSource } from '../../workflows/inputs/poll-events.ts';
import { quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

function start(rig: Rig, source: string, input: Record<string, unknown> = {}) {
  return rig.client.workflow.start(workflowTypes.pollEvents, {
    taskQueue: taskQueues.repometer,
    workflowId: eventsWorkflowId(parseEventSource(source)),
    args: [{ source, ...input }],
  });
}

async function settled(rig: Rig, source: string, cycle = 1): Promise<void> {
  const handle = rig.client.workflow.getHandle(eventsWorkflowId(parseEventSource(source)));
  await until(async () => {
    const status = await handle.query<EventsStatus>(messages.status).catch(() => undefined);
    return status && status.settledCycle >= cycle;
  });
}

/** A repository whose loop is woken by what its feed tells. */
const woken: Scenario = async (rig) => {
  const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'lively', issues: 3 });
  const loop = await rig.startLoop('acme/lively', { waits: { ...quickWaits, wakeEvery: '100ms' } });
  await rig.settled('acme/lively');
  const handle = await start(rig, 'acme/lively');
  await settled(rig, 'acme/lively');
  repository.openIssue({ title: 'told by an event' });
  const answer = await handle.executeUpdate<SyncNowAnswer, []>(messages.syncNow);
  if ('cycle' in answer) await settled(rig, 'acme/lively', answer.cycle);
  await rig.settled('acme/lively', 2);
  return [
    { name: 'events', handle },
    { name: 'woken', handle: loop },
  ];
};

const pausedAndResumed: Scenario = async (rig) => {
  const handle = await start(rig, 'public');
  await settled(rig, 'public');
  await handle.executeUpdate(messages.pause);
  await handle.executeUpdate(messages.resume);
  await settled(rig, 'public', 2);
  return [{ name: 'events-paused-and-resumed', handle }];
};

const missing: Scenario = async (rig) => {
  const handle = await start(rig, 'acme/never-was');
  await handle.result().catch(() => undefined);
  return [{ name: 'events-missing', handle }];
};

const badInput: Scenario = async (rig) => {
  const handle = await start(rig, 'acme/lively-too', { maxPages: 50 });
  await handle.result().catch(() => undefined);
  return [{ name: 'events-bad-input', handle }];
};

/** Runs of `pollEvents`, and of a loop that it wakes. */
export const eventsScenarios: Scenario[] = [woken, pausedAndResumed, missing, badInput];
