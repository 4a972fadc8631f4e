import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import { loopSummary, searchAttributes, syncWorkflowId, taskQueues, workflowTypes } from '../../workflows/contract.ts';
import { milliseconds } from '../../workflows/duration.ts';
import { parseEvery } from '../../workflows/inputs/every.ts';
import type { DueLoop, KeepLoopsInput } from './due-loop.ts';
import type { LoopClient } from './loop-client.ts';
import { isStartedBy, startedByMemo } from './started-by.ts';

/** First cycles of the loops that one owner's loop has started begin so far apart, as long as all of them fit into one interval. */
const apartMs = 1000;

const keywords = {
  owner: defineSearchAttributeKey(searchAttributes.owner, SearchAttributeType.KEYWORD),
  repository: defineSearchAttributeKey(searchAttributes.repository, SearchAttributeType.KEYWORD),
};

/**
 * Starts the loop of a repository. That it is about to is written down before, and that it has after; whoever is killed between the
 * two finds the loop, and its memo.
 *
 * @returns false where a loop runs already; one of a person's is left alone from then on
 */
export async function startRepositoryLoop(
  db: Pool,
  loops: LoopClient,
  input: KeepLoopsInput,
  due: DueLoop,
): Promise<boolean> {
  const repository = `${input.owner.name}/${due.name}`;
  const workflowId = syncWorkflowId(repository);
  const from_states = ['none', 'starting', 'started', 'stopped'];
  const key = { owner_id: input.owner.id, repository_id: due.repository_id, stopped_because: null, from_states };
  const wasRemoved =
    (
      await runSql<{ state: string }>(db, 'sync/set_owner_loop', {
        ...key,
        state: 'starting',
        workflow_id: workflowId,
        swept_in: null,
      })
    ).length === 0;
  if (wasRemoved) return false;
  const isNew = await start(loops, { ...input, due, repository, workflowId });
  const isOurs = isNew || isStartedBy(await loops.client.workflow.getHandle(workflowId).describe(), input.owner.id);
  const state = isOurs ? 'started' : 'by_hand';
  await runSql(db, 'sync/set_owner_loop', { ...key, state, workflow_id: workflowId, swept_in: input.sweep });
  return isNew;
}

interface Start extends KeepLoopsInput {
  due: DueLoop;
  repository: string;
}

async function start(
  { client, hasSearchAttributes }: LoopClient,
  given: Start & { workflowId: string },
): Promise<boolean> {
  const { repository, workflowId, due, repositories, owner, isFirst } = given;
  const { every } = repositories;
  const spreadMs = Math.min(milliseconds(parseEvery(every), 'every'), due.kept * apartMs);
  const delayMs = isFirst && due.is_first ? Math.floor((due.place / due.kept) * spreadMs) : 0;
  const attributes = [
    { key: keywords.owner, value: owner.name },
    { key: keywords.repository, value: repository },
  ];
  try {
    await client.workflow.start(workflowTypes.syncRepository, {
      taskQueue: taskQueues.repometer,
      workflowId,
      args: [{ repository, ...repositories }],
      staticSummary: loopSummary(repository),
      memo: startedByMemo(owner.id),
      // A second loop of a repository there is never; the one that runs tells whose it is.
      workflowIdConflictPolicy: 'FAIL',
      ...(delayMs > 0 ? { startDelay: delayMs } : {}),
      ...(hasSearchAttributes ? { typedSearchAttributes: new TypedSearchAttributes(attributes) } : {}),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
