import type { Config } from '../../../config.ts';
import { withReader } from '../../../sql/reader.ts';
import type { Reader } from '../../../sql/reader.ts';
import type { Context } from '../context.ts';
import { explainFailure } from '../explain-failure.ts';
import { findHome } from '../find-home.ts';
import { findTemporal } from '../with-temporal.ts';
import { checkGitHub } from './check-github.ts';
import { checkHome } from './check-home.ts';
import { checkPostgres, checkReader } from './check-postgres.ts';
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

async function examineReader(url: string | undefined): Promise<Finding> {
  const { warning, failed } = findings('postgres');
  if (url === undefined) {
    const advice = 'Set it to postgres://repometer_reader:PASSWORD@HOST:5432/DATABASE and run "repometer migrate".';
    return warning('reader', 'DATABASE_READER_URL is not set, so reports cannot be read.', advice);
  }
  return withDatabase(url, checkReader).catch((error: unknown) =>
    failed('reader', `The reader cannot log in: ${explainFailure(error)}`, 'Correct DATABASE_READER_URL.'),
  );
}

async function examinePostgres({ context, config, isDemo }: Patient): Promise<Finding[]> {
  const { ok, failed } = findings('postgres');
  const { local, output } = context;
  const isThere = config.databaseUrl ?? (local.isInitialised(config.home) || local.readRunFile(config.home));
  if (!isThere) return [ok('server', 'There is no database yet; "npm start" makes one.')];
  const apiUrl = isDemo ? undefined : config.apiUrl;
  try {
    return await local.withPostgres({ config, log: output.say }, async ({ databaseUrl, readerUrl }) => [
      ...(await withDatabase(databaseUrl, (db) => checkPostgres(db, apiUrl))),
      await examineReader(readerUrl),
    ]);
  } catch (error) {
    return [failed('server', explainFailure(error), config.databaseUrl ? null : `See ${config.home}/logs.`)];
  }
}

async function examineTemporal({ context, config }: Patient): Promise<Finding[]> {
  const { ok, failed } = findings('temporal');
  const isRunning = context.local.readRunFile(config.home)?.processes.temporal !== undefined;
  if (!config.temporal.external && !isRunning) {
    return [ok('server', 'The embedded Temporal does not run now; "npm start" runs it.')];
  }
  try {
    // Loaded only here: the client takes longer to load than everything else takes to check.
    const [{ connectTemporal }, { checkTemporal }] = await Promise.all([
      import('../../temporal/connect-temporal.ts'),
      import('./check-temporal.ts'),
    ]);
    const temporal = await connectTemporal(findTemporal(context, config));
    return await checkTemporal(temporal).finally(() => temporal.close());
  } catch (error) {
    return [failed('server', explainFailure(error))];
  }
}

/**
 * Looks at everything that Repometer needs and changes nothing; what cannot be looked at is a finding, not an error.
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
      });
    },
    github: () => examineGitHub(patient),
    postgres: () => examinePostgres(patient),
    temporal: () => examineTemporal(patient),
  };
  // The ports are looked at before an embedded Postgres is started for the moment, and takes one of them.
  const early = wanted.filter((area) => area !== 'postgres');
  const told = new Map<Area, Finding[]>();
  await Promise.all(early.map(async (area) => told.set(area, await examinations[area]())));
  if (wanted.includes('postgres')) told.set('postgres', await examinations.postgres());
  return wanted.flatMap((area) => told.get(area) ?? []);
}
