import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { taskQueues } from '../../workflows/contract.ts';

const { TASK_QUEUE_KIND_NORMAL } = proto.temporal.api.enums.v1.TaskQueueKind;
const pollMs = 5_000;
/** A server that has just got a task of a new priority may not look for it at once. */
const settleMs = 500;
const identity = 'repometer doctor';

/** What this server makes of the keys that say who goes first. */
export interface KeptOrder {
  keepsPriority: boolean;
  keepsFairness: boolean;
  /** Parts of a queue, each with an order of its own. */
  partitions: number;
}

/** Tasks in the order in which they come: one repository has three, another one comes behind them, and then a person. */
const crowd = ['crowd', 'crowd', 'crowd'];
const comers = [...crowd, 'single', 'urgent'];

/**
 * Tries whether this server keeps to priorities and fairness: no answer of its API tells, and keys that it ignores are taken without a
 * word. Five workflows are begun in a task queue of their own, their tasks are taken as a worker takes them, and all are terminated and
 * deleted, which the server does within a minute or so.
 */
export async function tryFairness(client: Client): Promise<KeptOrder> {
  const name = `repometer-trial-${randomUUID()}`;
  const partitions = await countPartitions(client);
  const begun: string[] = [];
  try {
    for (const [place, who] of comers.entries()) {
      const workflowId = `${name}/${place}-${who}`;
      await client.workflow.start('repometerTrial', {
        taskQueue: name,
        workflowId,
        priority: { priorityKey: who === 'urgent' ? 1 : 3, fairnessKey: who },
        // Whatever becomes of this process, it is over soon.
        workflowExecutionTimeout: '1m',
      });
      begun.push(workflowId);
    }
    await pause(settleMs);
    const order: string[] = [];
    for (let count = 0; count < comers.length; count += 1) order.push(await takeTask(client, name));
    return {
      keepsPriority: order.indexOf('urgent') < order.lastIndexOf('crowd'),
      keepsFairness: order.indexOf('single') < order.lastIndexOf('crowd'),
      partitions,
    };
  } finally {
    await Promise.all(begun.map((workflowId) => remove(client, workflowId)));
  }
}

async function countPartitions({ workflowService, options: { namespace } }: Client): Promise<number> {
  const { activityTaskQueuePartitions } = await workflowService.listTaskQueuePartitions({
    namespace,
    taskQueue: { name: taskQueues.github },
  });
  return Math.max(1, activityTaskQueuePartitions?.length ?? 1);
}

/** @returns whose task came; '' when none did in time */
async function takeTask(
  { workflowService, connection, options: { namespace } }: Client,
  queue: string,
): Promise<string> {
  const { workflowExecution } = await connection.withDeadline(Date.now() + pollMs, () =>
    workflowService.pollWorkflowTaskQueue({
      namespace,
      taskQueue: { name: queue, kind: TASK_QUEUE_KIND_NORMAL },
      identity,
    }),
  );
  return /-(\w+)$/.exec(workflowExecution?.workflowId ?? '')?.[1] ?? '';
}

async function remove(
  { workflow, workflowService, options: { namespace } }: Client,
  workflowId: string,
): Promise<void> {
  await workflow
    .getHandle(workflowId)
    .terminate('trial of doctor')
    .catch(() => undefined);
  // Where it may not be deleted, it goes when the namespace's retention ends.
  await workflowService
    .deleteWorkflowExecution({ namespace, workflowExecution: { workflowId } })
    .catch(() => undefined);
}
