import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { loadConfig } from '../../config.ts';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { startPostgres, type Postgres } from '../../local/postgres.ts';
import { generatePasswords } from '../../local/secrets.ts';
import { findTemporalBinary } from '../../local/temporal-binary.ts';
import { startTemporal, type Temporal } from '../../local/temporal.ts';
import { leash, type Leash } from './leash.ts';

/** The servers that all test files share: started when the first test asks, stopped after the last one. */
export interface TestServers {
  postgres(): Promise<Postgres>;
  temporal(): Promise<Temporal>;
  /** Stops what was started; with `keep`, Postgres' data stay for a look at what a failed test left. */
  stop(keep: boolean): Promise<void>;
}

const log = (sentence: string) => console.error(sentence);
const keptFolder = join(tmpdir(), 'repometer-failed-tests');

/** The binary that tests use: as in the product. Getting it may take minutes the first time. */
export function testTemporalBinary() {
  const config = loadConfig();
  return findTemporalBinary({ explicit: config.temporalCli, cacheFolder: config.cacheFolder, log });
}

function keepData(folder: string, { port, superuserUrl }: Postgres): void {
  rmSync(keptFolder, { recursive: true, force: true });
  renameSync(folder, keptFolder);
  const command = `postgres -D ${keptFolder}/postgres/data -p ${port} -c unix_socket_directories=''`;
  writeFileSync(join(keptFolder, 'connect.txt'), `${command}\n${superuserUrl}\n`, { mode: 0o600 });
  log(`The databases of the failed tests are kept; ${keptFolder}/connect.txt says how to open them.`);
}

export function createTestServers(): TestServers {
  let root: string | undefined;
  let postgres: Promise<Postgres> | undefined;
  let temporal: Promise<Temporal> | undefined;
  const leashes: Leash[] = [];

  function folder(name: string): string {
    root ??= mkdtempSync(join(tmpdir(), 'repometer-test-'));
    chmodSync(root, 0o711); // as root, Postgres' own user passes through
    mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    return join(root, name);
  }

  async function startSharedPostgres(): Promise<Postgres> {
    const logFile = join(folder('logs'), 'postgres.log');
    const passwords = generatePasswords();
    const server = await startPostgres({
      folder: join(root!, 'postgres'),
      port: 0,
      passwords,
      logFile,
      log,
      fast: true,
    });
    leashes.push(leash(server.identity.pid, 'INT', root!));
    return server;
  }

  async function startSharedTemporal(): Promise<Temporal> {
    const server = await startTemporal({
      binary: await testTemporalBinary(),
      port: await getPort(),
      uiPort: await getPort(),
      logFile: join(folder('logs'), 'temporal.log'),
      folder: folder('processes'),
      homeFolder: folder('temporal'),
      // Otherwise a timer costs a second, however short it is.
      dynamicConfig: ['history.timerProcessorMaxTimeShift="50ms"'],
    });
    leashes.push(leash(server.identity.pid, 'TERM', root!));
    return server;
  }

  async function stop(keep: boolean): Promise<void> {
    const [pg, server] = await Promise.all([postgres?.catch(() => undefined), temporal?.catch(() => undefined)]);
    await Promise.all([pg?.stop(), server?.stop()]);
    for (const one of leashes) one.release();
    if (!root) return;
    if (keep && pg) return keepData(root, pg);
    removePostgresFolder(join(root, 'postgres'));
    rmSync(root, { recursive: true, force: true });
  }

  return {
    postgres: () => (postgres ??= startSharedPostgres()),
    temporal: () => (temporal ??= startSharedTemporal()),
    stop,
  };
}
