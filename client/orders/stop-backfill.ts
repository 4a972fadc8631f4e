import type { Client } from '@temporalio/client';
import { backfillWorkflowId } from '../../workflows/contract.ts';
import { repositoryLoop } from '../temporal/loop-name.ts';
import { stopLoop } from '../temporal/stop-loop.ts';

/**
 * Ends the backfill of a repository that nobody keeps any more: it would spend quota on, and store anew what is deleted.
 *
 * @returns a sentence for people; none where none ran
 */
export async function stopBackfill(client: Client, repository: string): Promise<string[]> {
  const stop = await stopLoop(client, { ...repositoryLoop(repository), workflowId: backfillWorkflowId(repository) });
  return stop.kind === 'none' ? [] : [`The backfill of ${repository} is stopped, too.`];
}
