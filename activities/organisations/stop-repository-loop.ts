import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { syncWorkflowId } from '../../workflows/contract.ts';
import type { DueLoop, KeepLoopsInput } from './due-loop.ts';
import type { LoopClient } from './loop-client.ts';
import { isStartedBy } from './started-by.ts';

const endsWithinMs = 10_000;
const askEveryMs = 250;

/**
 * Stops a loop that the owner's loop has started, in order; that of a person, who may have begun it anew meanwhile, is left alone from
 * then on. What is to happen is written down before, so that nobody takes it for a removal by a person; one that has not ended in time
 * is looked at again in the next cycle.
 *
 * @returns a sentence that says which and why; none where it had ended already, or goes on
 */
export async function stopRepositoryLoop(
  db: Pool,
  { client }: LoopClient,
  { owner, sweep }: KeepLoopsInput,
  due: DueLoop,
): Promise<string[]> {
  const repository = `${owner.name}/${due.name}`;
  const key = { owner_id: owner.id, repository_id: due.repository_id, workflow_id: null };
  const told = { stopped_because: due.left_out, from_states: ['none', 'starting', 'started', 'stopping'] };
  const workflowId = due.workflow_id ?? syncWorkflowId(repository);
  if (await isOfPerson(client, workflowId, owner.id)) {
    await runSql(db, 'sync/set_owner_loop', {
      ...key,
      ...told,
      stopped_because: null,
      state: 'by_hand',
      swept_in: sweep,
    });
    return [];
  }
  const found = await runSql<{ state: string }>(db, 'sync/set_owner_loop', {
    ...key,
    ...told,
    state: 'stopping',
    swept_in: null,
  });
  if (found.length === 0) return [];
  const end = await endLoop(client, workflowId);
  const state = end === 'goes on' ? 'stopping' : 'stopped';
  // One that is kept again meanwhile is started in this same cycle.
  const swept_in = due.left_out === null && end !== 'goes on' ? null : sweep;
  await runSql(db, 'sync/set_owner_loop', { ...key, ...told, state, swept_in });
  return end === 'ended' ? [`${repository}: ${due.left_out ?? 'to begin anew'}.`] : [];
}

/** Whether a loop runs that another one than the owner's has started. */
async function isOfPerson(client: Client, workflowId: string, ownerId: string): Promise<boolean> {
  try {
    const described = await client.workflow.getHandle(workflowId).describe();
    return described.status.name === 'RUNNING' && !isStartedBy(described, ownerId);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function endLoop(client: Client, workflowId: string): Promise<'ended' | 'none' | 'goes on'> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const { status, executionTime } = await handle.describe();
    if (status.name !== 'RUNNING') return 'none';
    // Its first cycle has not begun: there is nothing that it could end in order, nor anybody who would.
    if (executionTime && executionTime.getTime() > Date.now()) {
      await handle.terminate('Its repository is not kept any more.');
      return 'ended';
    }
    await handle.cancel();
    const deadline = Date.now() + endsWithinMs;
    while (Date.now() < deadline) {
      if ((await handle.describe()).status.name !== 'RUNNING') return 'ended';
      await delay(askEveryMs); // nobody tells us of the end of a cancelled run of many
    }
    return 'goes on';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'none';
    throw error;
  }
}
