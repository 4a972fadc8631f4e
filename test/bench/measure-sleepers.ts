import { createDb } from '../../sql/db.ts';
import { syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { sleeper } from './bench-repository.ts';
import { workerEnvironment } from './load.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { readProcessUse } from './process-use.ts';
import type { Stage } from './stage.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { startWorker } from './start-worker.ts';

const startsAtOnce = 20;
const pollMs = 500;
const longestMs = 1_800_000;
const restMs = 10_000;

/** Memory of one worker that keeps many repositories, all of which have been loaded and sleep. */
export async function measureSleepers(stage: Stage, measures: Measures, { sleepers }: BenchOptions): Promise<void> {
  const github = await startSimulatorProcess(1, 0, sleepers);
  const database = await stage.createDatabase();
  const db = createDb(database.url, { size: 2, name: 'bench' });
  const { temporalAddress } = stage;
  const worker = await startWorker(workerEnvironment({ github, temporalAddress }, database.url, { connections: 4 }));
  const names = Array.from({ length: sleepers }, (_, place) => sleeper(place + 1));
  const ids = names.map(({ owner, name }) => syncWorkflowId(`${owner}/${name}`));
  try {
    const startedAt = Date.now();
    const waiting = [...names];
    const startSome = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        await startLoop(stage, `${next.owner}/${next.name}`);
    };
    await Promise.all(Array.from({ length: startsAtOnce }, startSome));
    const deadline = startedAt + longestMs;
    const loaded = async () => {
      const { rows } = await db.query<{ loaded: number }>(
        `select count(*)::int as loaded from sync.resource where resource = 'issues' and complete_through is not null`,
      );
      return rows[0]?.loaded ?? 0;
    };
    while ((await loaded()) < sleepers) {
      if (Date.now() > deadline) throw new Error(`Only ${await loaded()} of ${sleepers} repositories were loaded.`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    const seconds = (Date.now() - startedAt) / 1000;
    // Their KPIs are computed, and all of them sleep.
    await new Promise((resolve) => setTimeout(resolve, restMs));
    const name = `${sleepers} sleeping repositories on one worker`;
    measures.absolute(`${name}: peak memory`, 'MiB', readProcessUse(worker.pid).peakMib);
    measures.absolute(`${name}: first loads`, 's', seconds);
  } finally {
    // Gone by themselves, or never begun.
    for (const id of ids)
      await stage.client.workflow
        .getHandle(id)
        .terminate('measured')
        .catch(() => undefined);
    await worker.stop();
    await github.stop();
    await db.end();
    await database.drop();
  }
}

async function startLoop({ client }: Stage, repository: string): Promise<void> {
  await client.workflow.start(workflowTypes.syncRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: syncWorkflowId(repository),
    args: [{ repository, every: '1d', resources: ['issues'] }],
  });
}
