import type { SimulatorOptions } from '../simulator/server.ts';
import { createOwnServers } from '../support/own-servers.ts';
import { createRig } from '../support/rig.ts';
import type { Rig } from '../support/rig.ts';
import type { Stage } from './stage.ts';

const tailLines = 20;

/** A worker, a Temporal on a file and a Postgres with fsync, each of which may be killed by itself. */
export async function openPartsStage(title: string, options: SimulatorOptions): Promise<Stage> {
  const servers = createOwnServers();
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
    return {
      simulator: opened.simulator,
      db: opened.db,
      client: opened.client,
      async kill(victim) {
        if (victim === 'postgres' || victim === 'temporal') return servers.kill(victim);
        if (victim !== 'worker') throw new Error(`There is no ${victim} on this stage.`);
        await opened.stopWorker('SIGKILL');
        return async () => void (worker = await opened.startWorker());
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
