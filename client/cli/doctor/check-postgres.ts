import { isSameApi } from '../../../github-api.ts';
import type { AdministratorsTask } from '../../../sql/administrate.ts';
import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { Reader } from '../../../sql/reader.ts';
import { readMigrations } from '../../../sql/read-migrations.ts';
import { findFullDisk } from '../../reports/find-full-disk.ts';
import { findings } from './finding.ts';
import type { Finding } from './finding.ts';

const { ok, warning, failed } = findings('postgres');

const oldestVersion = 150_000;
// What one worker opens at most, besides those of the CLI and the API.
const connectionsOfAWorker = 37;

interface Server {
  version: string;
  version_number: number;
  login: string;
  is_superuser: boolean;
  bytes: string | number;
  most_connections: number;
  connections: number;
  is_migrated: boolean;
  is_standby: boolean;
  is_frozen: boolean;
}

function checkServer({ version, version_number, bytes }: Server): Finding {
  const size = (Number(bytes) / 2 ** 20).toFixed(0);
  const found = `Postgres ${version}; the database has ${size} MiB.`;
  if (version_number >= oldestVersion) return ok('server', found);
  return failed('server', found, 'Repometer needs Postgres 15 or newer.');
}

function checkLogin({ login, is_superuser }: Server): Finding {
  if (!is_superuser) return ok('login', `Worker and migrations log in as ${login}, which is no superuser.`);
  const advice = 'Use a role that owns this database and nothing else.';
  return warning(
    'login',
    `Worker and migrations log in as ${login}, a superuser, which is more than they need.`,
    advice,
  );
}

function checkConnections({ connections, most_connections }: Server): Finding {
  const found = `${connections} of ${most_connections} connections are in use.`;
  if (most_connections - connections >= connectionsOfAWorker) return ok('connections', found);
  return warning('connections', found, `A worker opens up to ${connectionsOfAWorker}: raise max_connections.`);
}

/** Whether what is fetched can be stored. */
async function checkWrites(db: Reader, { is_standby, is_frozen }: Server): Promise<Finding> {
  const check = 'writes';
  if (is_standby) return failed(check, 'This server is a standby, which takes no writes.', 'Name the primary.');
  if (is_frozen) {
    const found = 'Sessions begin read only here (default_transaction_read_only).';
    return failed(check, found, 'Some providers set that while a disk is nearly full: make room, then undo it.');
  }
  const trouble = await findFullDisk(db);
  return trouble === null ? ok(check, 'Its disk has room for more.') : failed(check, trouble);
}

async function checkMigrations(db: Db, { is_migrated }: Server): Promise<Finding> {
  const files = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));
  const applied = is_migrated ? await runSql<{ name: string; checksum: string }>(db, 'doctor/migrations') : [];
  const names = new Set(applied.map(({ name }) => name));
  const unknown = applied.find(({ name }) => !files.has(name));
  if (unknown)
    return failed('migrations', `A newer Repometer migrated this database (${unknown.name}).`, 'Update this one.');
  const edited = applied.find(({ name, checksum }) => files.get(name) !== checksum);
  if (edited) {
    const found = `Migration ${edited.name} was edited after it was applied.`;
    return failed('migrations', found, 'Put the file back and add a new one.');
  }
  const pending = [...files.keys()].filter((name) => !names.has(name));
  if (pending.length === 0) return ok('migrations', `All ${files.size} migrations are applied.`);
  const found = `${pending.length} of ${files.size} migrations are not applied: ${pending.join(', ')}.`;
  return failed('migrations', found, 'Run "repometer migrate", or "npm start", which does it too.');
}

interface Origin extends Record<string, unknown> {
  api_url: string;
  api_version: string | null;
  release: string | null;
}

/** @param apiUrl of the configuration; undefined in the demo, whose worker was given another one */
async function checkOrigin(db: Db, apiUrl: string | undefined): Promise<Finding> {
  const [row] = await runSql<Origin>(db, 'doctor/origin');
  if (!row) return ok('origin', 'No GitHub has filled this database yet.');
  const facts = [
    row.release && `GitHub Enterprise Server ${row.release}`,
    row.api_version && `API version ${row.api_version}`,
  ].filter(Boolean);
  const found = `This database is filled from ${row.api_url}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}.`;
  if (apiUrl === undefined || isSameApi(row.api_url, apiUrl)) return ok('origin', found);
  return failed(
    'origin',
    `${found} The configuration says ${apiUrl}.`,
    'Set GITHUB_API_URL back, or use another database.',
  );
}

/** What the owner's login tells about a database. */
export async function checkPostgres(db: Reader, apiUrl: string | undefined): Promise<Finding[]> {
  const [server] = await runSql<Server & Record<string, unknown>>(db, 'doctor/server');
  if (!server) throw new Error('Postgres does not know its own login.');
  const migrations = await checkMigrations(db, server);
  const origin = migrations.result === 'ok' ? [await checkOrigin(db, apiUrl)] : [];
  const writes = await checkWrites(db, server);
  return [checkServer(server), checkLogin(server), checkConnections(server), writes, migrations, ...origin];
}

interface ReaderRights {
  login: string;
  may_run_programs: boolean;
  other_schemas: string[];
  sees_report: boolean;
  hidden_views: string[];
}

/** What the readers' login may do: the schema report, whole, and nothing else. */
export async function checkReader(db: Db): Promise<Finding> {
  const [reader] = await runSql<ReaderRights & Record<string, unknown>>(db, 'doctor/reader');
  if (!reader) throw new Error('Postgres does not know its own login.');
  const { login, may_run_programs, other_schemas, sees_report, hidden_views } = reader;
  const advice = 'Set DATABASE_READER_URL to the login of repometer_reader and run "repometer migrate".';
  if (may_run_programs) return failed('reader', `The reader ${login} may run programs on the server.`, advice);
  if (other_schemas.length > 0) {
    return failed('reader', `The reader ${login} also sees ${other_schemas.join(', ')}.`, advice);
  }
  if (!sees_report) return failed('reader', `The reader ${login} does not see the schema report.`, advice);
  if (hidden_views.length === 0) return ok('reader', `Reports and SQL log in as ${login}, which sees report alone.`);
  return failed('reader', `The reader ${login} cannot read report.${hidden_views.join(', report.')}.`, advice);
}

interface ReaderLimits extends Record<string, unknown> {
  only_reads: boolean;
  has_time_limit: boolean;
  open_functions: string[];
}

/** What the readers' login may do in a session of its own, which nobody of ours has opened. */
export async function checkReaderLimits(db: Db): Promise<Finding> {
  const [limits] = await runSql<ReaderLimits>(db, 'doctor/reader_limits');
  if (!limits) throw new Error('Postgres does not know its own login.');
  const { only_reads, has_time_limit, open_functions } = limits;
  const check = 'reader limits';
  const run = (task: AdministratorsTask) => `Let an administrator run sql/administrator/${task}.sql in this database.`;
  if (!only_reads) return warning(check, 'Sessions of the reader may begin to write.', run('bind_reader'));
  if (!has_time_limit) return warning(check, "The reader's statements may take for ever.", run('bind_reader'));
  if (open_functions.length === 0) {
    return ok(check, 'Its own sessions only read, for a limited time, and reach neither large objects nor our locks.');
  }
  const found = `The reader may call ${open_functions.join(', ')}, which do more than read.`;
  return warning(check, found, run('close_functions'));
}
