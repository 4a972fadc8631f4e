import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { kpisWorkflowId, workflowTypes } from './contract.ts';

/**
 * Starts the computation of a repository's KPIs, which goes on by itself.
 *
 * @returns false when one runs already: it may have read its marks before the newest rows came
 */
export async function startKpisOf(repository: string): Promise<boolean> {
  try {
    await startChild(workflowTypes.computeKpis, {
      workflowId: kpisWorkflowId(repository),
      args: [{ repositories: [repository] }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      staticSummary: `KPIs of ${repository}`,
    });
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return false;
  }
}
