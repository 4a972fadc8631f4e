import { Client, Connection } from '@temporalio/client';
import { createOwnServers } from '../support/own-servers.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import type { SimulatorProcess } from './start-simulator-process.ts';

/** What all measurements share: a Postgres with fsync, a Temporal dev server, and the simulated GitHub. */
export interface Stage {
  github: SimulatorProcess;
  temporalAddress: string;
  temporalPid: number;
  client: Client;
  issues: number;
  /** Migrated and empty; the one before must be dropped. */
  createDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

/** @param issues of the simulated repository */
export async function openStage(issues: number): Promise<Stage> {
  const servers = createOwnServers();
  try {
    const [github, { address }] = await Promise.all([startSimulatorProcess(issues), servers.temporal()]);
    const connection = await Connection.connect({ address });
    return {
      github,
      temporalAddress: address,
      temporalPid: await servers.pidOf('temporal'),
      client: new Client({ connection }),
      issues,
      createDatabase: () => servers.createDatabase('bench'),
      async stop() {
        await github.stop();
        await connection.close();
        await servers.stop();
      },
    };
  } catch (error) {
    await servers.stop();
    throw error;
  }
}
