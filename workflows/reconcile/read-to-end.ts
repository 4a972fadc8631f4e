import { ActivityFailure, sleep } from '@temporalio/workflow';
import type { Outcome } from '../../activities/sync/slice/outcome.ts';
import { boundSentences } from '../bound-sentences.ts';
import type { Resource } from '../contract.ts';
import { isHistoryLong } from '../is-history-long.ts';
import { limitSummary } from '../limit-summary.ts';
import { msLeft } from '../ms-left.ts';

const busyWaitMs = 3_000;

type Refused = Extract<Outcome, { kind: 'refused' }>;

interface Reading {
  /** Whose resource it is, for sentences. */
  of: string;
  resource: Resource;
  /** One slice. */
  read: () => Promise<Outcome>;
  /** Rows that changed, and sentences about what failed, are added. */
  result: { changed: number; failures: string[] };
  /** Absent: a refusal is a failure. */
  onRefused?: (refused: Refused) => void;
}

/**
 * Reads slices through limits until a resource is read; what fails is told and delays nothing else.
 *
 * @returns false when the history is long before the resource has been read
 */
export async function readToEnd({ of, resource, read, result, onRefused }: Reading): Promise<boolean> {
  const fail = (reason: string | undefined) => {
    result.failures.push(`${of} ${resource}: ${reason}`);
    boundSentences(result.failures);
  };
  try {
    for (;;) {
      const outcome = await read();
      result.changed += outcome.changed;
      if (outcome.kind === 'refused') (onRefused ?? (({ reason }: Refused) => fail(reason)))(outcome);
      if (outcome.kind === 'refused' || outcome.kind === 'done') return true;
      if (isHistoryLong()) return false;
      if (outcome.kind === 'busy') await sleep(busyWaitMs, { summary: `Another workflow reads the ${resource}.` });
      if (outcome.kind === 'limited') {
        await sleep(Math.max(1000, msLeft(outcome)), { summary: limitSummary(outcome) });
      }
    }
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    fail(error.cause?.message ?? error.message);
    return true;
  }
}
