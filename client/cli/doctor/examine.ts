import type { Config } from '../../../config.ts';
import { withReader } from '../../../sql/reader.ts';
import type { Reader } from '../../../sql/reader.ts';
import type { Context } from '../context.ts';
import type { TemporalConnection } from '../../temporal/connect-temporal.ts';
import { tellQuota } from '../../reports/tell-quota.ts';
import { readDatabase } from '../databases.ts';
import { explainFailure } from '../explain-failure.ts';
import { findHome } from '../find-home.ts';
import { readKnownLoops } from '../say-standing.ts';
import { findTemporal } from '../with-temporal.ts';
import { checkGitHub } from './check-github.ts';
import { checkHome } from './check-home.ts';
import { checkPostgres, checkReader, checkReaderLimits } from './check-postgres.ts';
import { checkVersions } from './check-versions.ts';
import { findings } from './finding.ts';
import type { Area, Finding } from './finding.ts';

interface Patient {
  context: Context;
  /** Of the home that is meant, which may be the demo's. */
  config: Config;
  isDemo: boolean;
  version: string;
}

/** Whoever the login is: what it may do is what is to be found out, by statements of our own. */
function withDatabase<T>(url: string, work: (db: Reader) => Promise<T>): Promise<T> {
  return withReader(url, { size: 1, name: 'repometer doctor', login: 'any' }, work);
}

async function examineGitHub({ context, config, isDemo }: Patient): Promise<Finding[]> {
  const { ok } = findings('github');
  if (!isDemo) return checkGitHub(config, await context.probes.readQuota(config));
  const port = context.local.readRunFile(config.home)?.ports.simulator;
  if (port === undefined) return [ok('api', 'The demo brings a simulated GitHub with it; it does not run now.')];
  const simulated: Config = {
    ...config,
    credentials: { kind: 'anonymous' },
    apiUrl: `http://127.0.0.1:${port}`,
    isApiUrlSet: true,
  };
  return checkGitHub(simulated, await context.probes.readQuota(simulated));
}

/** What workers have noted of the quota; a database that cannot be read is a finding of its own. */
async function examineUse({ context, config }: Patient): Promise<Finding[]> {
  const { local } = context;
  if (!config.databaseUrl && !local.hasTables(config.home)) return [];
  const { ok } = findings('github');
  const told = await readDatabase(context, tellQuota).catch(() => []);
  return told.map((sentence) => ok('use', sentence));
}

async function examineReader(url: string | undefined): Promise<Finding[]> {
  const { warning, failed } = findings('postgres');
  if (url === undefined) {
    const advice = 'Set it to postgres://repometer_reader:PASSWORD@HOST:5432/DATABASE and run "repometer migrate".';
    return [warning('reader', 'DATABASE_READER_URL is not set, so reports cannot be read.', advice)];
  }
  const look = async (db: Reader) => [await checkReader(db), await checkReaderLimits(db)];
  return withDatabase(url, look).catch((error: unknown) => [
    failed('reader', `The reader cannot log in: ${explainFailure(error)}`, 'Correct DATABASE_READER_URL.'),
  ]);
}

async function examinePostgres({ context, config, isDemo }: Patient): Promise<Finding[]> {
  const { ok, warning, failed } = findings('postgres');
  const { local, output } = context;
  const isRunning = config.databaseUrl ?? local.readRunFile(config.home);
  if (!isRunning && !local.isInitialised(config.home))
    return [ok('server', 'There is no database yet; "npm start" makes one.')];
  if (!isRunning && !local.hasTables(config.home)) {
    return [warning('server', 'The database has no tables yet.', '"npm start" makes them.')];
  }
  const apiUrl = isDemo ? undefined : config.apiUrl;
  try {
    return await local.withPostgres({ config, log: output.say }, async ({ databaseUrl, readerUrl }) => [
      ...(await withDatabase(databaseUrl, (db) => checkPostgres(db, apiUrl))),
      ...(await examineReader(readerUrl)),
    ]);
  } catch (error) {
    return [failed('server', explainFailure(error), config.databaseUrl ? null : `See ${config.home}/logs.`)];
  }
}

type LookAtTemporal = (temporal: TemporalConnection) => Promise<Finding[]>;

async function examineTemporal(
  { context, config }: Patient,
  area: 'temporal' | 'fairness',
  load: () => Promise<LookAtTemporal>,
): Promise<Finding[]> {
  const { ok, failed } = findings(area);
  const isRunning = context.local.readRunFile(config.home)?.processes.temporal !== undefined;
  if (!config.temporal.external && !isRunning) {
    return [ok('server', 'The embedded Temporal does not run now; "npm start" runs it.')];
  }
  try {
    // Loaded only here: the client takes longer to load than everything else takes to check.
    const [{ connectTemporal }, look] = await Promise.all([import('../../temporal/connect-temporal.ts'), load()]);
    const temporal = await connectTemporal(findTemporal(context, config));
    return await look(temporal).finally(() => temporal.close());
  } catch (error) {
    return [failed('server', explainFailure(error))];
  }
}

async function loadTemporalChecks(context: Context): Promise<LookAtTemporal> {
  const { checkTemporal } = await import('./check-temporal.ts');
  // A database that cannot be read is a finding of its own.
  return async (temporal) => checkTemporal(temporal, await readKnownLoops(context).catch(() => null));
}

/**
 * Looks at everything that Repometer needs and changes nothing, but for a trial in Temporal that leaves nothing behind; what cannot be looked at is a finding, not an error.
 *
 * @param wanted areas in the order in which they are told
 * @throws ConfigError when the environment itself is faulty
 */
export async function examine(context: Context, version: string, wanted: readonly Area[]): Promise<Finding[]> {
  const config = findHome(context);
  const isDemo = config.home !== context.config().home && !config.databaseUrl;
  const patient = { context, config, isDemo, version };
  const examinations: Record<Area, () => Promise<Finding[]>> = {
    versions: () => checkVersions(config, context.probes, version),
    home: () => {
      const run = context.local.readRunFile(config.home);
      return checkHome({
        config,
        probes: context.probes,
        run,
        isInitialised: context.local.isInitialised(config.home),
        hasTables: context.local.hasTables(config.home),
      });
    },
    github: async () => [...(await examineGitHub(patient)), ...(await examineUse(patient))],
    postgres: () => examinePostgres(patient),
    temporal: () => examineTemporal(patient, 'temporal', () => loadTemporalChecks(context)),
    fairness: () =>
      examineTemporal(patient, 'fairness', async () => (await import('./check-fairness.ts')).checkFairness),
  };
  // The ports are looked at before an embedded Postgres is started for the moment, and takes one of them.
  const early = wanted.filter((area) => area !== 'postgres');
  const told = new Map<Area, Finding[]>();
  await Promise.all(early.map(async (area) => told.set(area, await examinations[area]())));
  if (wanted.includes('postgres')) told.set('postgres', await examinations.postgres());
  return wanted.flatMap((area) => told.get(area) ?? []);
}
