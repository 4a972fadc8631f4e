import { setTimeout as delay } from 'node:timers/promises';
import { createDb } from '../../sql/db.ts';
import { workerEnvironment } from './load.ts';
import { createSleepers } from './load-sleepers.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { readProcessUse } from './process-use.ts';
import type { Stage } from './stage.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { startWorker } from './start-worker.ts';

const restMs = 10_000;

/**
 * Memory of one worker that keeps many repositories, all of which have been loaded and sleep; and of the worker that takes over from it,
 * which knows none of their histories: while they sleep, and when each of them has had a cycle.
 */
export async function measureSleepers(stage: Stage, measures: Measures, { sleepers }: BenchOptions): Promise<void> {
  const github = await startSimulatorProcess(1, 0, sleepers);
  const database = await stage.createDatabase();
  const db = createDb(database.url, { size: 2, name: 'bench' });
  const { temporalAddress } = stage;
  const environment = workerEnvironment({ github, temporalAddress }, database.url, { connections: 4 });
  let worker = await startWorker(environment);
  const loops = createSleepers(stage.client, db, { count: sleepers, resource: 'issues' });
  try {
    const seconds = await loops.load();
    const name = `${sleepers} sleeping repositories on one worker`;
    measures.absolute(`${name}: peak memory`, 'MiB', readProcessUse(worker.pid).peakMib);
    measures.absolute(`${name}: first loads`, 's', seconds);
    await worker.stop();
    worker = await startWorker(environment);
    await delay(restMs);
    const peak = (when: string) =>
      measures.absolute(`${name}: peak memory after a restart, ${when}`, 'MiB', readProcessUse(worker.pid).peakMib);
    peak('while they sleep');
    const cycle = await loops.cycle();
    peak('after a cycle of each');
    measures.absolute(`${name}: a cycle of each after a restart`, 's', cycle.seconds);
    measures.absolute(`${name}: longest answer to an order for it`, 's', cycle.longestAnswerSeconds);
  } catch (error) {
    throw new Error(`The sleepers were not measured; the worker said:\n${worker.lines.join('\n')}`, { cause: error });
  } finally {
    await loops.end();
    await worker.stop();
    await github.stop();
    await db.end();
    await database.drop();
  }
}
