import type { ActivityInterceptors } from '@temporalio/worker';
import type { Budget } from './github/budget.ts';

/** After each activity Postgres learns who has used the quota: once for all requests of it, and never while all answers were 304. */
export function useInterceptor({ tellUse }: Pick<Budget, 'tellUse'>): () => ActivityInterceptors {
  return () => ({
    inbound: {
      // What cannot be told stays counted, and is no reason for the activity to fail.
      execute: (input, next) => next(input).finally(() => tellUse().catch(() => undefined)),
    },
  });
}
