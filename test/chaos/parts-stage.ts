import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import type { SimulatorOptions } from '../simulator/server.ts';
import { freezeProcesses } from '../support/freeze-processes.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig, until } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import type { End, Stage } from './stage.ts';

const tailLines = 20;
/** A Postgres that ends on a full disk has ended by then. */
const endsWithinMs = 5_000;
/** What a worker that has thawed still does before it is told to end. */
const thawedMs = 2_000;

async function endInOrder(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGTERM');
  await once(worker, 'exit');
}

/**
 * A worker, a Temporal on a file and a Postgres with fsync, each of which may be killed by itself.
 *
 * @param disk where Postgres lies; null: among the temporary files
 */
export async function openPartsStage(title: string, options: SimulatorOptions, disk: SmallDisk | null): Promise<Stage> {
  const servers = createOwnServers(disk ? { disk: disk.folder } : {});
  let rig: Rig | undefined;

  async function close(): Promise<void> {
    try {
      await rig?.close();
    } finally {
      await servers.stop();
    }
  }

  try {
    const opened = (rig = await createRig(title, options, servers));
    let worker = await opened.startWorker();
    const startWorker = async () => void (worker = await opened.startWorker());

    /** Another worker takes over meanwhile; the frozen one wakes up beside it, and is then ended in order. */
    async function freezeWorker(): Promise<End> {
      const frozen = worker;
      const thaw = freezeProcesses(frozen.pid!);
      await startWorker();
      return async () => {
        thaw();
        await delay(thawedMs);
        await endInOrder(frozen);
      };
    }

    /** As an administrator would, once there is room again. */
    async function startPostgresWhereItEnded(): Promise<void> {
      const ended = servers.postgresEnded().then(() => true);
      if (await Promise.race([ended, delay(endsWithinMs, false)])) await (await servers.kill('postgres'))();
      await until(() =>
        opened.db.query('select').then(
          () => true,
          () => false,
        ),
      );
    }

    return {
      simulator: opened.simulator,
      db: opened.db,
      client: opened.client,
      environment: {
        DATABASE_URL: opened.database.url,
        DATABASE_READER_URL: opened.database.readerUrl,
        TEMPORAL_ADDRESS: opened.temporalAddress,
        TEMPORAL_NAMESPACE: opened.namespace,
        GITHUB_API_URL: opened.simulator.url,
        GITHUB_TOKEN: 'rig-token',
      },
      temporal: { address: opened.temporalAddress, namespace: opened.namespace },
      hasTwoWorkers: true,
      async kill(victim) {
        if (victim === 'postgres' || victim === 'temporal') return servers.kill(victim);
        if (victim !== 'worker') throw new Error(`There is no ${victim} on this stage.`);
        await opened.stopWorker('SIGKILL');
        return startWorker;
      },
      async freeze(sleeper) {
        if (sleeper === 'worker') return freezeWorker();
        const thaw = freezeProcesses(await servers.pidOf(sleeper));
        return async () => thaw();
      },
      fillDisk() {
        if (!disk) return Promise.resolve(null);
        disk.fill();
        return Promise.resolve(async () => {
          disk.makeRoom();
          await startPostgresWhereItEnded();
        });
      },
      tell: () => opened.workerLines.slice(-tailLines).join('\n'),
      async close() {
        const { exitCode } = worker;
        await close();
        // Servers that went away and came back are no reason for a worker to end.
        if (exitCode !== null) throw new Error(`The worker had ended by itself with ${exitCode}.`);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
