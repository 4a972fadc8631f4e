import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { createDb } from '../../sql/db.ts';
import { startCluster } from '../cluster/start-cluster.ts';
import { workerEnvironment } from './load.ts';
import { createSleepers } from './load-sleepers.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { readProcessUse } from './process-use.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { startWorker } from './start-worker.ts';
import type { WorkerProcess } from './start-worker.ts';

const workers = 3;
const idleMs = 60_000;

/** What many loops cost on two of Temporal's own servers on Postgres and three workers: to load them all, and while they sleep. */
export async function measureCluster(measures: Measures, { sleepers }: BenchOptions): Promise<void> {
  const cluster = await startCluster();
  const { address } = await cluster.temporal();
  const github = await startSimulatorProcess(1, 0, sleepers);
  const database = await cluster.createDatabase('bench');
  const db = createDb(database.url, { size: 2, name: 'bench' });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const environment = workerEnvironment({ github, temporalAddress: address }, database.url, { connections: 4 });
  const running: WorkerProcess[] = [];
  // The lightest first load that there is: what is measured is loops that sleep.
  const loops = createSleepers(client, db, { count: sleepers, resource: 'labels' });
  const pids = () => [...running.map(({ pid }) => pid), ...cluster.pids()];
  const cpu = () => pids().reduce((sum, pid) => sum + readProcessUse(pid).cpuSeconds, 0);
  try {
    while (running.length < workers) running.push(await startWorker(environment));
    const seconds = await loops.load();
    const name = `${sleepers} loops on a cluster of two servers and ${workers} workers`;
    measures.absolute(`${name}: first loads`, 's', seconds);
    measures.absolute(`${name}: loops loaded a minute`, '', (sleepers / seconds) * 60);
    const peaks = running.map(({ pid }) => readProcessUse(pid).peakMib);
    measures.absolute(`${name}: peak memory of the largest worker`, 'MiB', Math.max(...peaks));
    const before = cpu();
    await delay(idleMs);
    measures.absolute(`${name}: CPU of servers and workers in an idle minute`, 's', cpu() - before);
  } finally {
    // The loops end with their servers.
    for (const worker of running) await worker.stop();
    await connection.close();
    await github.stop();
    await db.end();
    await database.drop();
    await cluster.stop();
  }
}
