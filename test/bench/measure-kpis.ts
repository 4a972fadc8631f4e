import type { Pool } from 'pg';
import { computeKpiBatch } from '../../activities/kpis/compute-kpi-batch.ts';
import { createDb } from '../../sql/db.ts';
import { createOwnServers } from '../support/own-servers.ts';
import type { TestDatabase } from '../support/test-databases.ts';
import { asOf, makeKpiRows } from './make-kpi-rows.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { readProcessUse } from './process-use.ts';

/** Of each repository that `kpis/rows.sql` makes, on the average. */
const issuesEach = 500;

/** As the workflow computes: repositories of a batch, and batches at once. */
const [batchSize, atOnce] = [50, 4];

/** Changes of a single issue, and repositories that are computed one by one to tell what all of them would take. */
const [changes, unmeasured, sampleSize] = [40, 10, 100];

/**
 * What KPIs cost in a database of many repositories, whose rows are made by SQL: all of them, and what a change leaves to compute. That
 * after one changed issue once more in a database of a tenth.
 */
export async function measureKpis(measures: Measures, { kpiIssues }: BenchOptions): Promise<void> {
  const servers = createOwnServers();
  try {
    const repositories = Math.max(20, Math.round(kpiIssues / issuesEach));
    for (const count of [Math.ceil(repositories / 10), repositories]) {
      const database = await servers.createDatabase('bench');
      try {
        await measureDatabase(database, measures, count, count === repositories);
      } finally {
        await database.drop();
      }
    }
  } finally {
    await servers.stop();
  }
}

async function measureDatabase(database: TestDatabase, measures: Measures, repositories: number, isWhole: boolean) {
  console.error(`Making ${repositories * issuesEach} issues and ${repositories * issuesEach * 5} label events …`);
  await makeKpiRows(database, repositories);
  const pools = Array.from({ length: atOnce }, () => createDb(database.url, { size: 1, name: 'bench' }));
  const one = pools[0]!;
  const ids = Array.from({ length: repositories }, (_, index) => index + 1);
  const name = `KPIs of ${(repositories * issuesEach).toLocaleString('en')} issues`;
  try {
    const all = await timeBatches(pools, ids);
    measures.absolute(`${name}: all of ${repositories} repositories`, 's', all.milliseconds / 1000);
    measures.absolute(`${name}: all of ${repositories} repositories, CPU of Postgres`, 's', all.cpuSeconds);
    await one.query('vacuum analyze');
    const { taken, cpuSeconds } = await changeIssues(one, ids);
    for (const milliseconds of taken) measures.absolute(`${name}: after one changed issue`, 'ms', milliseconds);
    measures.absolute(`${name}: after one changed issue, CPU of Postgres`, 'ms', (cpuSeconds * 1000) / changes);
    if (!isWhole) return;
    await one.query(
      `insert into kpi.label_rule (definition, category, kind, pattern) values ('vocabulary', 'bug', 'exact', 'triage')`,
    );
    const ruled = await timeBatches(pools, ids);
    measures.absolute(`${name}: after one changed label rule`, 's', ruled.milliseconds / 1000);
    measures.absolute(`${name}: after one changed label rule, CPU of Postgres`, 's', ruled.cpuSeconds);
    await compareBatch(one, ids, name, measures);
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

async function compute(db: Pool, repositoryIds: number[]): Promise<number> {
  const startedAt = performance.now();
  await computeKpiBatch(db, { repositoryIds, months: [], all: false, asOf, isPast: false });
  return performance.now() - startedAt;
}

interface Use {
  /** From the first batch's beginning to the last one's end. */
  milliseconds: number;
  cpuSeconds: number;
}

/** Each of the pools computes one batch after the other, until none is left. */
async function timeBatches(pools: Pool[], ids: number[]): Promise<Use> {
  const startedAt = performance.now();
  const left = [...ids];
  let cpuSeconds = 0;
  const work = async (db: Pool) => {
    while (left.length > 0) {
      const batch = left.splice(0, batchSize);
      const before = await readCpuSeconds(db);
      await compute(db, batch);
      cpuSeconds += (await readCpuSeconds(db)) - before;
    }
  };
  await Promise.all(pools.map(work));
  return { milliseconds: performance.now() - startedAt, cpuSeconds };
}

/** Moves the close of an issue of each by an hour, which marks its months. */
function touch(db: Pool, ids: number[], number: number) {
  return db.query(
    `update github.issue set closed_at = closed_at + interval '1 hour'
     where repository_id = any ($1) and number = $2 and closed_at is not null`,
    [ids, number],
  );
}

/** CPU that the session of a pool of one has used since it began, by Linux' own account in hundredths of a second. */
async function readCpuSeconds(one: Pool): Promise<number> {
  const { rows } = await one.query<{ pid: number }>('select pg_backend_pid() as pid');
  return readProcessUse(rows[0]!.pid).cpuSeconds;
}

/** One issue of another repository each time; the first ones prepare the statements of the connection, and are not counted. */
async function changeIssues(db: Pool, ids: number[]): Promise<{ taken: number[]; cpuSeconds: number }> {
  const taken: number[] = [];
  let before = 0;
  for (let change = -unmeasured; change < changes; change += 1) {
    const place = change + unmeasured;
    const id = ids[(place * 37) % ids.length]!;
    await touch(db, [id], 1 + (place % 4));
    if (change === 0) before = await readCpuSeconds(db);
    const milliseconds = await compute(db, [id]);
    if (change >= 0) taken.push(milliseconds);
  }
  return { taken, cpuSeconds: (await readCpuSeconds(db)) - before };
}

/** One changed issue in each repository: one batch of all, and a sample of them singly. */
async function compareBatch(db: Pool, ids: number[], name: string, { ratio, absolute }: Measures): Promise<void> {
  await touch(db, ids, 11);
  const batch = await useOf(db, () => compute(db, ids));
  const sample = ids.filter((_, index) => index % Math.ceil(ids.length / sampleSize) === 0);
  await touch(db, sample, 12);
  const some = await useOf(db, async () => {
    for (const id of sample) await compute(db, [id]);
  });
  const times = ids.length / sample.length;
  absolute(
    `${name}: one batch of ${ids.length} repositories with a changed issue each`,
    's',
    batch.milliseconds / 1000,
  );
  absolute(`${name}: the same singly, reckoned from ${sample.length} of them`, 's', (some.milliseconds * times) / 1000);
  ratio(`${name}: one batch ÷ ${ids.length} single ones`, '×', batch.milliseconds / some.milliseconds / times);
  ratio(
    `${name}: one batch ÷ ${ids.length} single ones, CPU of Postgres`,
    '×',
    batch.cpuSeconds / some.cpuSeconds / times,
  );
}

async function useOf(db: Pool, work: () => Promise<unknown>): Promise<Use> {
  const before = await readCpuSeconds(db);
  const startedAt = performance.now();
  await work();
  return { milliseconds: performance.now() - startedAt, cpuSeconds: (await readCpuSeconds(db)) - before };
}
