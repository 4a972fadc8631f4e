import { mkdirSync, mkdtempSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { productFolder } from '../config.ts';
import { describeSchema } from '../sql/describe-schema.ts';
import { migrate } from '../sql/migrate.ts';
import { removePostgresFolder } from './postgres-folder.ts';
import { startPostgres } from './postgres.ts';
import { generatePasswords } from './secrets.ts';

// `npm run schema:dump`: migrates an empty Postgres, started for the moment, and writes sql/schema.sql.
const target = join(productFolder, 'sql', 'schema.sql');
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
  const text = await describeSchema(db).finally(() => db.end());
  writeFileSync(target, text);
  process.stderr.write(`Wrote ${target}, ${text.split('\n').length - 1} lines.\n`);
} finally {
  await server.stop();
  removePostgresFolder(join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true });
}
