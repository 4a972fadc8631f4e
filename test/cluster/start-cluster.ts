import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { spawnTracked } from '../../local/spawn-tracked.ts';
import type { Tracked } from '../../local/spawn-tracked.ts';
import { signalProcess } from '../../local/stop-process.ts';
import { lastingPort } from '../support/lasting-port.ts';
import { leash } from '../support/leash.ts';
import type { Leash } from '../support/leash.ts';
import { createOwnServers } from '../support/own-servers.ts';
import type { RigServers } from '../support/rig.ts';
import { createNamespace, until } from '../support/rig.ts';
import { startBalance } from './balance.ts';
import { makeTemporalDatabases } from './make-databases.ts';
import { portsOfServer, serverConfig } from './server-config.ts';
import { serverPrograms } from './server-programs.ts';

/** Two of Temporal's own servers on one Postgres, which the product's database stands on too. */
export interface Cluster extends RigServers {
  /** SIGKILL of one server. @returns starts it again */
  kill(place: number): Promise<() => Promise<void>>;
  /** Of the servers that run. */
  pids(): number[];
  stop(): Promise<void>;
}

interface Server {
  tracked: Tracked;
  leash: Leash;
}

const startsWithinMs = 120_000;

async function answers(port: number): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: '2s' });
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.listNamespaces({}));
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Starts a cluster of so many servers; each has all services, and its own ports. */
export async function startCluster(servers = 2): Promise<Cluster> {
  const programs = await serverPrograms();
  const own = createOwnServers();
  const root = mkdtempSync(join(tmpdir(), 'repometer-cluster-'));
  chmodSync(root, 0o700);
  mkdirSync(join(root, 'processes'));
  const { port, superuserUrl } = await own.postgres();
  const databases = { port, password: randomBytes(12).toString('hex') };
  await makeTemporalDatabases(superuserUrl, programs.sqlTool, databases);
  const ports = await portsFor(servers);
  const running = new Map<number, Server>();

  async function start(place: number): Promise<void> {
    const file = join(root, `server-${place}.json`);
    const logFile = join(root, `server-${place}.log`);
    writeFileSync(file, serverConfig(databases, ports[place]!), { mode: 0o600 });
    const tracked = await spawnTracked({
      name: `server-${place}`,
      command: programs.server,
      args: ['--config-file', file, '--allow-no-auth', 'start'],
      env: { HOME: root, PATH: '/usr/local/bin:/usr/bin:/bin' },
      cwd: root,
      folder: join(root, 'processes'),
      logFile,
    });
    running.set(place, { tracked, leash: leash(tracked.identity.pid, 'TERM', root) });
    const lastWords = () => Promise.resolve(readFileSync(logFile, 'utf8').split('\n').slice(-10).join('\n'));
    await until(() => answers(ports[place]![0]!), { waitMs: startsWithinMs, tell: lastWords, longestPauseMs: 1_000 });
  }

  const balance = await startBalance(ports.map(([frontend]) => frontend!));

  async function stop(): Promise<void> {
    await balance.close();
    for (const { tracked, leash: held } of running.values()) {
      held.release();
      await tracked.stop();
    }
    await own.stop();
    rmSync(root, { recursive: true, force: true });
  }

  try {
    // The first start writes down what the cluster is; two at once would stand in each other's way, and one would end.
    for (const place of ports.keys()) await start(place);
    await createDefaultNamespace(balance.address);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    temporal: () => Promise.resolve({ address: balance.address }),
    createDatabase: own.createDatabase,
    async kill(place) {
      const { tracked, leash: held } = running.get(place)!;
      held.release();
      running.delete(place);
      signalProcess(tracked.identity.pid, 'SIGKILL');
      await tracked.exited;
      return () => start(place);
    },
    pids: () => [...running.values()].map(({ tracked }) => tracked.identity.pid),
    stop,
  };
}

/** A dev server has it from the beginning, a cluster has none. */
async function createDefaultNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await createNamespace(connection, 'default');
  } finally {
    await connection.close();
  }
}

async function portsFor(servers: number): Promise<number[][]> {
  const all = new Set<number>();
  while (all.size < servers * portsOfServer) all.add(await lastingPort());
  const list = [...all];
  return Array.from({ length: servers }, (_, place) => list.slice(place * portsOfServer, (place + 1) * portsOfServer));
}
