import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where everything of one embedded installation lives. */
export interface Home {
  folder: string;
  /** One log file for each process. */
  logs: string;
  /** One file for each child process, written by the child itself before it begins. */
  processes: string;
  /** Postgres' own folder; a link where its user cannot reach the home. */
  postgres: string;
  temporalDatabase: string;
  secrets: string;
  runFile: string;
  lock: string;
  /** Is there from the making of the database until the first start has all that it needs. */
  noTables: string;
}

/** The names inside a home; touches nothing. */
export function homeAt(folder: string): Home {
  return {
    folder,
    logs: join(folder, 'logs'),
    processes: join(folder, 'processes'),
    postgres: join(folder, 'postgres'),
    temporalDatabase: join(folder, 'temporal.db'),
    secrets: join(folder, 'secrets.json'),
    runFile: join(folder, 'run.json'),
    lock: join(folder, 'lock.json'),
    noTables: join(folder, 'no-tables-yet'),
  };
}

/**
 * Makes the folders of a home that are missing; leaves the mode of existing ones alone.
 *
 * @throws Error with a sentence when the folder cannot be written
 */
export function openHome(folder: string): Home {
  const home = homeAt(folder);
  try {
    // Others may pass through (as root, Postgres runs as another user) but not list; every file in it is private.
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    mkdirSync(home.logs, { recursive: true, mode: 0o700 });
    mkdirSync(home.processes, { recursive: true, mode: 0o700 });
    for (const path of [folder, home.logs, home.processes]) accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new Error(
      `Cannot write to ${folder} (${(error as NodeJS.ErrnoException).code}); set REPOMETER_HOME to a folder of yours.`,
      { cause: error },
    );
  }
  return home;
}

/** True when this home has a database, with tables or without. */
export function isInitialised(folder: string): boolean {
  return existsSync(join(homeAt(folder).postgres, 'data', 'PG_VERSION'));
}

/** True when this home has a database whose first start came to its end: only then may a command that merely reads start it. */
export function hasTables(folder: string): boolean {
  return isInitialised(folder) && !existsSync(homeAt(folder).noTables);
}

/** To be called before a database is made: a start may be interrupted before there is anything to read. */
export function expectTables({ folder, noTables }: Home): void {
  if (!isInitialised(folder)) writeFileSync(noTables, '', { mode: 0o600 });
}

/** To be called when the tables are made and can be filled. */
export function noteTables(folder: string): void {
  rmSync(homeAt(folder).noTables, { force: true });
}
