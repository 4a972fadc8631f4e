import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../sql/migrate.ts';
import { removePostgresFolder } from './postgres-folder.ts';
import { startPostgres } from './postgres.ts';
import { generatePasswords } from './secrets.ts';

/** Runs `work` as the owner of an empty database that was migrated, on a Postgres that is started for the moment. */
export async function withMigratedDatabase<T>(work: (db: pg.Client) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'repometer-schema-'));
  chmodSync(folder, 0o711); // as root, Postgres' own user passes through
  mkdirSync(join(folder, 'logs'), { mode: 0o700 });
  const passwords = generatePasswords();
  const server = await startPostgres({
    folder: join(folder, 'postgres'),
    port: 0,
    passwords,
    logFile: join(folder, 'logs', 'postgres.log'),
    log: () => undefined,
    fast: true,
  });
  try {
    await migrate({ databaseUrl: server.databaseUrl, readerPassword: passwords.reader });
    const db = new pg.Client({ connectionString: server.databaseUrl });
    await db.connect();
    return await work(db).finally(() => db.end());
  } finally {
    await server.stop();
    removePostgresFolder(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
}
