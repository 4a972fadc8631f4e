import { heartbeat } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

const heartbeatEveryMs = 3_000;

/**
 * Heartbeats for every activity of a worker: when it is killed, Temporal gives its work to another one within seconds,
 * and not when the time that the longest computation may take is over.
 */
export function heartbeatInterceptor(): ActivityInterceptors {
  return { inbound: { execute: (input, next) => withHeartbeat(() => next(input)) } };
}

async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  heartbeat();
  const timer = setInterval(heartbeat, heartbeatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
