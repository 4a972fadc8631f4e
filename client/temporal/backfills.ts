import type { Client } from '@temporalio/client';
import { setTimeout as delay } from 'node:timers/promises';
import {
  backfillSummary,
  backfillWorkflowId,
  messages,
  syncWorkflowId,
  workflowTypes,
} from '../../workflows/contract.ts';
import type { BackfillRepositoryInput, BackfillResult, BackfillStatus } from '../../workflows/contract.ts';
import { sendAgain } from './send-again.ts';
import { startUnlessRunning } from './start-unless-running.ts';
import { isNotFound, notFound } from './temporal-errors.ts';

/** Input of a backfill: what is left out has the workflow's defaults. */
export type BackfillOrder = Pick<BackfillRepositoryInput, 'repository'> &
  Partial<Pick<BackfillRepositoryInput, 'from' | 'to' | 'resources'>>;

type Backfill = (input: BackfillOrder) => Promise<BackfillResult>;

const askEveryMs = 1_000;
const answerWithinMs = 30_000;

const handleOf = (client: Client, repository: string) =>
  client.workflow.getHandle<Backfill>(backfillWorkflowId(repository));

/** Whether a loop keeps the repository now. */
export async function hasLoop(client: Client, repository: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(syncWorkflowId(repository)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** @returns false when one runs already, with whatever input it was started */
export function startBackfill(client: Client, order: BackfillOrder): Promise<boolean> {
  const { repository, from = null, to = null } = order;
  return startUnlessRunning(client, workflowTypes.backfillRepository, {
    workflowId: backfillWorkflowId(repository),
    args: [order],
    staticSummary: backfillSummary({ repository, from, to }),
  });
}

/** @throws Error with a sentence where the repository has none, or none that runs */
async function onBackfill<T>(client: Client, repository: string, work: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + answerWithinMs, work);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new Error(`No backfill of ${repository} runs; "repometer backfill ${repository} --from DAY" starts one.`, {
      cause: error,
    });
  }
}

/** How far the backfill is that runs, or that ran last. */
export function askBackfill(client: Client, repository: string): Promise<BackfillStatus> {
  return onBackfill(client, repository, () => handleOf(client, repository).query<BackfillStatus>(messages.status));
}

/** Pauses a running backfill, or lets it go on. */
export function orderBackfill(client: Client, repository: string, order: 'pause' | 'resume'): Promise<BackfillStatus> {
  const handle = handleOf(client, repository);
  return onBackfill(client, repository, () => sendAgain(() => handle.executeUpdate<BackfillStatus, []>(order)));
}

/** Ends a running backfill: what it has stored stays, and another one goes on from there. */
export async function cancelBackfill(client: Client, repository: string): Promise<void> {
  const handle = handleOf(client, repository);
  await onBackfill(client, repository, async () => {
    const { status } = await handle.describe();
    if (status.name !== 'RUNNING') throw notFound('It has ended.');
    await handle.cancel();
  });
}

/**
 * Waits for the end of a backfill, through restarts of Temporal and of its worker.
 *
 * @param tell called now and then with how far it is
 * @throws what made it fail; AbortError at the signal
 */
export async function watchBackfill(
  client: Client,
  repository: string,
  { signal, tell }: { signal: AbortSignal; tell: (status: BackfillStatus) => void },
): Promise<BackfillResult> {
  const handle = handleOf(client, repository);
  for (;;) {
    signal.throwIfAborted();
    const { status } = await onBackfill(client, repository, () => handle.describe());
    if (status.name !== 'RUNNING' && status.name !== 'CONTINUED_AS_NEW') return handle.result();
    const told = await askBackfill(client, repository).catch(() => undefined);
    if (told) tell(told);
    await delay(askEveryMs, undefined, { signal });
  }
}
