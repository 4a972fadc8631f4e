import { makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';

/** Whether the worker that does this task has a build id (`REPOMETER_BUILD_ID`), so that Temporal pins runs to it. */
export function isVersioned(): boolean {
  // The SDK gives every worker a build id of its own; only a versioned one belongs to a deployment.
  return Boolean(workflowInfo().currentDeploymentVersion?.deploymentName);
}

/**
 * Ends this run; the next one of the same workflow begins with these arguments. A versioned run would pin the next one to
 * its own build for ever, and an endless loop would need that build's worker for ever: so the next run begins with the
 * build that is current by then.
 */
export function continueRun(...inputs: unknown[]): Promise<never> {
  const options = isVersioned() ? ({ initialVersioningBehavior: 'AUTO_UPGRADE' } as const) : {};
  return makeContinueAsNewFunc<(...next: unknown[]) => Promise<unknown>>(options)(...inputs);
}
