import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import type { Pool } from 'pg';
import { repositoryLoop } from '../../client/temporal/loop-name.ts';
import { orderLoop } from '../../client/temporal/loops.ts';
import { childEnvironment } from '../../config.ts';
import { createDb } from '../../sql/db.ts';
import { messages, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import type { LoopStatus, SyncNowAnswer, Waits } from '../../workflows/contract.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator, SimulatorOptions } from '../simulator/server.ts';
import { workerArguments } from './command-arguments.ts';
import { createTestDatabase, temporal } from './global.ts';
import { patience } from './patience.ts';
import type { TestDatabase } from './test-databases.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Waits that a test can sit through; the lag is none, since the simulator's lists are up to date unless told otherwise. */
export const quickWaits: Partial<Waits> = {
  statsRetry: '200ms',
  transientRetry: '100ms',
  kpisEvery: '100ms',
  lag: '0s',
};

/** What most tests are about; others name their own. */
const usualResources = ['issues', 'contributor_stats'];

/** The whole product on real servers, for one test file: its own database, Temporal namespace and simulated GitHub. */
export interface Rig {
  simulator: Simulator;
  database: TestDatabase;
  db: Pool;
  client: Client;
  namespace: string;
  temporalAddress: string;
  /** @param folder of the product whose worker it is; default: this one */
  startWorker(environment?: Record<string, string>, folder?: string): Promise<ChildProcess>;
  stopWorker(signal?: NodeJS.Signals): Promise<void>;
  /** Lines that the worker has logged. */
  workerLines: string[];
  /** Starts a loop of issues and statistics; `every` is a day, so that cycles come when a test asks. */
  startLoop(repository: string, input?: Record<string, unknown>): Promise<WorkflowHandle>;
  /** Sends an update to a loop as the product does: again, where a run just hands over to the next one. */
  order<Answer = void>(repository: string, message: string): Promise<Answer>;
  /** Asks for a cycle and waits until it has settled. */
  cycle(repository: string): Promise<LoopStatus>;
  /** Polls the loop until its cycle of this number has settled. */
  settled(repository: string, cycle?: number, waitMs?: number): Promise<LoopStatus>;
  close(): Promise<void>;
}

const longestWaitMs = 50_000;

const pauseMs = 50;
/** Between two queries of a workflow, each of which is work for the test, the server and the worker. */
export const longestQueryPauseMs = 200;

/**
 * Polls until `look` gives a value.
 *
 * @param options `waitMs`: on a quiet machine; `longestPauseMs`: pauses grow so far; a look that is no trouble needs no more than the first
 * @throws Error with what `tell` says, when it has given none for too long
 */
export async function until<T>(
  look: () => Promise<T | undefined | false | null>,
  { tell = () => Promise.resolve(''), waitMs = longestWaitMs, longestPauseMs = pauseMs } = {},
): Promise<T> {
  const deadline = Date.now() + waitMs * patience;
  for (let pause = pauseMs; Date.now() < deadline; pause = Math.min(pause * 1.2, longestPauseMs)) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`Waited ${waitMs * patience} ms in vain. ${await tell()}`);
}

/** Makes a namespace, and waits until the server knows it everywhere. */
export async function createNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  // A new namespace reaches the server's caches after a moment.
  await until(() =>
    connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }).then(
      () => true,
      () => false,
    ),
  );
}

/** Where a rig's namespace and database are made. */
export interface RigServers {
  temporal(): Promise<{ address: string }>;
  createDatabase(title: string): Promise<TestDatabase>;
}

const shared: RigServers = { temporal, createDatabase: createTestDatabase };
let count = 0;

/**
 * @param title `import.meta.url` of the test file
 * @param servers those that all test files share, unless a test wants its own
 */
export async function createRig(title: string, options: SimulatorOptions = {}, servers = shared): Promise<Rig> {
  const [server, database] = await Promise.all([servers.temporal(), servers.createDatabase(title)]);
  const simulator = await startSimulator({ secondary: false, tokenLimit: 1_000_000, ...options });
  const connection = await Connection.connect({ address: server.address });
  const namespace = `rig-${process.pid}-${(count += 1)}`;
  await createNamespace(connection, namespace);
  const client = new Client({ connection, namespace });
  const db = createDb(database.url, { size: 4, name: 'rig' });
  const workerLines: string[] = [];
  let worker: ChildProcess | undefined;

  async function startWorker(environment: Record<string, string> = {}, folder = root): Promise<ChildProcess> {
    const child = spawn(process.execPath, workerArguments(folder), {
      cwd: folder,
      env: childEnvironment({
        GITHUB_TOKEN: 'rig-token',
        GITHUB_APP_ID: undefined,
        GITHUB_API_URL: simulator.url,
        DATABASE_URL: database.url,
        TEMPORAL_ADDRESS: server.address,
        TEMPORAL_NAMESPACE: namespace,
        REPOMETER_REPOSITORIES: undefined,
        REPOMETER_REQUESTS_PER_MINUTE: '100000',
        REPOMETER_LOG_LEVEL: 'info',
        ...environment,
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    worker = child;
    const isReady = new Promise<void>((resolve, reject) => {
      const onText = (text: Buffer) => {
        for (const line of text.toString().split('\n').filter(Boolean)) workerLines.push(line);
        if (text.includes('worker is ready')) resolve();
      };
      child.stdout.on('data', onText);
      child.stderr.on('data', onText);
      child.once('exit', (code) => reject(new Error(`The worker ended with ${code}:\n${workerLines.join('\n')}`)));
    });
    await isReady;
    return child;
  }

  async function stopWorker(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = worker;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  const handleOf = (repository: string) => client.workflow.getHandle(syncWorkflowId(repository));
  const statusOf = (repository: string) => handleOf(repository).query<LoopStatus>(messages.status);

  function settled(repository: string, cycle = 1, waitMs = longestWaitMs): Promise<LoopStatus> {
    const look = async () => {
      const status = await statusOf(repository).catch(() => undefined);
      return status && status.settledCycle >= cycle ? status : undefined;
    };
    const tell = async () =>
      `${JSON.stringify(await statusOf(repository).catch(String))}\n${workerLines.slice(-20).join('\n')}`;
    return until(look, { tell, waitMs, longestPauseMs: longestQueryPauseMs });
  }

  const order = <Answer>(repository: string, message: string) =>
    orderLoop<Answer>(client, repositoryLoop(repository), message);

  return {
    simulator,
    database,
    db,
    client,
    namespace,
    temporalAddress: server.address,
    workerLines,
    startWorker,
    stopWorker,
    startLoop: (repository, input = {}) =>
      client.workflow.start(workflowTypes.syncRepository, {
        taskQueue: taskQueues.repometer,
        workflowId: syncWorkflowId(repository),
        args: [{ repository, every: '1d', resources: usualResources, waits: quickWaits, ...input }],
      }),
    order,
    async cycle(repository) {
      const answer = await order<SyncNowAnswer>(repository, messages.syncNow);
      if ('limitedUntil' in answer) throw new Error(answer.message);
      return settled(repository, answer.cycle);
    },
    settled,
    async close() {
      await stopWorker('SIGTERM');
      await simulator.close();
      await db.end();
      await connection.close();
      await database.drop();
    },
  };
}
