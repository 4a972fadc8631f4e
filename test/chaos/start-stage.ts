import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freezeProcesses } from '../support/freeze-processes.ts';
import { lastingPort } from '../support/lasting-port.ts';
import { until } from '../support/rig.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import type { Pool } from 'pg';
import { homeAt } from '../../local/home.ts';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { postgresUrls } from '../../local/postgres.ts';
import { passwordsOf } from '../../local/secrets.ts';
import { createDb } from '../../sql/db.ts';
import { startSimulator } from '../simulator/server.ts';
import type { SimulatorOptions } from '../simulator/server.ts';
import { createStartRunner } from './run-start.ts';
import type { Stage } from './stage.ts';

const tailLength = 2000;
/** Within so long a Postgres that has ended on a full disk runs again. */
const comesBackMs = 60_000;

/** Behind a link, as where Postgres' user cannot reach the home. */
function layPostgresOn(disk: SmallDisk, link: string): void {
  const folder = join(disk.folder, 'postgres');
  mkdirSync(folder);
  symlinkSync(folder, link);
}

async function chooseEnvironment(home: string, apiUrl: string): Promise<Record<string, string>> {
  const [postgres, temporal, ui] = [await lastingPort(), await lastingPort(), await lastingPort()];
  return {
    DATABASE_URL: '',
    DATABASE_READER_URL: '',
    TEMPORAL_ADDRESS: '',
    TEMPORAL_PROFILE: '',
    GITHUB_TOKEN: 'chaos-token',
    GITHUB_APP_ID: '',
    GITHUB_API_URL: apiUrl,
    REPOMETER_HOME: home,
    REPOMETER_REPOSITORIES: '',
    REPOMETER_REQUESTS_PER_MINUTE: '100000',
    REPOMETER_POSTGRES_PORT: String(postgres),
    REPOMETER_TEMPORAL_PORT: String(temporal),
    REPOMETER_TEMPORAL_UI_PORT: String(ui),
  };
}

/**
 * The product as a person runs it, `npm start` in a home of its own.
 *
 * @param names what every start but the first is given; the first finds no repository yet
 * @param disk where Postgres lies; null: in the home
 */
export async function openStartStage(
  names: string[],
  options: SimulatorOptions,
  disk: SmallDisk | null,
): Promise<Stage> {
  const simulator = await startSimulator({ secondary: false, tokenLimit: 1_000_000, ...options });
  const home = mkdtempSync(join(tmpdir(), 'repometer-chaos-'));
  chmodSync(home, 0o711); // as root, Postgres' own user passes through
  if (disk) layPostgresOn(disk, homeAt(home).postgres);
  const environment = await chooseEnvironment(home, simulator.url);
  const runner = createStartRunner(home, environment);
  let db: Pool | undefined;
  let connection: Connection | undefined;

  async function close(): Promise<void> {
    try {
      await db?.end();
      await connection?.close();
      await runner.stop();
    } finally {
      await simulator.close();
      removePostgresFolder(homeAt(home).postgres);
      rmSync(home, { recursive: true, force: true });
    }
  }

  try {
    const { ports } = await runner.start([]);
    const { databaseUrl } = postgresUrls(ports['postgres']!, passwordsOf(homeAt(home)));
    db = createDb(databaseUrl, { size: 3, name: 'chaos' });
    connection = await Connection.connect({ address: `127.0.0.1:${ports['temporal']}` });
    const opened = db;
    const answers = () =>
      opened.query('select').then(
        () => true,
        () => false,
      );
    return {
      simulator,
      db,
      client: new Client({ connection }),
      environment,
      temporal: { address: `127.0.0.1:${ports['temporal']}`, namespace: 'default' },
      hasTwoWorkers: false,
      async kill(victim) {
        if (victim !== 'start' && victim !== 'everything') throw new Error(`There is no ${victim} on this stage.`);
        await runner.kill(victim === 'everything');
        return async () => void (await runner.start(names));
      },
      freeze(sleeper) {
        const thaw = freezeProcesses(runner.pidOf(sleeper));
        return Promise.resolve(() => Promise.resolve(thaw()));
      },
      fillDisk() {
        if (!disk) return Promise.resolve(null);
        disk.fill();
        return Promise.resolve(async () => {
          disk.makeRoom();
          await until(answers, { tell: () => Promise.resolve(runner.said().slice(-tailLength)), waitMs: comesBackMs });
        });
      },
      tell: () => runner.said().slice(-tailLength),
      close,
    };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}
