import type { Client } from '@temporalio/client';
import { kpiSchedule, reconcileSchedule, searchAttributes, taskQueues } from '../../../workflows/contract.ts';
import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { checkBuilds } from './check-builds.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';

const { ok, warning, failed } = findings('temporal');

const queueTypes = { workflow: 1, activity: 2 } as const; // TaskQueueType of Temporal's API
// A worker polls anew at least once a minute; the server remembers its pollers for five.
const freshWithinMs = 70_000;

async function isPolled(client: Client, taskQueue: string, type: keyof typeof queueTypes): Promise<boolean> {
  const { namespace } = client.options;
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: queueTypes[type],
  });
  const isFresh = (seconds: number) => Date.now() - seconds * 1000 < freshWithinMs;
  return (pollers ?? []).some(({ lastAccessTime }) => isFresh(Number(lastAccessTime?.seconds ?? 0)));
}

async function checkServer({ client, address, namespace }: TemporalConnection): Promise<Finding> {
  const { serverVersion } = await client.workflowService.getSystemInfo({});
  return ok('server', `Temporal server ${serverVersion} answers at ${address}, namespace ${namespace}.`);
}

async function checkWorkers({ client }: TemporalConnection): Promise<Finding> {
  const [workflows, database, github] = await Promise.all([
    isPolled(client, taskQueues.repometer, 'workflow'),
    isPolled(client, taskQueues.repometer, 'activity'),
    isPolled(client, taskQueues.github, 'activity'),
  ]);
  const missing = [!(workflows && database) && taskQueues.repometer, !github && taskQueues.github].filter(
    (queue) => queue !== false,
  );
  if (missing.length === 0) return ok('worker', `A worker polls ${taskQueues.repometer} and ${taskQueues.github}.`);
  const found = `No worker polls ${missing.join(' or ')}, so nothing is done.`;
  return failed('worker', found, 'Start one with "npm start" or "repometer worker".');
}

async function checkSearchAttributes({ client, connection, namespace }: TemporalConnection): Promise<Finding> {
  const check = 'search attributes';
  const wanted = Object.values(searchAttributes);
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = wanted.filter((name) => !(name in (customAttributes ?? {})));
    if (missing.length === 0) return ok(check, `All ${wanted.length} are registered.`);
    const found = `Not registered: ${missing.join(', ')}.`;
    return warning(check, found, 'A worker registers them when it starts, or says what an administrator has to run.');
  } catch (error) {
    const reason = (error as { details?: string }).details ?? (error as Error).message;
    const found = `They cannot be listed in ${client.options.namespace} (${reason}).`;
    return warning(check, found, 'Some clusters allow it to administrators only; a worker runs without them, too.');
  }
}

async function checkSchedule({ client }: TemporalConnection, { id }: { id: string }): Promise<Finding> {
  const check = `schedule ${id}`;
  try {
    const { state, info } = await client.schedule.getHandle(id).describe();
    const [next] = info.nextActionTimes;
    if (!state.paused) return ok(check, `It runs${next ? ` next at ${next.toISOString()}` : ''}.`);
    const advice = `When it should run again: temporal schedule toggle --schedule-id ${id} --unpause --reason resumed`;
    return warning(check, `It is paused${state.note ? ` (${state.note})` : ''}.`, advice);
  } catch (error) {
    if ((error as Error).name !== 'ScheduleNotFoundError') throw error;
    return failed(check, 'It is not there.', 'Run "repometer migrate", which makes it.');
  }
}

/** What a Temporal that answers has and lacks. */
export async function checkTemporal(temporal: TemporalConnection): Promise<Finding[]> {
  const [one, builds] = await Promise.all([
    Promise.all([
      checkServer(temporal),
      checkSearchAttributes(temporal),
      checkWorkers(temporal),
      checkSchedule(temporal, kpiSchedule),
      checkSchedule(temporal, reconcileSchedule),
    ]),
    checkBuilds(temporal),
  ]);
  return [...one, ...builds];
}
