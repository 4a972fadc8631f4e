import knexFactory from 'knex';
import type { Knex } from 'knex';
import pg from 'pg';
import type { ClientBase } from 'pg';
import { administrate } from './administrate.ts';
import { applyViews } from './apply-views.ts';
import { commentColumns } from './comment-columns.ts';
import { createSettle } from './create-settle.ts';
import { readMigrations } from './read-migrations.ts';
import type { Migration } from './read-migrations.ts';

// One migration at a time for each database, whoever starts it: in the product's space of locks (`sync.lock_space`), and by the
// key that versions before took alone.
const lock = { space: 1_919_250_543, place: 1, landed: 7_736_106_637 };
const oldestPostgres = 150_000;

export interface MigrateOptions {
  databaseUrl: string;
  /** Password for the role `repometer_reader`, when this database may create it. */
  readerPassword?: string | undefined;
  log?: (line: string) => void;
  /** Ends it; what was not committed is rolled back. */
  signal?: AbortSignal | undefined;
}

const source: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve(readMigrations()),
  getMigrationName: ({ name }) => name,
  getMigration: ({ name, sql, checksum }) =>
    Promise.resolve({
      // knex reads `?` as a parameter, also the jsonb operator and the one in a comment.
      up: async (db: Knex) => {
        await db.raw(sql.replaceAll('?', '\\?'));
        await db.raw('insert into repometer_migration_checksum (name, checksum) values (?, ?)', [name, checksum]);
      },
      down: () => Promise.reject(new Error('Migrations go forward only.')),
    }),
};

async function refuseEditedMigrations(db: Knex): Promise<void> {
  await db.raw(
    'create table if not exists repometer_migration_checksum (name text primary key, checksum text not null)',
  );
  const applied = await db<{ name: string; checksum: string }>('repometer_migration_checksum').select();
  const files = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));
  for (const row of applied) {
    const current = files.get(row.name);
    if (current === undefined) {
      throw new Error(`This database was migrated by a newer Repometer (it knows ${row.name}): update this one.`);
    }
    if (current !== row.checksum)
      throw new Error(`Migration ${row.name} was edited after it was applied; add a new one.`);
  }
}

async function requireVersion(db: Knex): Promise<void> {
  const result = await db.raw<{ rows: { version: number }[] }>(
    `select current_setting('server_version_num')::int as version`,
  );
  const version = result.rows[0]?.version ?? 0;
  if (version < oldestPostgres) {
    throw new Error(`Repometer needs Postgres 15 or newer; this server is ${Math.floor(version / 10_000)}.`);
  }
}

// insufficient_privilege; undefined_object, where there is no reader.
const notAllowed = ['42501', '42704'];
const readerRole = 'repometer_reader';

const readerGrants = [
  `grant usage on schema report to ${readerRole}`,
  `grant select on all tables in schema report to ${readerRole}`,
  `alter default privileges in schema report grant select on tables to ${readerRole}`,
];

async function ensureReader(db: Knex, { readerPassword, log }: MigrateOptions): Promise<void> {
  const found = await db.raw<{ rows: unknown[] }>('select 1 from pg_roles where rolname = ?', [readerRole]);
  const mayCreate = await db.raw<{ rows: { allowed: boolean }[] }>(
    'select rolcreaterole or rolsuper as allowed from pg_roles where rolname = current_user',
  );
  if (found.rows.length === 0 && !(mayCreate.rows[0]?.allowed && readerPassword)) {
    const create = `create role ${readerRole} login password 'CHOOSE ONE';`;
    log?.(
      `The read commands need the role ${readerRole}, which this login may not create. Let an administrator run:\n` +
        `  ${[create, ...readerGrants.map((grant) => `${grant};`)].join('\n  ')}\n` +
        `then set DATABASE_READER_URL=postgres://${readerRole}:…@host:5432/database and migrate again.`,
    );
    return;
  }
  if (found.rows.length === 0) {
    await db.raw(`create role ${readerRole} login password ${pg.escapeLiteral(readerPassword ?? '')}`);
  }
  for (const grant of readerGrants) await db.raw(grant);
}

/** An administrator's tasks, where this login is one; where it is not, `doctor` says what is left. */
async function administrateWherePossible(db: ClientBase): Promise<void> {
  for (const task of ['bind_reader', 'close_functions'] as const) {
    await administrate(db, task).catch((error: Error & { code?: string }) => {
      if (!notAllowed.includes(error.code ?? '')) throw error;
    });
  }
}

/**
 * Brings a database to the present schema: its migrations in one transaction, then its views in another; safe to run again
 * and from several processes at once.
 *
 * @throws Error with a sentence when the server is too old, newer than this product, or a migration was edited; the signal's
 *   reason
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { databaseUrl, log, signal } = options;
  signal?.throwIfAborted();
  // A connection of its own holds the lock: the migrator's may come back from the pool as another session.
  const holder = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  // A server that goes away meanwhile must not end the process without a sentence: the next query reports it.
  holder.on('error', () => undefined);
  // A migration takes as long as it takes.
  const settle = createSettle(databaseUrl, { timeoutMs: 0, isReadOnly: false });
  const connections = [holder];
  const afterCreate = (connection: pg.Client, done: (error: Error | null, connection: pg.Client) => void) => {
    connections.push(connection);
    if (signal?.aborted) giveUp();
    void settle(connection).then(
      () => done(null, connection),
      (error: Error) => done(error, connection),
    );
  };
  const db = knexFactory({ client: 'pg', connection: databaseUrl, pool: { min: 0, max: 2, afterCreate } });
  // A connection that is busy is broken by its end, and the server rolls back what it was doing.
  const giveUp = () => {
    for (const connection of connections) void connection.end().catch(() => undefined);
  };
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await holder.connect();
    await settle(holder);
    await holder.query('select pg_advisory_lock($1)', [lock.landed]);
    await holder.query('select pg_advisory_lock($1, $2)', [lock.space, lock.place]);
    await requireVersion(db);
    await refuseEditedMigrations(db);
    const [, applied] = (await db.migrate.latest({
      migrationSource: source,
      tableName: 'repometer_migration',
      disableMigrationsListValidation: true,
    })) as [number, string[]];
    for (const name of applied) log?.(`Applied migration ${name}.`);
    const views = await applyViews(holder);
    if (views.length > 0)
      log?.(views.length === 1 ? `Applied the view ${views[0]}.` : `Applied ${views.length} views.`);
    await commentColumns(holder);
    await ensureReader(db, options);
    await administrateWherePossible(holder);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
    await db.destroy();
    await holder.end();
  }
}
