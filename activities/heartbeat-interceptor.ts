import type { ActivityInterceptors } from '@temporalio/worker';
import { withHeartbeat } from './heartbeat.ts';

/**
 * Heartbeats for every activity of a worker: when it is killed, Temporal gives its work to another one within seconds,
 * and not when the time that the longest computation may take is over.
 */
export function heartbeatInterceptor(): ActivityInterceptors {
  return { inbound: { execute: (input, next) => withHeartbeat(() => next(input)) } };
}
