import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { taskQueues, workerDeployment } from '../../workflows/contract.ts';

const { TASK_QUEUE_TYPE_WORKFLOW } = proto.temporal.api.enums.v1.TaskQueueType;
const { WORKER_VERSIONING_MODE_VERSIONED } = proto.temporal.api.enums.v1.WorkerVersioningMode;
const notFound = 5; // of gRPC
// A worker polls anew at least once a minute; the server remembers its pollers for five.
const freshWithinMs = 70_000;

/** Runs that stay with a build (`REPOMETER_BUILD_ID`) of which no worker runs. */
export interface StandingBuild {
  buildId: string;
  runs: number;
}

export interface WorkerBuilds {
  /** Builds whose workers ask for work. */
  polling: string[];
  /** A worker without a build id asks for work. */
  isUnversionedPolling: boolean;
  /** The build that begins new runs; null: workers without a build id do. */
  current: string | null;
  standing: StandingBuild[];
}

/** @returns null where no worker of this namespace ever had a build id */
export async function readWorkerBuilds(client: Client): Promise<WorkerBuilds | null> {
  const { namespace } = client.options;
  const deployment = await client.workflowService
    .describeWorkerDeployment({ namespace, deploymentName: workerDeployment })
    .catch((error: { code?: unknown }) => {
      if (error.code === notFound) return null;
      throw error;
    });
  if (!deployment) return null;
  const { routingConfig, versionSummaries } = deployment.workerDeploymentInfo ?? {};
  const { polling, isUnversionedPolling } = await readPollers(client);
  const known = (versionSummaries ?? []).flatMap(({ deploymentVersion }) => deploymentVersion?.buildId ?? []);
  const silent = known.filter((buildId) => !polling.includes(buildId));
  const runs = await Promise.all(silent.map((buildId) => client.workflow.count(runsOf(buildId))));
  const standing = silent.map((buildId, place) => ({ buildId, runs: runs[place]?.count ?? 0 }));
  return {
    polling,
    isUnversionedPolling,
    current: routingConfig?.currentDeploymentVersion?.buildId ?? null,
    standing: standing.filter((build) => build.runs > 0),
  };
}

async function readPollers(client: Client): Promise<Pick<WorkerBuilds, 'polling' | 'isUnversionedPolling'>> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueues.repometer },
    taskQueueType: TASK_QUEUE_TYPE_WORKFLOW,
  });
  const fresh = (pollers ?? []).filter(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < freshWithinMs,
  );
  const builds = fresh.map(({ deploymentOptions: options }) =>
    options?.workerVersioningMode === WORKER_VERSIONING_MODE_VERSIONED ? (options.buildId ?? null) : null,
  );
  return {
    polling: [...new Set(builds.flatMap((build) => build ?? []))].sort(),
    isUnversionedPolling: builds.includes(null),
  };
}

/** Query of Temporal for the runs that stay with a build; one that was told to move has only not moved yet. */
function runsOf(buildId: string): string {
  const isPinned = `TemporalWorkflowVersioningBehavior = 'Pinned'`;
  return `ExecutionStatus = 'Running' and ${isPinned} and TemporalWorkerDeploymentVersion = '${workerDeployment}:${buildId}'`;
}

/** What stands, and what to do, in two sentences. */
export function tellStanding({ buildId, runs }: StandingBuild): { found: string; advice: string } {
  const [what, them] = runs === 1 ? ['1 workflow waits', 'it has'] : [`${runs} workflows wait`, 'they have'];
  return {
    found: `${what} for a worker of build "${buildId}", and none runs.`,
    advice:
      `Start one with REPOMETER_BUILD_ID=${buildId} until ${them} moved, or move ${runs === 1 ? 'it' : 'them'} now: ` +
      `temporal workflow update-options --query "${runsOf(buildId)}" --versioning-override-behavior auto_upgrade --reason moved --yes`,
  };
}
