import type { WorkerOptions } from '@temporalio/worker';
import { workerDeployment } from '../workflows/contract.ts';

/**
 * With a build id, Temporal gives a run to workers of the build that began it, so that a new build never has to replay what
 * an old one did; loops move at their next cycle, by themselves. Both workers of a process are of the same version, or
 * activities would wait for one that is not there.
 *
 * @returns nothing without a build id: then any worker does anything
 */
export function deploymentOf(buildId: string | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (buildId === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: workerDeployment, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
