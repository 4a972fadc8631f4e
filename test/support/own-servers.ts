import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresFolder } from '../../local/postgres-folder.ts';
import { startPostgres } from '../../local/postgres.ts';
import type { Postgres } from '../../local/postgres.ts';
import { generatePasswords } from '../../local/secrets.ts';
import { signalProcess } from '../../local/stop-process.ts';
import { startTemporal } from '../../local/temporal.ts';
import type { Temporal } from '../../local/temporal.ts';
import { lastingPort } from './lasting-port.ts';
import { leash } from './leash.ts';
import type { Leash } from './leash.ts';
import type { RigServers } from './rig.ts';
import { createTemplate, createTestDatabases } from './test-databases.ts';
import { testTemporalBinary } from './test-servers.ts';

type ServerName = 'postgres' | 'temporal';

/** Servers that one test has to itself, so that it may kill them: Postgres with fsync, Temporal on a file. */
export interface OwnServers extends RigServers {
  postgres(): Promise<Postgres>;
  /** Resolves when Postgres has ended by itself. */
  postgresEnded(): Promise<unknown>;
  /** The pid under which a server runs now. */
  pidOf(name: ServerName): Promise<number>;
  /** SIGKILL; returns when the process is gone. @returns starts the same server again, on its data and its port */
  kill(name: ServerName): Promise<() => Promise<void>>;
  /** Stops both in order and deletes their data. */
  stop(): Promise<void>;
}

interface Running<Server> {
  server: Server;
  leash: Leash;
}

const log = (sentence: string) => console.error(sentence);

/**
 * Each server starts when it is first asked for.
 *
 * @param options `dynamicConfig` of Temporal, `key=JSON` each; `disk`, an existing folder for Postgres' data
 */
export function createOwnServers({
  dynamicConfig = [],
  disk,
}: { dynamicConfig?: string[]; disk?: string } = {}): OwnServers {
  const root = mkdtempSync(join(tmpdir(), 'repometer-own-'));
  chmodSync(root, 0o711); // as root, Postgres' own user passes through
  const folder = (name: string) => {
    mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    return join(root, name);
  };
  const postgresFolder = join(disk ?? root, 'postgres');
  const passwords = generatePasswords();
  let ports: Promise<[number, number, number]> | undefined;
  const choosePorts = () => (ports ??= Promise.all([lastingPort(), lastingPort(), lastingPort()]));
  const servers: { postgres?: Promise<Running<Postgres>>; temporal?: Promise<Running<Temporal>> } = {};

  async function runPostgres(): Promise<Running<Postgres>> {
    const [port] = await choosePorts();
    const logFile = join(folder('logs'), 'postgres.log');
    const server = await startPostgres({ folder: postgresFolder, port, passwords, logFile, log });
    return { server, leash: leash(server.identity.pid, 'INT', root) };
  }

  async function runTemporal(): Promise<Running<Temporal>> {
    const [, port, uiPort] = await choosePorts();
    const server = await startTemporal({
      binary: await testTemporalBinary(),
      port,
      uiPort,
      databaseFile: join(folder('temporal'), 'temporal.db'),
      logFile: join(folder('logs'), 'temporal.log'),
      folder: folder('processes'),
      homeFolder: folder('temporal'),
      // Otherwise a timer costs a second, however short it is.
      dynamicConfig: ['history.timerProcessorMaxTimeShift="50ms"', ...dynamicConfig],
    });
    return { server, leash: leash(server.identity.pid, 'TERM', root) };
  }

  const postgres = () => (servers.postgres ??= runPostgres());
  const temporal = () => (servers.temporal ??= runTemporal());
  let template: Promise<void> | undefined;
  const createDatabase = createTestDatabases({
    async prepared() {
      const { server } = await postgres();
      await (template ??= createTemplate(server));
      return server;
    },
    hasFailed: () => false,
    keep: () => Promise.resolve(),
  });

  return {
    postgres: async () => (await postgres()).server,
    temporal: async () => (await temporal()).server,
    createDatabase,
    pidOf: async (name) => (await (name === 'postgres' ? postgres() : temporal())).server.identity.pid,
    postgresEnded: async () => (await postgres()).server.exited,
    async kill(name) {
      const running = await (name === 'postgres' ? postgres() : temporal());
      running.leash.release();
      signalProcess(running.server.identity.pid, 'SIGKILL');
      await running.server.exited;
      delete servers[name];
      return async () => void (await (name === 'postgres' ? postgres() : temporal()));
    },
    async stop() {
      for (const start of [servers.temporal, servers.postgres]) {
        const running = await start?.catch(() => undefined);
        await running?.server.stop();
        running?.leash.release();
      }
      removePostgresFolder(postgresFolder);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
