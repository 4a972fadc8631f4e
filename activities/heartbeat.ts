import { activityInfo, heartbeat } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';
import { withProgress } from './progress.ts';
import type { Progress } from './progress.ts';

const heartbeatEveryMs = 3_000;

/**
 * Heartbeats for every activity of a worker, with what it tells of its progress: when it is killed, Temporal gives its work to
 * another one within seconds, and not when the time that the longest computation may take is over.
 */
export function heartbeatInterceptor(): ActivityInterceptors {
  // Nobody waits for the heartbeat of a local one, which lives in a workflow's own task: the server would refuse it.
  return {
    inbound: { execute: (input, next) => (activityInfo().isLocal ? next(input) : withHeartbeat(() => next(input))) },
  };
}

async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const progress: Progress = {};
  // A copy: the SDK reads it later.
  const beat = () => heartbeat({ ...progress });
  const working = withProgress(progress, work);
  beat();
  const timer = setInterval(beat, heartbeatEveryMs);
  try {
    return await working;
  } finally {
    clearInterval(timer);
  }
}
