import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import {
  createBackfillActivities,
  createEventActivities,
  createGitHubActivities,
  createKpiActivities,
  createLoopActivities,
  createMembersActivities,
  createOrganisationActivities,
  createRawActivities,
  createReconcileActivities,
} from '../activities/index.ts';
import { heartbeatInterceptor } from '../activities/heartbeat.ts';
import { createApiServer } from '../activities/github/api-server.ts';
import type { ApiServer } from '../activities/github/api-server.ts';
import { useInterceptor } from '../activities/tell-use.ts';
import { troubleInterceptor } from '../activities/tell-postgres-trouble.ts';
import { createGitHub } from '../activities/github/client.ts';
import { createAuthorize, credentialPrefix } from '../activities/github/credentials.ts';
import { ensurePartitions } from '../activities/store/ensure-partitions.ts';
import { createBudget } from '../activities/github/budget.ts';
import { createLocks } from '../activities/sync/slice/locks.ts';
import type { WithLock } from '../activities/sync/slice/locks.ts';
import type { Config } from '../config.ts';
import { isSameApi } from '../github-api.ts';
import { createDb } from '../sql/db.ts';
import { runSql } from '../sql/query.ts';
import { readClock } from '../sql/read-clock.ts';
import { tellTrouble } from '../sql/trouble.ts';
import { taskQueues } from '../workflows/contract.ts';
import { deploymentOf } from './deployment.ts';
import { ensureSearchAttributes } from './ensure-search-attributes.ts';
import { keepStarted } from './keep-started.ts';
import { wakeRefused } from './wake-refused.ts';
import { watchLoops } from './watch-loops.ts';
import { prebuiltBundle } from './workflow-bundle.ts';

// Temporal's defaults follow the heap limit; these are bounded by what the database and a small machine take.
const githubSlots = 20;
// Kept free for what people wait for: of the others each may be taken by a load, for as long as a slice of it is.
const urgentSlots = 6;
const databaseSlots = 10;
const cachedWorkflows = 300;
// As long as the longest activity, which is then given to somebody else: nobody waits for its statement any more.
const statementMs = 30 * 60_000;

/**
 * The composition root: connects everything, and runs both workers until the process is told to stop.
 *
 * @param onWork called when they begin to ask for work: from then on Temporal's runtime stops them at a signal
 * @throws Error with a sentence when Postgres, Temporal or the database's origin is not as it must be
 */
export async function runWorkers(config: Config, log: Logger, onWork: () => void): Promise<void> {
  if (config.databaseUrl === undefined) {
    throw new Error('The worker needs DATABASE_URL; "npm start" runs everything, with a Postgres of its own.');
  }
  const size = githubSlots + urgentSlots + databaseSlots + 1;
  const db = createDb(config.databaseUrl, { size, name: 'repometer worker', timeoutMs: statementMs });
  const locks = createLocks(db);
  try {
    const server = await claimOrigin(db, config.apiUrl);
    await ensurePartitions(db);
    await connectAndRun(config, log, { db, server, withLock: locks.withLock }, onWork);
  } finally {
    await locks.close();
    await db.end();
  }
}

async function connectAndRun(config: Config, log: Logger, store: Store, onWork: () => void): Promise<void> {
  // A temporal.toml alone counts for nothing: without TEMPORAL_ADDRESS or TEMPORAL_PROFILE the server is our own.
  const { connectionOptions, namespace = 'default' } = config.temporal.external
    ? loadClientConnectConfig({ overrideEnvVars: config.temporal.environment })
    : { connectionOptions: {} };
  const address = connectionOptions.address ?? `127.0.0.1:${config.ports.temporal.port}`;
  const connection = await NativeConnection.connect({ ...connectionOptions, address }).catch(() => {
    throw new Error(`No Temporal server answers at ${address}; "npm start" runs one, or set TEMPORAL_ADDRESS.`);
  });
  try {
    const hasSearchAttributes = await ensureSearchAttributes(connection, namespace, (line) => log.warn(line));
    const workers = await createWorkers({ config, ...store, connection, namespace, hasSearchAttributes });
    await keepStarted(store.db, connection, namespace, config.repositories);
    await wakeRefused(store.db, connection, namespace, credentialPrefix(config.credentials));
    log.info({ address, namespace, repositories: config.repositories, buildId: config.buildId }, 'worker is ready');
    onWork();
    const endWatch = watchLoops(store.db, connection, namespace, log);
    await Promise.all(workers.map((worker) => worker.run())).finally(endWatch);
  } finally {
    await connection.close();
  }
}

interface Store {
  db: Pool;
  server: ApiServer;
  withLock: WithLock;
}

interface WorkerParts extends Store {
  config: Config;
  connection: NativeConnection;
  namespace: string;
  hasSearchAttributes: boolean;
}

async function createWorkers({
  config,
  db,
  server,
  withLock,
  connection,
  namespace,
  hasSearchAttributes,
}: WorkerParts): Promise<Worker[]> {
  const now = async () => (await readClock(db)).getTime();
  const github = createGitHub({ apiUrl: config.apiUrl, server, now });
  const authorize = createAuthorize(config.credentials, config.apiUrl, server, now);
  const budget = createBudget({ db, requestsPerMinute: config.requestsPerMinute });
  const times = { shutdownGraceTime: '10s', shutdownForceTime: '30s' } as const;
  const common = { connection, namespace, ...times, ...deploymentOf(config.buildId) };
  const workflowBundle = await prebuiltBundle(config.cacheFolder);
  const activitiesOfGitHub = createGitHubActivities({
    db,
    github,
    authorize,
    budget,
    withLock,
    hasSearchAttributes,
    connections: config.connections,
  });
  const callsGitHub = (taskQueue: string, slots: number) =>
    Worker.create({
      ...common,
      taskQueue,
      activities: activitiesOfGitHub,
      interceptors: { activity: [heartbeatInterceptor, troubleInterceptor, useInterceptor(budget)] },
      maxConcurrentActivityTaskExecutions: slots,
    });
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: taskQueues.repometer,
      workflowBundle,
      activities: {
        ...createLoopActivities({ db, hasSearchAttributes }),
        ...createEventActivities({ db }),
        ...createKpiActivities({ db }),
        ...createMembersActivities({ db }),
        ...createOrganisationActivities({ db, client: new Client({ connection, namespace }), hasSearchAttributes }),
        ...createRawActivities({ db, rawDays: config.rawDays, eventDays: config.eventDays }),
        ...createReconcileActivities({ db }),
        ...createBackfillActivities({ db, hasSearchAttributes }),
      },
      interceptors: { activity: [heartbeatInterceptor, troubleInterceptor] },
      maxCachedWorkflows: cachedWorkflows,
      maxConcurrentActivityTaskExecutions: databaseSlots,
    }),
    callsGitHub(taskQueues.github, githubSlots),
    callsGitHub(taskQueues.urgent, urgentSlots),
  ]);
}

interface OriginRow extends Record<string, unknown> {
  api_url: string;
  api_version: string | null;
  release: string | null;
}

/** Ids of two GitHub hosts must never meet in one database. @returns the server behind the API, as it is remembered */
async function claimOrigin(db: Pool, apiUrl: string): Promise<ApiServer> {
  const [row] = await runSql<OriginRow>(db, 'sync/claim_origin', { api_url: apiUrl }).catch(explain);
  if (row && !isSameApi(row.api_url, apiUrl)) {
    throw new Error(
      `This database was filled from ${row.api_url}; it refuses ${apiUrl}. Use another database, or set GITHUB_API_URL back.`,
    );
  }
  return createApiServer({
    known: { apiVersion: row?.api_version ?? null, release: row?.release ?? null },
    remember: ({ apiVersion, release }) => runSql(db, 'sync/record_server', { api_version: apiVersion, release }),
  });
}

const undefinedTable = '42P01';

function explain(error: Error & { code?: string }): never {
  if (error.code === undefinedTable) throw new Error('This database has no schema yet: run "repometer migrate" first.');
  const trouble = tellTrouble(error);
  if (trouble !== undefined) throw new Error(trouble, { cause: error });
  const said = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  throw new Error(`Postgres cannot be used as DATABASE_URL says: ${said}`, { cause: error });
}
