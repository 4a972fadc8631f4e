import type { Client } from '@temporalio/client';
import type { Recomputed } from '../../workflows/contract.ts';
import type { Computation } from './compute-kpis.ts';

type Payload = { data?: Uint8Array | null } | undefined;

/** What a computation has done. */
export interface Computed {
  /** What it has counted anew, and why. */
  recomputed: Recomputed[];
  /** Rows that it wrote, by family. */
  written: ReadonlyMap<string, number>;
}

/** What an activity that computes tells. */
interface Told {
  recomputed: Recomputed[];
  families: Record<string, { written: number }>;
}

const computing = new Set(['computeKpiBatch', 'computeRepositoryKpis']);

/** Null: an older worker told nothing of this, or a codec that is not ours lets nobody read it. */
function toldIn(payload: Payload): Told | null {
  try {
    const result = JSON.parse(Buffer.from(payload?.data ?? []).toString()) as Partial<Told> | null;
    return result?.recomputed && result.families ? (result as Told) : null;
  } catch {
    return null;
  }
}

/** What the activities of one run have told that compute, and the run that goes on with it. */
async function readRun(
  client: Client,
  workflowId: string,
  runId: string,
): Promise<{ told: (Told | null)[]; next: string | undefined }> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const types = new Map<string, string>();
  const told: (Told | null)[] = [];
  for (const { eventId, activityTaskScheduledEventAttributes, activityTaskCompletedEventAttributes } of events ?? []) {
    const type = activityTaskScheduledEventAttributes?.activityType?.name;
    if (type) types.set(String(eventId), type);
    const completed = activityTaskCompletedEventAttributes;
    if (!completed || !computing.has(types.get(String(completed.scheduledEventId)) ?? '')) continue;
    told.push(toldIn(completed.result?.payloads?.[0]));
  }
  const continued = events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
  return { told, next: continued?.newExecutionRunId ?? undefined };
}

/**
 * What a computation has done: what its activities have told, run by run.
 *
 * @returns null when one of them cannot be read, so that nothing is known
 * @throws what Temporal says, such as that it does not keep the history any more
 */
export async function readRecomputed(
  client: Client,
  { workflowId, firstRunId }: Computation,
): Promise<Computed | null> {
  const all: (Told | null)[] = [];
  let runId: string | undefined = firstRunId;
  while (runId) {
    const { told, next } = await readRun(client, workflowId, runId);
    all.push(...told);
    runId = next;
  }
  const known = all.filter((told) => told !== null);
  if (known.length < all.length) return null;
  const written = new Map<string, number>();
  for (const [family, changes] of known.flatMap(({ families }) => Object.entries(families))) {
    written.set(family, (written.get(family) ?? 0) + changes.written);
  }
  return { recomputed: known.flatMap(({ recomputed }) => recomputed), written };
}
