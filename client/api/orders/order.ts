import type { Client } from '@temporalio/client';
import { explainTemporal } from '../../temporal/explain-temporal.ts';
import { hasWorker } from '../../temporal/require-worker.ts';
import type { ApiDeps } from '../api.ts';
import { Problem } from '../problem.ts';
import type { ProblemCode } from '../problem.ts';
import { isNotFound } from '../../temporal/temporal-errors.ts';

const unavailable = [4, 14]; // of gRPC: DEADLINE_EXCEEDED, UNAVAILABLE

const causes = (error: unknown): unknown[] =>
  error instanceof Error ? [error, ...causes(error.cause)] : error === undefined ? [] : [error];

/** @param unknown what it is that does not run, where nothing of the kind does */
function toProblem(error: unknown, unknown: ProblemCode): unknown {
  if (error instanceof Problem) return error;
  const all = causes(error);
  const { message } = error as Error;
  if (all.some(isNotFound)) return new Problem(unknown, message, {}, error);
  if (all.some((one) => unavailable.includes((one as { code?: number }).code ?? -1))) {
    return new Problem('not_ready', explainTemporal(error) ?? message, { 'retry-after': '5' }, error);
  }
  const sentence = explainTemporal(error);
  return sentence === undefined ? error : new Problem('refused', sentence, {}, error);
}

/**
 * Carries out an order, and tells what Temporal or a workflow refuses as a problem.
 *
 * @param needs `worker`: somebody must be there to do it; `temporal`: it may wait for a worker
 * @param unknown what it is that does not run, where nothing of the kind does
 */
export async function order<T>(
  { temporal }: Pick<ApiDeps, 'temporal'>,
  { needs, unknown = 'loop_unknown' }: { needs: 'worker' | 'temporal'; unknown?: ProblemCode },
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await temporal().catch((error: unknown) => {
    throw new Problem('not_ready', (error as Error).message, { 'retry-after': '5' }, error);
  });
  try {
    if (needs === 'worker' && !(await hasWorker(client))) {
      throw new Problem(
        'no_worker',
        'No worker runs, so nobody would do it; start one with "npm start" or "repometer worker".',
      );
    }
    return await work(client);
  } catch (error) {
    throw toProblem(error, unknown);
  }
}

/** What a body says, checked by the same functions that check it everywhere. @throws Problem with their sentence */
export function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new Problem('bad_body', (error as Error).message);
  }
}
