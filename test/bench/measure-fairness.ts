import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { orderLoop } from '../../client/temporal/loops.ts';
import { messages, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer } from '../../workflows/contract.ts';
import { benchName, sleeper } from './bench-repository.ts';
import { workerEnvironment } from './load.ts';
import type { Measures } from './measures.ts';
import type { Stage } from './stage.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import type { SimulatorProcess } from './start-simulator-process.ts';
import { startWorker } from './start-worker.ts';

const smallIssues = 20;
const loads = 50;
/** So many that no load ends while it is measured. */
const issuesOfLoad = 1_000;
const orders = 7;
const pollMs = 20;
/** Loads fill every slot, and many more activities wait, before the first order. */
const settleMs = 15_000;
const longestMs = 300_000;
const paces = { 600: 'pace 600', 1_000_000: 'no pace' } as const;

/** What an order to one small repository takes, alone and beside first loads of many others, on one worker. */
export async function measureFairness(stage: Stage, measures: Measures): Promise<void> {
  for (const pace of [600, 1_000_000] as const) await measureAt(stage, measures, pace);
}

async function measureAt(stage: Stage, { ratio, absolute }: Measures, pace: keyof typeof paces): Promise<void> {
  const github = await startSimulatorProcess(smallIssues, 0, loads, issuesOfLoad);
  const database = await stage.createDatabase();
  const { temporalAddress, client } = stage;
  const options = { connections: 4, requestsPerMinute: pace };
  const worker = await startWorker(workerEnvironment({ github, temporalAddress }, database.url, options));
  const others = Array.from({ length: loads }, (_, place) => sleeper(place + 1));
  const names = [benchName, ...others.map(({ owner, name }) => `${owner}/${name}`)];
  try {
    await github.begin({ latencyMs: 0, secondaryLimits: false });
    await startLoop(client, benchName);
    await settled(client, 1);
    const alone = await timeOrders(client, github);
    await Promise.all(names.slice(1).map((name) => startLoop(client, name)));
    await delay(settleMs);
    const beside = await timeOrders(client, github);
    const waiting = await countWaiting(client);
    const name = `syncNow of ${smallIssues} issues, ${paces[pace]}`;
    const besides = `beside ${loads} first loads`;
    ratio(`${name}: ${besides} ÷ alone`, '×', median(beside) / median(alone));
    ratio(`${name}: longest ${besides} ÷ alone`, '×', Math.max(...beside) / median(alone));
    for (const ms of alone) absolute(`${name}: alone`, 'ms', ms);
    for (const ms of beside) absolute(`${name}: ${besides}`, 'ms', ms);
    absolute(`${name}: activities of the loads that wait`, '', waiting);
  } finally {
    // Gone by themselves, or never begun.
    for (const name of names)
      await client.workflow
        .getHandle(syncWorkflowId(name))
        .terminate('measured')
        .catch(() => undefined);
    await worker.stop();
    await github.stop();
    await database.drop();
  }
}

function startLoop(client: Client, repository: string) {
  return client.workflow.start(workflowTypes.syncRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: syncWorkflowId(repository),
    args: [{ repository, every: '1d', waits: { kpisEvery: '1d' } }],
  });
}

/** One order after the other, each after a change: from the order to the end of its cycle, in milliseconds. */
async function timeOrders(client: Client, github: SimulatorProcess): Promise<number[]> {
  const times: number[] = [];
  for (let order = 1; order <= orders; order += 1) {
    await github.editIssue();
    const startedAt = performance.now();
    const answer = await orderLoop<SyncNowAnswer>(client, repositoryLoop(benchName), messages.syncNow);
    if ('limitedUntil' in answer) throw new Error(answer.message);
    await settled(client, answer.cycle);
    times.push(performance.now() - startedAt);
  }
  return times;
}

async function settled(client: Client, cycle: number): Promise<void> {
  const loop = client.workflow.getHandle(syncWorkflowId(benchName));
  const deadline = Date.now() + longestMs;
  while (Date.now() < deadline) {
    if ((await loop.query<LoopStatus>(messages.status)).settledCycle >= cycle) return;
    await delay(pollMs);
  }
  throw new Error(`Cycle ${cycle} of ${benchName} does not end.`);
}

/** As Temporal counts them; none would mean that nothing was measured. */
async function countWaiting({ workflowService, options }: Client): Promise<number> {
  const { stats } = await workflowService.describeTaskQueue({
    namespace: options.namespace,
    taskQueue: { name: taskQueues.github },
    taskQueueType: 2, // activities
    reportStats: true,
  });
  return Number(stats?.approximateBacklogCount ?? 0);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
