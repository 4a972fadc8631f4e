import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../config.ts';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { findTemporalBinary } from '../../local/temporal-binary.ts';
import { startTemporal, type Temporal } from '../../local/temporal.ts';
import { lastingPort } from './lasting-port.ts';
import { leash, type Leash } from './leash.ts';
import { memoryFolder } from './memory-folder.ts';
import type { PostgresLogins } from './test-databases.ts';
import { startTestPostgres, type TestPostgres } from './test-postgres.ts';

/** The servers that all tests of a run share: started when the first one asks, stopped after the last one. */
export interface TestServers {
  postgres(): Promise<PostgresLogins>;
  temporal(): Promise<{ address: string; uiUrl: string }>;
  /** Stops what was started; with `keep`, Postgres' data stay for a look at what a failed test left. */
  stop(keep: boolean): Promise<void>;
}

const log = (sentence: string) => console.error(sentence);

/** The binary that tests use: as in the product. Getting it may take minutes the first time. */
export function testTemporalBinary() {
  const config = loadConfig();
  return findTemporalBinary({ explicit: config.temporalCli, cacheFolder: config.cacheFolder, log });
}

function keepData(folder: string, keptFolder: string, { reopen }: TestPostgres): void {
  if (!reopen) return log('The databases of the failed tests are still on the server that was named.');
  rmSync(keptFolder, { recursive: true, force: true });
  execFileSync('cp', ['-a', folder, keptFolder]); // out of memory; node's copy forgets whose a file is
  writeFileSync(join(keptFolder, 'connect.txt'), reopen(`${keptFolder}/postgres/data`), { mode: 0o600 });
  log(`The databases of the failed tests are kept; ${keptFolder}/connect.txt says how to open them.`);
}

/** @param which Postgres, see `postgresVariable` */
export function createTestServers(which?: string): TestServers {
  const keptFolder = join(tmpdir(), `repometer-failed-tests${which ? '-other' : ''}`);
  let root: string | undefined;
  let postgres: Promise<TestPostgres> | undefined;
  let temporal: Promise<Temporal> | undefined;
  let temporalLeash: Leash | undefined;

  function folder(name: string): string {
    root ??= mkdtempSync(join(memoryFolder(), 'repometer-test-'));
    chmodSync(root, 0o711); // as root, Postgres' own user passes through
    mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    return join(root, name);
  }

  async function startSharedPostgres(): Promise<TestPostgres> {
    folder('logs');
    return startTestPostgres(which, root!);
  }

  async function startSharedTemporal(): Promise<Temporal> {
    const server = await startTemporal({
      binary: await testTemporalBinary(),
      port: await lastingPort(),
      uiPort: await lastingPort(),
      logFile: join(folder('logs'), 'temporal.log'),
      folder: folder('processes'),
      homeFolder: folder('temporal'),
      // Otherwise a timer costs a second, however short it is.
      dynamicConfig: ['history.timerProcessorMaxTimeShift="50ms"'],
      // Collecting garbage more seldom spares a seventh of the server's work; where it holds much, as often as ever.
      environment: { GOGC: '400', GOMEMLIMIT: '1GiB' },
    });
    temporalLeash = leash(server.identity.pid, 'TERM', root!);
    return server;
  }

  async function stop(keep: boolean): Promise<void> {
    const [pg, server] = await Promise.all([postgres?.catch(() => undefined), temporal?.catch(() => undefined)]);
    await Promise.all([pg?.stop(), server?.stop()]);
    if (root) {
      if (keep && pg) keepData(root, keptFolder, pg);
      removePostgresFolder(join(root, 'postgres'));
      rmSync(root, { recursive: true, force: true });
    }
    temporalLeash?.release();
    pg?.release();
  }

  return {
    postgres: async () => {
      const { superuserUrl, databaseUrl, readerUrl } = await (postgres ??= startSharedPostgres());
      return { superuserUrl, databaseUrl, readerUrl };
    },
    temporal: async () => {
      const { address, uiUrl } = await (temporal ??= startSharedTemporal());
      return { address, uiUrl: uiUrl! };
    },
    stop,
  };
}
