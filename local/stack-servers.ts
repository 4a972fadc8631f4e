import { join } from 'node:path';
import { type Config } from '../config.ts';
import { type Home } from './home.ts';
import { type Log } from './log.ts';
import { choosePort } from './ports.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { type RunRecord } from './run-file.ts';
import { passwordsOf } from './secrets.ts';
import { findTemporalBinary } from './temporal-binary.ts';
import { startTemporal, type Temporal } from './temporal.ts';

/** The embedded servers; what is external or not started yet is missing. */
export interface Servers {
  postgres?: Postgres;
  temporal?: Temporal;
}

export interface ServersContext {
  config: Config;
  home: Home;
  log: Log;
  record: RunRecord;
  /** Filled as they start, so that a start that fails can stop what it had started. */
  servers: Servers;
  takenPorts: Set<number>;
  signal?: AbortSignal | undefined;
}

async function startEmbeddedPostgres({
  config,
  home,
  log,
  record,
  servers,
  takenPorts,
}: ServersContext): Promise<void> {
  const variable = 'REPOMETER_POSTGRES_PORT';
  const port = await choosePort({ ...config.ports.postgres, variable, what: 'Postgres' }, log, takenPorts);
  const options = { folder: home.postgres, port, passwords: passwordsOf(home), log };
  servers.postgres = await startPostgres({ ...options, logFile: join(home.logs, 'postgres.log') });
  record.add('postgres', servers.postgres.identity, { postgres: port });
}

async function startEmbeddedTemporal({
  config,
  home,
  log,
  record,
  servers,
  takenPorts,
  signal,
}: ServersContext): Promise<void> {
  const binary = await findTemporalBinary({
    explicit: config.temporalCli,
    cacheFolder: config.cacheFolder,
    log,
    signal,
  });
  const hint = (moved: number) => `For the temporal command: export TEMPORAL_ADDRESS=127.0.0.1:${moved}`;
  const { temporal: wanted, temporalUi: wantedUi } = config.ports;
  const [variable, uiVariable] = ['REPOMETER_TEMPORAL_PORT', 'REPOMETER_TEMPORAL_UI_PORT'];
  const port = await choosePort({ ...wanted, variable, what: 'Temporal', hint }, log, takenPorts);
  const uiPort = await choosePort({ ...wantedUi, variable: uiVariable, what: "Temporal's UI" }, log, takenPorts);
  servers.temporal = await startTemporal({
    binary,
    port,
    uiPort,
    databaseFile: home.temporalDatabase,
    logFile: join(home.logs, 'temporal.log'),
    folder: home.processes,
    homeFolder: home.folder,
    signal,
  });
  record.add('temporal', servers.temporal.identity, { temporal: port, temporalUi: uiPort });
}

/**
 * Starts what of Postgres and Temporal is to be embedded, side by side. The first failure ends the other start too:
 * nobody waits for a build when Postgres cannot start.
 *
 * @throws Error with a sentence, or the signal's reason; `servers` then holds what still runs
 */
export async function startServers(context: ServersContext): Promise<void> {
  const { config, signal } = context;
  const failure = new AbortController();
  const inner = { ...context, signal: AbortSignal.any([failure.signal, ...(signal ? [signal] : [])]) };
  const starts = [
    ...(config.databaseUrl ? [] : [startEmbeddedPostgres(inner)]),
    ...(config.temporal.external ? [] : [startEmbeddedTemporal(inner)]),
  ];
  for (const start of starts) start.catch((error: unknown) => failure.abort(error));
  await Promise.allSettled(starts);
  signal?.throwIfAborted();
  failure.signal.throwIfAborted();
}
