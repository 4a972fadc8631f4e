import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { kpisWorkflowId, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { Resource } from '../../workflows/contract.ts';
import { benchName } from './bench-repository.ts';
import { readProcessUse } from './process-use.ts';
import type { CountedRequests } from './simulator-messages.ts';
import type { LandedVersion } from '../support/landed-version.ts';
import { makeAnew } from './empty-database.ts';
import type { Stage } from './stage.ts';
import { startWorker } from './start-worker.ts';

export interface LoadOptions {
  latencyMs: number;
  /** REPOMETER_CONNECTIONS; 1 reads one window after the other. */
  connections: number;
  /** REPOMETER_REQUESTS_PER_MINUTE; the simulator keeps GitHub's secondary limits only where this is given. */
  requestsPerMinute?: number;
  /** What is loaded; issues alone where it is absent. */
  resources?: Resource[];
  profile?: string;
  /** Another version of the product, whose worker loads. */
  version?: LandedVersion;
}

/** What a first load has cost, from the first request to the last commit. */
export interface LoadCosts {
  wallSeconds: number;
  cpuSeconds: number;
  peakMib: number;
  rows: number;
}

export interface Load extends LoadCosts {
  /** Memory that the worker had held at most when its first request was sent. */
  idleMib: number;
  /** CPU time of Temporal's server meanwhile. */
  temporalCpuSeconds: number;
  workerPid: number;
  requests: CountedRequests;
  db: Pool;
  /** Stops the loop and the worker and drops the database. */
  close(): Promise<void>;
}

const unlimited = 1_000_000;
const pollMs = 20;
const longestMs = 600_000;
let loads = 0;

/**
 * Loads the repository by the whole product into a database of its own; the loop and its worker go on.
 *
 * @throws Error when it does not end, or rows are missing
 */
export async function loadRepository(stage: Stage, options: LoadOptions): Promise<Load> {
  const database = await stage.createDatabase();
  if (options.version) await makeAnew(database, options.version);
  const db = createDb(database.url, { size: 4, name: 'bench' });
  const worker = await startWorker(workerEnvironment(stage, database.url, options), {
    profile: options.profile,
    folder: options.version?.folder,
  });

  async function close(): Promise<void> {
    for (const id of [syncWorkflowId(benchName), kpisWorkflowId(benchName)]) {
      // Gone by itself, or never begun.
      await stage.client.workflow
        .getHandle(id)
        .terminate('measured')
        .catch(() => undefined);
    }
    await worker.stop();
    await db.end();
    await database.drop();
  }

  try {
    return { ...(await measure(stage, db, worker.pid, options)), workerPid: worker.pid, db, close };
  } catch (error) {
    await close();
    throw new Error(`The load has failed; the worker said:\n${worker.lines.join('\n')}`, { cause: error });
  }
}

/** Environment of a worker for one measurement. */
export function workerEnvironment(
  stage: Pick<Stage, 'github' | 'temporalAddress'>,
  databaseUrl: string,
  { connections, requestsPerMinute }: Pick<LoadOptions, 'connections' | 'requestsPerMinute'>,
) {
  return {
    // A credential of its own: limits of the load before must not count.
    GITHUB_TOKEN: `bench-${(loads += 1)}`,
    GITHUB_APP_ID: undefined,
    GITHUB_API_URL: stage.github.url,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: stage.temporalAddress,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_PROFILE: undefined,
    REPOMETER_REPOSITORIES: undefined,
    REPOMETER_CONNECTIONS: String(connections),
    REPOMETER_REQUESTS_PER_MINUTE: String(requestsPerMinute ?? unlimited),
    REPOMETER_LOG_LEVEL: 'info',
  };
}

async function measure(
  stage: Stage,
  db: Pool,
  pid: number,
  { latencyMs, requestsPerMinute, resources = ['issues'] }: LoadOptions,
) {
  await db.query('select 1');
  const secondaryLimits = requestsPerMinute !== undefined;
  const { firstRequest } = await stage.github.begin({ latencyMs, secondaryLimits });
  await stage.client.workflow.start(workflowTypes.syncRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: syncWorkflowId(benchName),
    // Cycles come when they are asked for; the first computation of KPIs is the only one.
    args: [{ repository: benchName, every: '1d', resources, waits: { kpisEvery: '1d' } }],
  });
  const { at: startedAt } = await firstRequest;
  const before = readProcessUse(pid);
  const temporal = () => readProcessUse(stage.temporalPid).cpuSeconds;
  const temporalBefore = temporal();
  await lastCommit(db);
  const wallSeconds = (Date.now() - startedAt) / 1000;
  const { cpuSeconds, peakMib } = readProcessUse(pid);
  const temporalCpuSeconds = temporal() - temporalBefore;
  const requests = await stage.github.requests();
  const rows = await countRows(db, stage.issues);
  return {
    wallSeconds,
    cpuSeconds: cpuSeconds - before.cpuSeconds,
    temporalCpuSeconds,
    idleMib: before.peakMib,
    peakMib,
    rows,
    requests,
  };
}

/** Waits for the commit that ends the walk of the issues: the row of `sync.run` belongs to its transaction. */
export async function lastCommit(db: Pool): Promise<void> {
  const deadline = Date.now() + longestMs;
  while (Date.now() < deadline) {
    const { rowCount } = await db.query("select from sync.run where resource = 'issues'");
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const { rows } = await db.query('select resource, state, reason, rows_stored from sync.resource');
  throw new Error(`The first load does not end: ${JSON.stringify(rows)}`);
}

export async function countRows(db: Pool, expected: number): Promise<number> {
  const { rows } = await db.query<{ rows: number }>('select count(*)::int as rows from github.issue');
  const found = rows[0]?.rows ?? 0;
  if (found !== expected) throw new Error(`${found} of ${expected} issues are stored.`);
  return found;
}
