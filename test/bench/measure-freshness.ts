import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { benchName, sleeper } from './bench-repository.ts';
import { workerEnvironment } from './load.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import type { Stage } from './stage.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { startWorker } from './start-worker.ts';

/** With the large one and the one without statistics fifty. */
const others = 48;
const issuesOfEach = 20;
const every = '30s';
const pace = 600;
const lookMs = 5_000;
/** Long enough for several cycles of each. */
const phaseMs = 150_000;
/** Before the first look: first loads end, and the large one fills its slots. */
const settleMs = 30_000;
const longestMs = 600_000;

/**
 * How fresh 48 small repositories are, each looked at every 30 s at the default pace: alone, and beside the first load of a large one
 * and one whose statistics are 202 for ever. Fresh is the time since which nothing can have been missed.
 */
export async function measureFreshness(
  stage: Stage,
  { ratio, absolute }: Measures,
  { issues }: Pick<BenchOptions, 'issues'>,
): Promise<void> {
  const github = await startSimulatorProcess(issues, 0, others + 1, issuesOfEach);
  const database = await stage.createDatabase();
  const db = createDb(database.url, { size: 2, name: 'bench' });
  const { temporalAddress, client } = stage;
  const options = { connections: 4, requestsPerMinute: pace };
  const worker = await startWorker(workerEnvironment({ github, temporalAddress }, database.url, options));
  const [pending = '', ...names] = Array.from({ length: others + 1 }, (_, place) => sleeper(place + 1)).map(
    ({ owner, name }) => `${owner}/${name}`,
  );
  try {
    await github.begin({ latencyMs: 0, secondaryLimits: false });
    await github.computeForEver(pending);
    for (const name of names) await startLoop(client, name, ['issues', 'contributor_stats'], every);
    await untilLoaded(db);
    const alone = await look(db, names);
    await startLoop(client, pending, ['issues', 'contributor_stats'], every);
    await startLoop(client, benchName, null, '1d');
    await delay(settleMs);
    const beside = await look(db, names);
    const name = `Age of what ${others} repositories know, a look every ${every}, pace ${pace}`;
    const besides = `beside a first load of ${issues.toLocaleString('en')} issues and an endless 202`;
    ratio(`${name}: ${besides} ÷ without them`, '×', median(beside) / median(alone));
    for (const [when, ages] of [
      ['without them', alone],
      [besides, beside],
    ] as const) {
      absolute(`${name}: ${when}, median`, 's', median(ages));
      absolute(`${name}: ${when}, 95th percentile`, 's', quantile(ages, 0.95));
      absolute(`${name}: ${when}, oldest`, 's', Math.max(...ages));
    }
    await tellStanding(db, pending, absolute);
  } finally {
    for (const name of [benchName, pending, ...names])
      await client.workflow
        .getHandle(syncWorkflowId(name))
        .terminate('measured')
        .catch(() => undefined);
    await worker.stop();
    await github.stop();
    await db.end();
    await database.drop();
  }
}

function startLoop(client: Client, repository: string, resources: string[] | null, rest: string) {
  return client.workflow.start(workflowTypes.syncRepository, {
    taskQueue: taskQueues.repometer,
    workflowId: syncWorkflowId(repository),
    args: [{ repository, every: rest, resources, waits: { lag: '0s', kpisEvery: '1d' } }],
  });
}

async function untilLoaded(db: Pool): Promise<void> {
  for (const deadline = Date.now() + longestMs; Date.now() < deadline; await delay(lookMs)) {
    const { rows } = await db.query<{ loaded: number }>(
      `select count(*)::int as loaded from sync.resource where resource = 'issues' and complete_through is not null`,
    );
    if (rows[0]?.loaded === others) return;
  }
  throw new Error('The first loads of the small repositories do not end.');
}

/** @returns ages in seconds, one of each repository at each look */
async function look(db: Pool, names: string[]): Promise<number[]> {
  const ages: number[] = [];
  for (const deadline = Date.now() + phaseMs; Date.now() < deadline; await delay(lookMs)) {
    const { rows } = await db.query<{ age: number }>(
      `select extract(epoch from clock_timestamp() - complete_through)::float8 as age
       from report.sync_status where resource = 'issues' and repository = any ($1)`,
      [names],
    );
    ages.push(...rows.map(({ age }) => age));
  }
  return ages;
}

/** That the load went on all the while, and that the statistics never came; otherwise nothing was measured. */
async function tellStanding(db: Pool, pending: string, absolute: Measures['absolute']): Promise<void> {
  const { rows } = await db.query<{ state: string; rows: number }>(
    `select
       (select rows_stored::int from report.sync_status where repository = $1 and resource = 'issues') as rows,
       (select state from report.sync_status where repository = $2 and resource = 'contributor_stats') as state`,
    [benchName, pending],
  );
  const [found] = rows;
  if (found?.state !== 'stats_pending') throw new Error(`The statistics of ${pending} are ${found?.state}.`);
  absolute('Issues of the large repository that were stored meanwhile', '', found.rows);
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

const median = (values: number[]) => quantile(values, 0.5);
