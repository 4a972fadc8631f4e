import type { Pool } from 'pg';
import { listResources } from '../../activities/list-resources.ts';
import { kpisWorkflowId, resources } from '../../workflows/contract.ts';
import type { RepositoryResource } from '../../workflows/contract.ts';
import { benchName } from './bench-repository.ts';
import { loadRepository } from './load.ts';
import { measureCycle, settled } from './measure-cycle.ts';
import type { Measures } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { pointsOfResource, requestsOfResource } from './requests-of-resource.ts';
import type { Stage } from './stage.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';

const starsPerIssue = 2;

/** What everything of a repository costs in requests: the first load, an idle cycle, and cycles after one change. */
export async function measureRequests(shared: Stage, measures: Measures, options: BenchOptions): Promise<void> {
  const issues = options.requestIssues;
  const github = await startSimulatorProcess(issues, issues * starsPerIssue);
  const stage = { ...shared, github, issues };
  try {
    await measureAll(stage, measures, options.profile);
  } finally {
    await github.stop();
  }
}

async function measureAll(stage: Stage, measures: Measures, profile: string | undefined): Promise<void> {
  const load = await loadRepository(stage, { latencyMs: 0, connections: 4, resources: [...resources], profile });
  try {
    await settled(stage, 1);
    await stage.client.workflow.getHandle(kpisWorkflowId(benchName)).result();
    const { all, billed, points, pointsByQuery, byRoute } = await stage.github.requests();
    measures.absolute('Everything: requests of the first load', '', all);
    measures.absolute('Everything: billed requests of the first load', '', billed);
    measures.absolute('Everything: points of GraphQL of the first load', '', points);
    for (const { resource, rows } of await storedRows(load.db)) {
      const ownPoints = pointsOfResource(pointsByQuery, resource);
      if (ownPoints > 0) measures.absolute(`Everything, ${resource}: points of GraphQL`, '', ownPoints);
      recordResource(measures, resource, rows, requestsOfResource(byRoute, resource) + ownPoints);
    }
    await measureCycle(stage, load.db, measures, 'Everything, idle cycle');
    await stage.github.closeIssue();
    await measureCycle(stage, load.db, measures, 'Everything, cycle after one changed issue');
    await stage.github.reviewPull();
    await measureCycle(stage, load.db, measures, 'Everything, cycle after one reviewed pull request');
  } finally {
    await load.close();
  }
}

interface Stored {
  resource: RepositoryResource;
  rows: number;
}

async function storedRows(db: Pool): Promise<Stored[]> {
  const { rows } = await db.query<Stored>('select resource, rows_stored::int as rows from report.sync_status');
  return resources.flatMap((resource) => rows.filter((row) => row.resource === resource));
}

function recordResource(
  { ratio, absolute }: Measures,
  resource: RepositoryResource,
  rows: number,
  requests: number,
): void {
  const name = `Everything, ${resource}`;
  if (requests > 0) ratio(`${name}: rows per billed request`, '', rows / requests);
  if (rows > 0) ratio(`${name}: billed requests for 1,000 rows`, '', (requests / rows) * 1000);
  absolute(`${name}: rows`, '', rows);
  absolute(`${name}: billed requests and points`, '', requests);
  const list = listResources[resource];
  if (list.path === '') return;
  absolute(`${name}: billed requests beyond those of full pages`, '', requests - Math.ceil(rows / list.perPage));
}
