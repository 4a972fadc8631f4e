import type { Client } from '@temporalio/client';
import type { Recomputed } from '../../workflows/contract.ts';
import type { Computation } from './compute-kpis.ts';

type Payload = { data?: Uint8Array | null } | undefined;

/** What an activity of a worker tells; an older one tells nothing of this, and a codec that is not ours lets nobody read it. */
function recomputedIn(payload: Payload): Recomputed[] {
  try {
    const result = JSON.parse(Buffer.from(payload?.data ?? []).toString()) as { recomputed?: Recomputed[] } | null;
    return result?.recomputed ?? [];
  } catch {
    return [];
  }
}

/**
 * What a computation has counted anew, and why: what its activities have told, run by run.
 *
 * @throws what Temporal says, such as that it does not keep the history any more
 */
export async function readRecomputed(client: Client, { workflowId, firstRunId }: Computation): Promise<Recomputed[]> {
  const found: Recomputed[] = [];
  let runId: string | undefined = firstRunId;
  while (runId) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const { activityTaskCompletedEventAttributes: completed } of events ?? []) {
      found.push(...recomputedIn(completed?.result?.payloads?.[0]));
    }
    runId = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? undefined;
  }
  return found;
}
