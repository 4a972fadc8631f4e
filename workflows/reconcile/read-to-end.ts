import { ActivityFailure, sleep } from '@temporalio/workflow';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import type { Resource } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import type { ReconcileResult } from './reconcile-result.ts';

const busyWaitMs = 3_000;

interface Reading {
  repository: string;
  resource: Resource;
  /** One slice. */
  read: () => Promise<Outcome>;
  result: ReconcileResult;
}

/**
 * Reads slices through limits until a resource is read; what fails is told and delays nothing else.
 *
 * @returns false when the history is long before the resource has been read
 */
export async function readToEnd({ repository, resource, read, result }: Reading): Promise<boolean> {
  try {
    for (;;) {
      const outcome = await read();
      result.changed += outcome.changed;
      if (outcome.kind === 'refused') result.failures.push(`${repository} ${resource}: ${outcome.reason}`);
      if (outcome.kind === 'refused' || outcome.kind === 'done') return true;
      if (isHistoryLong()) return false;
      if (outcome.kind === 'busy') await sleep(busyWaitMs, { summary: `Another workflow reads the ${resource}.` });
      if (outcome.kind === 'limited') {
        await sleep(Math.max(1000, Date.parse(outcome.until) - Date.now()), { summary: outcome.reason });
      }
    }
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    result.failures.push(`${repository} ${resource}: ${error.cause?.message ?? error.message}`);
    return true;
  }
}
