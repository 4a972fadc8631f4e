import type { Config } from '../../config.ts';

/** What runs in a home and where it listens. */
export interface RunFile {
  /** Processes that live, by name: `postgres`, `temporal`, and the parts. */
  processes: Record<string, { pid: number }>;
  /** Ports on 127.0.0.1, by name. */
  ports: Record<string, number>;
  /** Why a server cannot run just now, by name: a sentence. */
  troubles: Record<string, string>;
}

/** A process that was started. */
export interface Part {
  /** Resolves with a clause such as `ended with code 1`. */
  exited: Promise<string>;
}

export interface Database {
  /** Logs in as the owner. */
  databaseUrl: string;
  /** Logs in as the reader; undefined with DATABASE_URL but no DATABASE_READER_URL. */
  readerUrl: string | undefined;
}

/** The servers that a start runs or was given. */
export interface Stack extends Database {
  /** host:port of the embedded Temporal; undefined when it is an external one, which envconfig knows. */
  temporalAddress: string | undefined;
  temporalUiUrl: string | undefined;
  embedded: { postgres: boolean; temporal: boolean };
  /** Resolves with a sentence when an embedded server has ended and cannot be started again. */
  failed: Promise<string>;
  /**
   * Starts one of our own processes, its output in `logs/NAME.log` of the home.
   *
   * @param env the whole environment of the child
   * @param ports where it listens, by name
   */
  spawnPart(
    name: string,
    command: string,
    args: string[],
    env: NodeJS.ProcessEnv,
    ports?: Record<string, number>,
  ): Promise<Part>;
  /** Stops the parts and the servers; returns when all are gone. */
  stop(): Promise<void>;
}

/** What the commands do with the servers of this machine. */
export interface LocalServers {
  /** Starts what is to be embedded. The signal gives up a start; `prepareDatabase` makes the tables while Temporal starts. */
  startStack(options: {
    config: Config;
    log: (line: string) => void;
    signal?: AbortSignal;
    prepareDatabase?: (database: Database, signal: AbortSignal) => Promise<void>;
  }): Promise<Stack>;
  /** Runs `work` with a database: the one that is configured, that runs in the home, or an embedded one for the moment. */
  withPostgres<T>(
    options: { config: Config; log: (line: string) => void },
    work: (database: Database) => Promise<T>,
  ): Promise<T>;
  /** What runs in a home now; undefined when nothing does. */
  readRunFile(home: string): RunFile | undefined;
  /** Whether this home has a database, with tables or without. */
  isInitialised(home: string): boolean;
  /** The same with tables: a start that was interrupted leaves a database without. */
  hasTables(home: string): boolean;
  /** To be called when the tables of this home are made. */
  noteTables(home: string): void;
}
