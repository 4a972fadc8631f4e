import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { Answer } from './answer.ts';
import type { Authorization } from './credentials.ts';
import { mergeQuota } from './merge-quota.ts';
import type { Quota } from './merge-quota.ts';

/** `load`: first loads and backfills; `cycle`: a normal cycle; `now`: what a person waits for (`syncNow`). */
export type Priority = 'load' | 'cycle' | 'now';

/** Share of the hourly quota that is kept for more urgent work. */
const reserveShare: Record<Priority, number> = { load: 0.2, cycle: 0.05, now: 0 };

const leaseSize = 10;
const leaseMs = 5_000;
const bucket = 'core';

export type Grant = { limitedMs: number; reason: string } | { limitedMs: null };

interface Lease {
  spare: number;
  /** Requests on their way: the quota that the last answer told does not count them yet. */
  inFlight: number;
  expiresAt: number;
  /** Told by answers, and not yet to Postgres. */
  seen: Quota | null;
  queue: Promise<unknown>;
}

interface LeaseRow {
  granted: number;
  limited_ms: number | null;
  is_blocked: boolean;
  remaining: number | null;
  quota: number | null;
  next_token_ms: number;
}

export type Budget = ReturnType<typeof createBudget>;

/**
 * Quota and pace of each credential, shared by all workers through Postgres. A worker takes a few requests at a time,
 * so that neither the database is asked for every page nor a large load holds what others wait for.
 *
 * @param requestsPerMinute the pace of one credential (GitHub's secondary limit: 900 points a minute)
 */
export function createBudget({ db, requestsPerMinute }: { db: Pool; requestsPerMinute: number }) {
  const leases = new Map<string, Lease>();

  function leaseOf(credential: string): Lease {
    let lease = leases.get(credential);
    if (!lease)
      leases.set(credential, (lease = { spare: 0, inFlight: 0, expiresAt: 0, seen: null, queue: Promise.resolve() }));
    return lease;
  }

  async function take(credential: string, lease: Lease, priority: Priority, signal: AbortSignal): Promise<Grant> {
    for (;;) {
      signal.throwIfAborted();
      if (lease.spare > 0 && Date.now() < lease.expiresAt) {
        lease.spare -= 1;
        lease.inFlight += 1;
        return { limitedMs: null };
      }
      const row = await askForLease(credential, lease, priority);
      if (row.limited_ms !== null) return { limitedMs: row.limited_ms, reason: limitReason(row) };
      lease.spare = row.granted;
      lease.expiresAt = Date.now() + leaseMs;
      // The pace, not a limit: at most a fraction of a second, too short for a workflow timer.
      if (row.granted === 0) await pause(row.next_token_ms, undefined, { signal });
    }
  }

  async function askForLease(credential: string, lease: Lease, priority: Priority): Promise<LeaseRow> {
    const rows = await runSql<LeaseRow>(db, 'sync/lease_requests', {
      credential,
      bucket,
      wanted: leaseSize,
      per_minute: requestsPerMinute,
      reserve_share: reserveShare[priority],
      quota: lease.seen?.quota ?? null,
      remaining: lease.seen ? Math.max(0, lease.seen.remaining - lease.inFlight) : null,
      reset_at: lease.seen ? new Date(lease.seen.resetMs).toISOString() : null,
    });
    lease.seen = null;
    return rows[0] as LeaseRow;
  }

  return {
    /**
     * Waits for the pace; answers at once when a limit stands.
     *
     * @returns `limitedMs` null when one request may be sent, else how long the limit stands
     */
    acquire({ credential }: Authorization, priority: Priority, signal: AbortSignal): Promise<Grant> {
      const lease = leaseOf(credential);
      // One after the other: concurrent walks would each take a lease of their own.
      const turn = lease.queue.then(() => take(credential, lease, priority, signal));
      lease.queue = turn.catch(() => undefined);
      return turn;
    },

    /** A request that was granted has its answer, or will never have one. */
    settle({ credential }: Authorization): void {
      leaseOf(credential).inFlight -= 1;
    },

    /** Remembers what an answer says of the quota; other workers learn it with this worker's next lease. */
    observe({ credential }: Authorization, { headers, date }: Answer): void {
      const quota = Number(headers['x-ratelimit-limit']);
      const remaining = Number(headers['x-ratelimit-remaining']);
      const reset = Number(headers['x-ratelimit-reset']) * 1000;
      if (!Number.isFinite(quota + remaining + reset)) return;
      const lease = leaseOf(credential);
      // Reset is told by GitHub's clock and compared with Postgres'.
      lease.seen = mergeQuota(lease.seen, { quota, remaining, resetMs: Date.now() + reset - date });
    },

    /** A limit that GitHub has just told: it stands for every worker. @returns how long, in milliseconds */
    async block({ credential }: Authorization, waitMs: number, isSecondary: boolean, isGrowing: boolean) {
      leaseOf(credential).spare = 0;
      const rows = await runSql<{ limited_ms: number }>(db, 'sync/block_budget', {
        credential,
        bucket,
        wait_seconds: waitMs / 1000,
        is_secondary: isSecondary,
        is_growing: isGrowing,
      });
      return rows[0]?.limited_ms ?? waitMs;
    },

    /** Answers come through again: the next secondary limit starts from its shortest wait. */
    async recover({ credential }: Authorization): Promise<void> {
      await runSql(db, 'sync/clear_secondary', { credential, bucket });
    },
  };
}

function limitReason({ is_blocked, remaining, quota }: LeaseRow): string {
  if (is_blocked) return 'A rate limit of GitHub stands for this token.';
  return `${remaining} of ${quota} requests of this hour are left, kept for more urgent work.`;
}
