import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createDb } from '../../sql/db.ts';
import { orgWorkflowId, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { createCurve } from './curve.ts';
import type { Curve } from './curve.ts';
import { readJenkinsPulls, recordedOwner } from './jenkins-pulls.ts';
import type { RecordedRepository } from './jenkins-pulls.ts';
import { workerEnvironment } from './load.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { readProcessUse } from './process-use.ts';
import type { Stage } from './stage.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { startWorker } from './start-worker.ts';

const resources = ['issues', 'pull_requests'];
const sampleMs = 5_000;
const longestMs = 3 * 3_600_000;

/**
 * The first loads of all repositories of one organisation by its one loop on one worker: recorded pull requests of Jenkins under made-up
 * ids. That each repository has as many as were recorded is checked.
 *
 * @returns how memory and quota went, as a table
 * @throws Error where rows are missing
 */
export async function measureOrganisation(
  stage: Stage,
  measures: Measures,
  { repositories: most }: Pick<BenchOptions, 'repositories'>,
): Promise<string> {
  const recorded = await readJenkinsPulls(most);
  const github = await startSimulatorProcess(1, 0, 0, 0, most);
  const database = await stage.createDatabase();
  const db = createDb(database.url, { size: 2, name: 'bench' });
  const { temporalAddress, client } = stage;
  const worker = await startWorker(workerEnvironment({ github, temporalAddress }, database.url, { connections: 4 }));
  const organisation = client.workflow.getHandle(orgWorkflowId(recordedOwner));
  try {
    await github.begin({ latencyMs: 0, secondaryLimits: false });
    const before = readProcessUse(worker.pid);
    const curve = createCurve(db, worker.pid);
    await client.workflow.start(workflowTypes.syncOrganization, {
      taskQueue: taskQueues.repometer,
      workflowId: orgWorkflowId(recordedOwner),
      args: [{ owner: recordedOwner, repositories: { every: '1d', resources } }],
    });
    await untilLoaded(db, recorded.length, curve);
    const { cpuSeconds, peakMib } = readProcessUse(worker.pid);
    const pulls = await requireEqual(db, recorded);
    const requests = await github.requests();
    const name = `${recorded.length} repositories of one organisation, ${pulls.toLocaleString('en')} pull requests`;
    const seconds = curve.seconds();
    measures.absolute(`${name}: first loads`, 's', seconds);
    measures.absolute(`${name}: CPU of the worker`, 's', cpuSeconds - before.cpuSeconds);
    measures.absolute(`${name}: peak memory of the worker`, 'MiB', peakMib);
    for (const { memoryMib } of curve.samples()) measures.absolute(`${name}: memory of the worker`, 'MiB', memoryMib);
    measures.absolute(`${name}: requests`, '', requests.all);
    measures.absolute(`${name}: charged requests`, '', requests.billed);
    measures.absolute(`${name}: charged requests a repository`, '', requests.billed / recorded.length);
    return `${name} (ids are made up):\n\n${curve.draw()}`;
  } catch (error) {
    throw new Error(`The organisation was not loaded; the worker said:\n${worker.lines.join('\n')}`, { cause: error });
  } finally {
    for (const handle of [
      organisation,
      ...recorded.map(({ name }) => client.workflow.getHandle(syncWorkflowId(`${recordedOwner}/${name}`))),
    ])
      await handle.terminate('measured').catch(() => undefined);
    await worker.stop();
    await github.stop();
    await db.end();
    await database.drop();
  }
}

async function untilLoaded(db: Pool, expected: number, curve: Curve): Promise<void> {
  for (const deadline = Date.now() + longestMs; Date.now() < deadline; await delay(sampleMs)) {
    const { repositories } = await curve.take();
    if (repositories === expected) return;
  }
  const { rows } = await db.query(
    `select resource, state, reason, count(*)::int as repositories from report.sync_status group by 1, 2, 3 order by 4 desc limit 10`,
  );
  throw new Error(`The first loads do not end: ${JSON.stringify(rows)}`);
}

/** @returns pull requests of all. @throws Error that names repositories with others than were recorded */
async function requireEqual(db: Pool, recorded: RecordedRepository[]): Promise<number> {
  const { rows } = await db.query<{ name: string; pulls: number; merged: number; issues: number }>(
    `select name, count(*)::int as pulls, count(merged_at)::int as merged,
       (select count(*)::int from github.issue where issue.repository_id = repository.repository_id and is_pull_request) as issues
     from github.repository join github.pull_request using (repository_id) group by repository_id, name`,
  );
  const stored = new Map(rows.map(({ name, ...counts }) => [name, JSON.stringify(counts)]));
  const expected = recorded.map(({ name, pulls }) => {
    const merged = pulls.filter(({ mergedAt }) => mergedAt !== null).length;
    return [name, JSON.stringify({ pulls: pulls.length, merged, issues: pulls.length })] as const;
  });
  const other = expected.filter(([name, counts]) => stored.get(name) !== counts);
  if (other.length > 0 || stored.size !== recorded.length) {
    const some = other.slice(0, 5).map(([name, counts]) => `${name}: ${counts} recorded, ${stored.get(name)} stored`);
    throw new Error(`${other.length} repositories have not what was recorded: ${some.join('; ')}`);
  }
  return recorded.reduce((sum, { pulls }) => sum + pulls.length, 0);
}
