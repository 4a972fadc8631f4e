import { messages } from '../../workflows/contract.ts';
import type { LoopStatus, ResourceStatus } from '../../workflows/contract.ts';
import { quickWaits, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import { small, startBareLoop } from './scenario.ts';
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

/** Nothing follows from issues where there are none, which keeps a history of two cycles small. */
const quiet = { issues: 0 };

/** Everything, with the computation that follows. */
const firstLoad: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'first', ...small });
  const handle = await startBareLoop(rig, 'acme/first');
  await rig.settled('acme/first');
  await untilKpisDone(rig, 'acme/first');
  return [{ name: 'first-load', handle }];
};

/** Two pages of issues, statistics after one 202, and nothing else, since nothing else was named. */
const firstLoadOfNamed: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'named', issues: 150 });
  const handle = await rig.startLoop('acme/named');
  await rig.settled('acme/named');
  await untilKpisDone(rig, 'acme/named');
  await rig.cycle('acme/named');
  return [{ name: 'first-load-of-named', handle }];
};

/** A changed issue, whose followers are read in the same cycle. */
const changed: Scenario = async (rig) => {
  const { world } = rig.simulator;
  world.addRepository({ owner: 'acme', name: 'moving', ...small });
  const handle = await rig.startLoop('acme/moving', { resources: ['issues', 'comments', 'labels', 'issue_events'] });
  await rig.settled('acme/moving');
  await rig.cycle('acme/moving');
  world.repository('acme/moving').openIssue({ title: 'one more', labels: ['late'] });
  await rig.cycle('acme/moving');
  return [{ name: 'changed', handle }];
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

/** Issues that are switched off while the loop runs, and on again. */
const issuesDisabled: Scenario = async (rig) => {
  const repository = rig.simulator.world.addRepository({ owner: 'acme', name: 'silent', issues: 5 });
  const handle = await rig.startLoop('acme/silent', { resources: ['issues', 'labels'] });
  await rig.settled('acme/silent');
  repository.set({ hasIssues: false });
  await rig.cycle('acme/silent');
  await untilResource(rig, 'acme/silent', ({ state }) => state === 'disabled');
  repository.set({ hasIssues: true });
  await rig.cycle('acme/silent');
  return [{ name: 'issues-disabled', handle }];
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

/** The very first request of a loop meets a limit, and the list of loops tells. */
const limitedAtFirst: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'late', issues: 3 });
  const path = /^\/repos\/acme\/late$/;
  rig.simulator.faults.add({ kind: 'primary-limit', path, resetInSeconds: 1 });
  const handle = await rig.startLoop('acme/late');
  await rig.settled('acme/late');
  return [{ name: 'limited-at-first', handle }];
};

const pausedAndResumed: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'rest', ...small, ...quiet });
  const handle = await startBareLoop(rig, 'acme/rest');
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
  rig.simulator.world.addRepository({ owner: 'acme', name: 'waiting', ...small, ...quiet, statsPendingCalls: 1 });
  const handle = await startBareLoop(rig, 'acme/waiting');
  await untilResource(rig, 'acme/waiting', ({ state }) => state === 'stats_pending');
  await handle.executeUpdate(messages.pause);
  await handle.executeUpdate(messages.resume);
  await rig.settled('acme/waiting', 2);
  return [{ name: 'paused-while-pending', handle }];
};

const renamed: Scenario = async (rig) => {
  rig.simulator.world.addRepository({ owner: 'acme', name: 'old-name', ...small });
  const handle = await startBareLoop(rig, 'acme/old-name');
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
  const handle = await startBareLoop(rig, 'acme/nowhere');
  await handle.result().catch(() => undefined);
  return [{ name: 'missing', handle }];
};

const badInput: Scenario = async (rig) => {
  const handle = await rig.startLoop('acme/bad', { every: 'banana' });
  await handle.result().catch(() => undefined);
  return [{ name: 'bad-input', handle }];
};

const futureFrom: Scenario = async (rig) => {
  const handle = await rig.startLoop('acme/future', { from: '2999-01-01' });
  await handle.result().catch(() => undefined);
  return [{ name: 'future-from', handle }];
};

/** A resource whose every attempt fails is the next cycle's turn. */
const resourceFailed: Scenario = async (rig) => {
  const { id } = rig.simulator.world.addRepository({ owner: 'acme', name: 'flaky', issues: 3 });
  const mend = rig.simulator.faults.add({ kind: 'status', status: 502, path: issuesOf(id), times: 1000 });
  const handle = await rig.startLoop('acme/flaky', { waits: { ...quickWaits, transientAttempts: 2 } });
  await rig.settled('acme/flaky');
  mend();
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
  rig.simulator.world.addRepository({ owner: 'acme', name: 'stopped', ...small });
  const handle = await startBareLoop(rig, 'acme/stopped');
  await rig.settled('acme/stopped');
  await handle.cancel();
  await handle.result().catch(() => undefined);
  return [{ name: 'cancelled', handle }];
};

/** Runs of `syncRepository` on a server with Temporal's own bounds. */
export const loopScenarios: Scenario[] = [
  firstLoad,
  firstLoadOfNamed,
  changed,
  disabled,
  issuesDisabled,
  statisticsExhausted,
  limited,
  limitedAtFirst,
  pausedAndResumed,
  pausedWhilePending,
  renamed,
  missing,
  badInput,
  futureFrom,
  resourceFailed,
  blocked,
  cancelled,
];
