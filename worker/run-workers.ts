import { NativeConnection, Worker } from '@temporalio/worker';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import {
  createGitHubActivities,
  createKpiActivities,
  createLoopActivities,
  createRawActivities,
  createReconcileActivities,
} from '../activities/index.ts';
import { heartbeatInterceptor } from '../activities/heartbeat.ts';
import { createGitHub } from '../activities/github/client.ts';
import { createAuthorize } from '../activities/github/credentials.ts';
import { ensurePartitions } from '../activities/store/ensure-partitions.ts';
import { createBudget } from '../activities/github/budget.ts';
import { createLocks } from '../activities/sync/slice/locks.ts';
import type { WithLock } from '../activities/sync/slice/locks.ts';
import type { Config } from '../config.ts';
import { createDb } from '../sql/db.ts';
import { runSql } from '../sql/query.ts';
import { taskQueues } from '../workflows/contract.ts';
import { deploymentOf } from './deployment.ts';
import { ensureSearchAttributes } from './ensure-search-attributes.ts';
import { keepStarted } from './keep-started.ts';
import { prebuiltBundle } from './workflow-bundle.ts';

// Temporal's defaults follow the heap limit; these are bounded by what the database and a small machine take.
const githubSlots = 20;
const databaseSlots = 10;
const cachedWorkflows = 300;

/**
 * The composition root: connects everything, and runs both workers until the process is told to stop.
 *
 * @throws Error with a sentence when Postgres, Temporal or the database's origin is not as it must be
 */
export async function runWorkers(config: Config, log: Logger): Promise<void> {
  if (config.databaseUrl === undefined) {
    throw new Error('The worker needs DATABASE_URL; "npm start" runs everything, with a Postgres of its own.');
  }
  const db = createDb(config.databaseUrl, { size: githubSlots + databaseSlots + 1, name: 'repometer worker' });
  const locks = createLocks(db);
  try {
    await claimOrigin(db, config.apiUrl);
    await ensurePartitions(db);
    await connectAndRun(config, log, { db, withLock: locks.withLock });
  } finally {
    await locks.close();
    await db.end();
  }
}

async function connectAndRun(config: Config, log: Logger, store: Store): Promise<void> {
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
    await keepStarted(connection, namespace, config.repositories);
    log.info({ address, namespace, repositories: config.repositories, buildId: config.buildId }, 'worker is ready');
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await connection.close();
  }
}

interface Store {
  db: Pool;
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
  withLock,
  connection,
  namespace,
  hasSearchAttributes,
}: WorkerParts): Promise<Worker[]> {
  const github = createGitHub({ apiUrl: config.apiUrl });
  const authorize = createAuthorize(config.credentials, config.apiUrl);
  const budget = createBudget({ db, requestsPerMinute: config.requestsPerMinute });
  const times = { shutdownGraceTime: '10s', shutdownForceTime: '30s' } as const;
  const common = { connection, namespace, ...times, ...deploymentOf(config.buildId) };
  const workflowBundle = await prebuiltBundle(config.cacheFolder);
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: taskQueues.repometer,
      workflowBundle,
      activities: {
        ...createLoopActivities({ db, hasSearchAttributes }),
        ...createKpiActivities({ db }),
        ...createRawActivities({ db, rawDays: config.rawDays }),
        ...createReconcileActivities({ db }),
      },
      interceptors: { activity: [heartbeatInterceptor] },
      maxCachedWorkflows: cachedWorkflows,
      maxConcurrentActivityTaskExecutions: databaseSlots,
    }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.github,
      activities: createGitHubActivities({
        db,
        github,
        authorize,
        budget,
        withLock,
        hasSearchAttributes,
        connections: config.connections,
      }),
      interceptors: { activity: [heartbeatInterceptor] },
      maxConcurrentActivityTaskExecutions: githubSlots,
    }),
  ]);
}

// Ids of two GitHub hosts must never meet in one database.
async function claimOrigin(db: Pool, apiUrl: string): Promise<void> {
  const [row] = await runSql<{ api_url: string }>(db, 'sync/claim_origin', { api_url: apiUrl }).catch(explain);
  if (row && row.api_url !== apiUrl) {
    throw new Error(
      `This database was filled from ${row.api_url}; it refuses ${apiUrl}. Use another database, or set GITHUB_API_URL back.`,
    );
  }
}

const undefinedTable = '42P01';

function explain(error: Error & { code?: string }): never {
  if (error.code === undefinedTable) throw new Error('This database has no schema yet: run "repometer migrate" first.');
  throw new Error(`Postgres cannot be used as DATABASE_URL says: ${error.message}.`, { cause: error });
}
