import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { taskQueues } from '../../workflows/contract.ts';

const { TASK_QUEUE_TYPE_ACTIVITY, TASK_QUEUE_TYPE_WORKFLOW } = proto.temporal.api.enums.v1.TaskQueueType;

/** What waits in one of the task queues until a worker takes it. */
export interface Backlog {
  taskQueue: string;
  kind: 'workflow tasks' | 'activities';
  /** As Temporal counts them, roughly; null: this server does not tell. */
  waiting: number | null;
  /** How long the oldest one has waited. */
  oldestSeconds: number;
}

const queues = [
  { taskQueue: taskQueues.repometer, kind: 'workflow tasks' },
  ...Object.values(taskQueues).map((taskQueue) => ({ taskQueue, kind: 'activities' as const })),
] as const;

/** How far behind the task queues are. */
export function readBacklogs(client: Client): Promise<Backlog[]> {
  return Promise.all(queues.map((queue) => readBacklog(client, queue)));
}

async function readBacklog(client: Client, queue: Pick<Backlog, 'taskQueue' | 'kind'>): Promise<Backlog> {
  const { stats } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue.taskQueue },
    taskQueueType: queue.kind === 'activities' ? TASK_QUEUE_TYPE_ACTIVITY : TASK_QUEUE_TYPE_WORKFLOW,
    reportStats: true,
  });
  return {
    ...queue,
    waiting: stats ? Number(stats.approximateBacklogCount ?? 0) : null,
    oldestSeconds: Number(stats?.approximateBacklogAge?.seconds ?? 0),
  };
}

/** What waits, as a sentence; null: nothing does. */
export function tellBacklogs(backlogs: readonly Backlog[]): string | null {
  const waiting = backlogs.filter((backlog) => backlog.waiting !== null && backlog.waiting > 0);
  if (waiting.length === 0) return null;
  const told = waiting.map(
    ({ taskQueue, kind, waiting: count, oldestSeconds }) =>
      `about ${count!.toLocaleString('en-US')} ${kind} in ${taskQueue}, the oldest for ${oldestSeconds} s`,
  );
  return `There wait ${told.join('; ')}.`;
}
