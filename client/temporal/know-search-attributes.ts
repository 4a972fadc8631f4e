import type { WorkflowService } from '@temporalio/client';
import { searchAttributes } from '../../workflows/contract.ts';

const { nextSyncAt, ...keywords } = searchAttributes;
const query = [
  ...Object.values(keywords).map((name) => `${name} = 'none'`),
  `${nextSyncAt} = '2000-01-01T00:00:00Z'`,
].join(' and ');

/**
 * Whether all search attributes are registered, for a login that may not list them (Temporal Cloud): a list that asks for an
 * unregistered one is refused.
 */
export function knowSearchAttributes(workflowService: WorkflowService, namespace: string): Promise<boolean> {
  return workflowService.listWorkflowExecutions({ namespace, pageSize: 1, query }).then(
    () => true,
    () => false,
  );
}
