import type { Client } from '@temporalio/client';
import {
  kpiSchedule,
  membersSchedule,
  reconcileSchedule,
  searchAttributes,
  taskQueues,
} from '../../../workflows/contract.ts';
import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { knowSearchAttributes } from '../../temporal/know-search-attributes.ts';
import type { KnownLoop } from '../../temporal/loop-troubles.ts';
import { readBacklogs, tellBacklogs } from '../../temporal/read-backlogs.ts';
import { checkBuilds } from './check-builds.ts';
import { checkLoops } from './check-loops.ts';
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
  const queues = Object.values(taskQueues);
  const polled = await Promise.all([
    isPolled(client, taskQueues.repometer, 'workflow'),
    ...queues.map((queue) => isPolled(client, queue, 'activity')),
  ]);
  const [workflows, ...activities] = polled;
  const missing = queues.filter((queue, place) => !activities[place] || (queue === taskQueues.repometer && !workflows));
  if (missing.length === 0) return ok('worker', `A worker polls ${queues.join(', ')}.`);
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
    if (await knowSearchAttributes(client.workflowService, namespace)) {
      return ok(check, `All ${wanted.length} are registered; this login may not list them.`);
    }
    const reason = (error as { details?: string }).details ?? (error as Error).message;
    const found = `They are not registered in ${namespace}, and this login may not do it (${reason}).`;
    return warning(
      check,
      found,
      'Loops run without them, but no list finds them: a worker says which commands an administrator has to run.',
    );
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

// Loads wait for their turn for as long as there are many; what waits longer than this finds no worker, or too few of them.
const longSeconds = 600;

/** How far behind the task queues are. */
async function checkBacklog({ client }: TemporalConnection): Promise<Finding> {
  const check = 'backlog';
  const backlogs = await readBacklogs(client);
  const found = tellBacklogs(backlogs);
  if (backlogs.every(({ waiting }) => waiting === null)) return ok(check, 'This server does not tell what waits.');
  if (found === null) return ok(check, 'Nothing waits for a worker.');
  if (backlogs.every(({ oldestSeconds }) => oldestSeconds < longSeconds)) return ok(check, found);
  return warning(check, found, 'Start another worker, where the quota of GitHub is not what they wait for.');
}

/** What a Temporal that answers has and lacks. @param loops that Postgres knows; null where it could not be read */
export async function checkTemporal(temporal: TemporalConnection, loops: KnownLoop[] | null): Promise<Finding[]> {
  const [one, builds, kept] = await Promise.all([
    Promise.all([
      checkServer(temporal),
      checkSearchAttributes(temporal),
      checkWorkers(temporal),
      checkBacklog(temporal),
      checkSchedule(temporal, kpiSchedule),
      checkSchedule(temporal, reconcileSchedule),
      checkSchedule(temporal, membersSchedule),
    ]),
    checkBuilds(temporal),
    checkLoops(temporal, loops),
  ]);
  return [...one, ...builds, ...kept];
}
