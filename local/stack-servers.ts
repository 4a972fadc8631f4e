import { join } from 'node:path';
import { type Config } from '../config.ts';
import { expectTables, noteTables, type Home } from './home.ts';
import { type Log } from './log.ts';
import { choosePort } from './ports.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { type RunRecord } from './run-file.ts';
import { passwordsOf } from './secrets.ts';
import { findTemporalBinary } from './temporal-binary.ts';
import { startTemporal, type Temporal } from './temporal.ts';

/** Logins of the database that a stack has. */
export interface DatabaseLogins {
  /** The owner's. */
  databaseUrl: string;
  /** The reader's; undefined with DATABASE_URL but no DATABASE_READER_URL. */
  readerUrl: string | undefined;
}

/** The embedded servers, as they run now; what is external or not started yet is missing. */
export interface Servers {
  postgres?: Kept<Postgres>;
  temporal?: Kept<Temporal>;
}

/** A server, and how it is started anew on the same data and ports. */
interface Kept<Server> {
  running: Server;
  start(signal: AbortSignal): Promise<Server>;
}

export interface ServersContext {
  config: Config;
  home: Home;
  log: Log;
  record: RunRecord;
  /** Filled as they start, so that a start that fails can stop what it had started. */
  servers: Servers;
  takenPorts: Set<number>;
  /** Makes the tables, as soon as there is a database: Temporal may take minutes longer. */
  prepareDatabase?: ((logins: DatabaseLogins, signal: AbortSignal) => Promise<void>) | undefined;
  signal?: AbortSignal | undefined;
}

type Starting = ServersContext & { signal: AbortSignal };

async function startEmbeddedPostgres({
  config,
  home,
  log,
  record,
  servers,
  takenPorts,
  signal,
}: Starting): Promise<Postgres> {
  const variable = 'REPOMETER_POSTGRES_PORT';
  const port = await choosePort({ ...config.ports.postgres, variable, what: 'Postgres' }, log, takenPorts);
  expectTables(home);
  const logFile = join(home.logs, 'postgres.log');
  const options = { folder: home.postgres, port, passwords: passwordsOf(home), log, logFile };
  const start = async (until: AbortSignal) => {
    const running = await startPostgres({ ...options, signal: until });
    servers.postgres = { running, start };
    record.add('postgres', running.identity, { postgres: port });
    return running;
  };
  return start(signal);
}

async function startDatabase(context: Starting): Promise<void> {
  const { config, prepareDatabase, signal } = context;
  const { databaseUrl, databaseReaderUrl: readerUrl } = config;
  const logins = databaseUrl ? { databaseUrl, readerUrl } : await startEmbeddedPostgres(context);
  await prepareDatabase?.(logins, signal);
}

async function startEmbeddedTemporal({
  config,
  home,
  log,
  record,
  servers,
  takenPorts,
  signal,
}: Starting): Promise<void> {
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
  const options = {
    binary,
    port,
    uiPort,
    databaseFile: home.temporalDatabase,
    logFile: join(home.logs, 'temporal.log'),
    folder: home.processes,
    homeFolder: home.folder,
  };
  const start = async (until: AbortSignal) => {
    const running = await startTemporal({ ...options, signal: until });
    servers.temporal = { running, start };
    record.add('temporal', running.identity, { temporal: port, temporalUi: uiPort });
    return running;
  };
  await start(signal);
}

/**
 * Starts what of Postgres and Temporal is to be embedded, side by side, and makes the tables. The first failure ends the other
 * start too: nobody waits for a build when Postgres cannot start.
 *
 * @throws Error with a sentence, or the signal's reason; `servers` then holds what still runs
 */
export async function startServers(context: ServersContext): Promise<void> {
  const { config, signal } = context;
  const failure = new AbortController();
  const inner = { ...context, signal: AbortSignal.any([failure.signal, ...(signal ? [signal] : [])]) };
  const starts = [startDatabase(inner), ...(config.temporal.external ? [] : [startEmbeddedTemporal(inner)])];
  for (const start of starts) start.catch((error: unknown) => failure.abort(error));
  await Promise.allSettled(starts);
  signal?.throwIfAborted();
  failure.signal.throwIfAborted();
  // Not before: what was interrupted while Temporal was being built has made tables and will fill none.
  if (context.prepareDatabase) noteTables(context.home.folder);
}
