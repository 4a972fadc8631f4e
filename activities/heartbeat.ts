import { heartbeat } from '@temporalio/activity';

const heartbeatEveryMs = 3_000;

/** Keeps Temporal informed while `work` runs, so that a killed worker is noticed within seconds. */
export async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  heartbeat();
  const timer = setInterval(heartbeat, heartbeatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
