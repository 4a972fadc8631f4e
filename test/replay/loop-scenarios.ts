import { messages, resources } from '../../workflows/contract.ts';
import type { LoopStatus, ResourceStatus } from '../../workflows/contract.ts';
import { quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Scenario } from './scenario.ts';

const issuesOf = (id: number) => new RegExp(`^/repositories/${id}/issues`);

function untilKpisDone({ client }: Rig, repository: string): Promise<unknown> {
  return until(async () => {
    const found = await client.workflow
      .getHandle(`kpis/${repository}`)
      .describe()
      .catch(() => undefined);
    return found?.status.name === 'COMPLETED';
  });
}

function untilResource(rig: Rig, repository: string, isWanted: (status: ResourceStatus) => boolean): Promise<unknown> {
  return until(async () => {
    const handle = rig.client.workflow.getHandle(`sync/${repository}`);
    const status = await handle.query<LoopStatus>(messages.status).catch(() => undefined);
    return status?.resources.some(isWanted);
  });
}

/** Two pages of issues, statistics after one 202, and the computation that follows. */
const firstLoad: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'first', issues: 150 });
  const handle = await rig.startLoop('acme/first');
  await rig.settled('acme/first');
  await untilKpisDone(rig, 'acme/first');
  await rig.cycle('acme/first');
  return [{ name: 'first-load', handle }];
};

/** Lists at once, then those that follow the issues, then what is asked for one by one. */
const firstLoadOfAll: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'whole', issues: 20, stars: 20 });
  const handle = await rig.startLoop('acme/whole', { resources: [...resources] });
  await rig.settled('acme/whole');
  return [{ name: 'first-load-of-all', handle }];
};

/** A list that GitHub does not offer for this repository; the others go on. */
const disabled: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'closed', issues: 5, hasPullRequests: false });
  const handle = await rig.startLoop('acme/closed', { resources: ['issues', 'pull_requests'] });
  await rig.settled('acme/closed');
  await untilResource(rig, 'acme/closed', ({ state }) => state === 'disabled');
  await rig.cycle('acme/closed');
  return [{ name: 'disabled', handle }];
};

const statisticsExhausted: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'computing', issues: 3, statsPendingCalls: 1000 });
  const handle = await rig.startLoop('acme/computing', { waits: { ...quickWaits, statsAttempts: 3 } });
  await rig.settled('acme/computing');
  await rig.cycle('acme/computing');
  return [{ name: 'statistics-exhausted', handle }];
};

const limited: Scenario = async (rig) => {
  const { id } = rig.simulator.world.addRepository({ owner: 'acme', name: 'limited', issues: 250 });
  rig.simulator.faults.add({ kind: 'primary-limit', path: issuesOf(id), page: 2, resetInSeconds: 1 });
  const handle = await rig.startLoop('acme/limited');
  await rig.settled('acme/limited');
  return [{ name: 'limited', handle }];
};

const pausedAndResumed: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'rest', issues: 3 });
  const handle = await rig.startLoop('acme/rest');
  await rig.settled('acme/rest');
  await handle.executeUpdate(messages.pause);
  await until(async () => {
    const { rows } = await rig.db.query(
      `select from sync.loop where workflow_id = 'sync/acme/rest' and state = 'paused'`,
    );
    return rows.length === 1;
  });
  await handle.executeUpdate(messages.resume);
  await rig.settled('acme/rest', 2);
  return [{ name: 'paused-and-resumed', handle }];
};

/** Pausing cancels a series that waits; resuming begins it anew. */
const pausedWhilePending: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'waiting', issues: 3, statsPendingCalls: 1 });
  const handle = await rig.startLoop('acme/waiting', { waits: { ...quickWaits, statsRetry: '10m' } });
  await untilResource(rig, 'acme/waiting', ({ state }) => state === 'stats_pending');
  await handle.executeUpdate(messages.pause);
  await handle.executeUpdate(messages.resume);
  await rig.settled('acme/waiting', 2);
  return [{ name: 'paused-while-pending', handle }];
};

const renamed: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'old-name', issues: 3 });
  const handle = await rig.startLoop('acme/old-name');
  await rig.settled('acme/old-name');
  rig.simulator.world.rename('acme/old-name', 'acme/new-name');
  await handle.executeUpdate(messages.syncNow);
  await handle.result();
  await rig.settled('acme/new-name');
  return [
    { name: 'renamed', handle },
    { name: 'renamed-next', handle: rig.client.workflow.getHandle('sync/acme/new-name') },
  ];
};

const missing: Scenario = async (rig) => {
  const handle = await rig.startLoop('acme/nowhere');
  await handle.result().catch(() => undefined);
  return [{ name: 'missing', handle }];
};

const badInput: Scenario = async (rig) => {
  const handle = await rig.startLoop('acme/bad', { every: 'banana' });
  await handle.result().catch(() => undefined);
  return [{ name: 'bad-input', handle }];
};

/** A resource whose every attempt fails is the next cycle's turn. */
const resourceFailed: Scenario = async (rig) => {
  const { id } = rig.simulator.world.addRepository({ owner: 'acme', name: 'flaky', issues: 3 });
  rig.simulator.faults.add({ kind: 'status', status: 502, path: issuesOf(id), times: 2 });
  const handle = await rig.startLoop('acme/flaky', { waits: { ...quickWaits, transientAttempts: 2 } });
  await rig.settled('acme/flaky');
  await rig.cycle('acme/flaky');
  return [{ name: 'resource-failed', handle }];
};

const blocked: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'blocked', issues: 3 });
  const handle = await rig.startLoop('acme/blocked');
  await rig.settled('acme/blocked');
  rig.simulator.world.block('acme/blocked', 'dmca');
  await rig.cycle('acme/blocked');
  return [{ name: 'blocked', handle }];
};

const cancelled: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'stopped', issues: 3 });
  const handle = await rig.startLoop('acme/stopped');
  await rig.settled('acme/stopped');
  await handle.cancel();
  await handle.result().catch(() => undefined);
  return [{ name: 'cancelled', handle }];
};

/** Runs of `syncRepository` on a server with Temporal's own bounds. */
export const loopScenarios: Scenario[] = [
  firstLoad,
  firstLoadOfAll,
  disabled,
  statisticsExhausted,
  limited,
  pausedAndResumed,
  pausedWhilePending,
  renamed,
  missing,
  badInput,
  resourceFailed,
  blocked,
  cancelled,
];
