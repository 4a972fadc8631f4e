import { workflowInfo } from '@temporalio/workflow';
import { workflowTypes } from './contract.ts';
import { refuseAllMessages } from './refuse-messages.ts';
import { refusal } from './refuse.ts';

/**
 * What runs for a workflow type that nobody knows. Without it the workflow would be "Running" for ever, each of its tasks failing.
 *
 * @throws ApplicationFailure with a sentence, always
 */
export function refuseUnknownType(..._inputs: unknown[]): Promise<never> {
  const { workflowType } = workflowInfo();
  const known = Object.values(workflowTypes).join(', ');
  const failure = refusal(`There is no workflow type "${workflowType}"; there are ${known}.`, 'UnknownType');
  refuseAllMessages([], failure);
  return Promise.reject(failure);
}
