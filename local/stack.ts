import { join } from 'node:path';
import { type Config } from '../config.ts';
import { openHome, type Home } from './home.ts';
import { keepServers } from './keep-servers.ts';
import { stopLeftovers } from './leftovers.ts';
import { lockHolder, takeLock } from './lock.ts';
import { type Log } from './log.ts';
import { keepLogsSmall } from './rotate-logs.ts';
import { createRunRecord } from './run-file.ts';
import { spawnTracked, type Tracked } from './spawn-tracked.ts';
import { startServers, type DatabaseLogins, type Servers } from './stack-servers.ts';

export interface StackOptions {
  config: Config;
  log: Log;
  /** Gives up a start, stopping what it had started. */
  signal?: AbortSignal;
  /** Makes the tables, as soon as there is a database: Temporal may take minutes longer. The signal gives it up. */
  prepareDatabase?: (logins: DatabaseLogins, signal: AbortSignal) => Promise<void>;
}

export interface Stack extends DatabaseLogins {
  /** host:port of the embedded frontend; undefined when Temporal is an external one, which envconfig knows. */
  temporalAddress: string | undefined;
  temporalUiUrl: string | undefined;
  embedded: { postgres: boolean; temporal: boolean };
  /** Resolves with a sentence when an embedded server has ended and cannot be started again. */
  failed: Promise<string>;
  /**
   * Starts one of our own processes, kept in run.json, its output in `logs/NAME.log`.
   *
   * @param env the whole environment of the child, see `childEnvironment`
   * @param ports where it listens, by name, for run.json
   */
  spawnPart(
    name: string,
    command: string,
    args: string[],
    env: NodeJS.ProcessEnv,
    ports?: Record<string, number>,
  ): Promise<Tracked>;
  /** Stops the parts, last one first, then Temporal, then Postgres; returns when all are gone. Safe to call twice. */
  stop(): Promise<void>;
}

/** Runs every step, also after one that failed, and then throws the first failure. */
async function runAll(steps: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function lockForStack(home: Home, log: Log, signal?: AbortSignal): Promise<() => void> {
  const release = await takeLock({ home, purpose: 'stack', log, signal });
  if (release) return release;
  throw new Error(`Repometer already runs in ${home.folder} (process ${lockHolder(home)?.pid}); stop it first.`);
}

/**
 * Starts what of Postgres and Temporal is to be embedded, under the lock of the home, after stopping what a killed run
 * left behind.
 *
 * @throws Error with a sentence; nothing is left running then
 */
export async function startStack({ config, log, signal, prepareDatabase }: StackOptions): Promise<Stack> {
  const home = openHome(config.home);
  const releaseLock = await lockForStack(home, log, signal);
  const servers: Servers = {};
  const parts: Tracked[] = [];
  const embedded = { postgres: config.databaseUrl === undefined, temporal: !config.temporal.external };
  const record = createRunRecord(home, embedded);
  const keeping = new AbortController();
  let kept: Promise<unknown> = Promise.resolve();
  let stopped: Promise<void> | undefined;
  const endRotation = keepLogsSmall(home.logs, (error) => log(`Logs cannot be rotated: ${(error as Error).message}.`));

  function stopAll(): Promise<void> {
    const stopParts = parts.toReversed().map((part) => part.stop);
    // What is being started again gives up first.
    const endKeeping = () => kept.then(() => undefined);
    const stopServers = [() => servers.temporal?.running.stop(), () => servers.postgres?.running.stop()];
    keeping.abort();
    return runAll([...stopParts, endKeeping, ...stopServers, record.clear, endRotation, releaseLock]);
  }
  const stop = () => (stopped ??= stopAll());

  try {
    await stopLeftovers(home, log, signal);
    await startServers({ config, home, log, record, servers, takenPorts: new Set(), prepareDatabase, signal });
  } catch (error) {
    await stop();
    throw error;
  }

  async function spawnPart(name: string, command: string, args: string[], env: NodeJS.ProcessEnv, ports = {}) {
    if (stopped) throw new Error(`${name} is not started: everything is being stopped.`);
    const logFile = join(home.logs, `${name}.log`);
    const part = await spawnTracked({ name, command, args, env, folder: home.processes, logFile });
    parts.push(part);
    record.add(name, part.identity, ports);
    void part.exited.then(() => stopped ?? record.remove(name));
    return part;
  }

  const failed = new Promise<string>((resolve) => {
    const until = AbortSignal.any([keeping.signal, ...(signal ? [signal] : [])]);
    const keeps = keepServers({ servers, home, log, signal: until });
    const tell = (error: Error) => resolve(`${error.message} See ${home.logs}.`);
    kept = Promise.all(keeps.map((keep) => keep.catch(tell)));
  });

  return {
    databaseUrl: config.databaseUrl ?? servers.postgres!.running.databaseUrl,
    readerUrl: config.databaseUrl ? config.databaseReaderUrl : servers.postgres!.running.readerUrl,
    temporalAddress: servers.temporal?.running.address,
    temporalUiUrl: servers.temporal?.running.uiUrl,
    embedded,
    failed,
    spawnPart,
    stop,
  };
}
