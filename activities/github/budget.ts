import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { Answer } from './answer.ts';
import { createUse } from './count-use.ts';
import type { Charge } from './count-use.ts';
import type { Authorization } from './credentials.ts';
import { mergeQuota } from './merge-quota.ts';
import type { Quota } from './merge-quota.ts';
import { createLine } from './waiting-line.ts';
import type { Served } from './waiting-line.ts';

/**
 * `now`: what a person waits for (`syncNow`); `cycle`: a normal cycle; `load`: first loads and backfills. The most urgent one first:
 * it is served first, and a part of quota and pace is kept from the others for it (`sync.kept_from`).
 */
const priorities = ['now', 'cycle', 'load'] as const;
export type Priority = (typeof priorities)[number];

const leaseSize = 10;
/** Longer, and requests of one lease might fall into the minute of the next ones. */
const leaseMs = 1_000;

/** GitHub's names of its quotas: of requests, and of points of GraphQL. */
export type Bucket = 'core' | 'graphql';

/** GitHub's secondary limits are 900 points a minute for REST and 2,000 for GraphQL. */
const paceFactors: Record<Bucket, number> = { core: 1, graphql: 2 };
/** GitHub counts how long it works for GraphQL, up to a second in each second: of one query at a time it is never more. */
const mostAtOnce: Record<Bucket, number> = { core: Infinity, graphql: 1 };
const untilNextMs = 20;

export type Grant = { limitedMs: number; reason: string } | { limitedMs: null };

interface Spare {
  count: number;
  expiresAt: number;
}

interface Lease {
  credential: string;
  bucket: Bucket;
  /** Granted and not sent yet, by what it was asked for: what is less urgent was kept from less. */
  spares: Record<Priority, Spare>;
  /** Requests on their way: the quota that the last answer told does not count them yet. */
  inFlight: number;
  /** Told by answers, and not yet to Postgres. */
  seen: Quota | null;
  seenAtMs: number;
  wait: (priority: Priority, signal: AbortSignal) => Promise<Grant>;
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
 * @param requestsPerMinute the pace of one credential, which no minute exceeds (GitHub's secondary limit: 900 points a minute); GraphQL has
 *   a quota and a pace of its own, twice this one
 */
export function createBudget({ db, requestsPerMinute }: { db: Pool; requestsPerMinute: number }) {
  const worker = randomUUID();
  const leases = new Map<string, Lease>();
  const use = createUse(db);

  function leaseOf(credential: string, bucket: Bucket): Lease {
    const known = leases.get(`${credential} ${bucket}`);
    if (known) return known;
    const none = () => ({ count: 0, expiresAt: 0 });
    const lease: Lease = {
      credential,
      bucket,
      spares: { now: none(), cycle: none(), load: none() },
      inFlight: 0,
      seen: null,
      seenAtMs: 0,
      wait: createLine(priorities, (priority, waiting) => serve(lease, priority, waiting)),
    };
    leases.set(`${credential} ${bucket}`, lease);
    return lease;
  }

  /** One step towards one request: one that was granted already, or a new lease. */
  async function serve(lease: Lease, priority: Priority, waiting: number): Promise<Served<Grant>> {
    if (lease.inFlight >= mostAtOnce[lease.bucket]) return { pauseMs: untilNextMs };
    if (takeSpare(lease, priority)) return { got: { limitedMs: null } };
    // What is kept for those who wait must not lie about.
    const wanted = priority === 'now' ? Math.min(waiting, leaseSize) : leaseSize;
    const row = await askForLease(lease, priority, wanted);
    if (row.limited_ms !== null) return { got: { limitedMs: row.limited_ms, reason: limitReason(row, lease.bucket) } };
    lease.spares[priority] = { count: row.granted, expiresAt: performance.now() + leaseMs };
    // The pace, not a limit: at most a fraction of a second, too short for a workflow timer.
    return takeSpare(lease, priority) ? { got: { limitedMs: null } } : { pauseMs: row.next_token_ms };
  }

  async function askForLease(lease: Lease, priority: Priority, wanted: number): Promise<LeaseRow> {
    const { credential, bucket, seen, seenAtMs } = lease;
    const told = use.take(credential, bucket);
    lease.seen = null;
    try {
      const rows = await runSql<LeaseRow>(db, 'sync/lease_requests', {
        credential,
        bucket,
        worker,
        held: lease.inFlight + countSpares(lease),
        wanted,
        per_minute: requestsPerMinute * paceFactors[bucket],
        urgency: priority,
        quota: seen?.quota ?? null,
        remaining: seen?.remaining ?? null,
        reset_in_seconds: seen ? (seen.resetMs - performance.now()) / 1000 : null,
        told_seconds_ago: seen ? (performance.now() - seenAtMs) / 1000 : null,
        requests: told.requests,
        not_modified: told.notModified,
      });
      return rows[0] as LeaseRow;
    } catch (error) {
      use.giveBack({ credential, bucket, ...told });
      if (seen) lease.seen = lease.seen ? mergeQuota(lease.seen, seen) : seen;
      throw error;
    }
  }

  return {
    /**
     * Waits for the pace, the most urgent first; answers at once when a limit stands.
     *
     * @returns `limitedMs` null when one request may be sent, else how long the limit stands
     */
    acquire: (
      { credential }: Authorization,
      priority: Priority,
      signal: AbortSignal,
      bucket: Bucket = 'core',
    ): Promise<Grant> => leaseOf(credential, bucket).wait(priority, signal),

    /** A request that was granted has its answer, or will never have one. */
    settle({ credential }: Authorization, bucket: Bucket = 'core'): void {
      leaseOf(credential, bucket).inFlight -= 1;
    },

    /**
     * Remembers what an answer says of the quota, and whose request it was; other workers learn it with this worker's next lease.
     *
     * @param charge `cost`: in requests or points; a request unless told
     */
    observe(
      { credential, header }: Authorization,
      { status, headers, date }: Answer,
      subject: Charge['subject'],
      { bucket = 'core', cost = 1 }: { bucket?: Bucket; cost?: number } = {},
    ): void {
      const isNotModified = status === 304;
      const isFree = isNotModified && header !== null;
      use.count({ credential, bucket, subject, isNotModified, cost: isFree ? 0 : cost });
      // To credentials that it does not know GitHub tells the quota of callers without any.
      if (status === 401) return;
      const quota = Number(headers['x-ratelimit-limit']);
      const remaining = Number(headers['x-ratelimit-remaining']);
      const reset = Number(headers['x-ratelimit-reset']) * 1000;
      if (!Number.isFinite(quota + remaining + reset)) return;
      const lease = leaseOf(credential, bucket);
      lease.seenAtMs = performance.now();
      // Reset is told by GitHub's clock, and goes to Postgres as what is left until then: the clock of this machine may be wrong.
      lease.seen = mergeQuota(lease.seen, { quota, remaining, resetMs: lease.seenAtMs + reset - date });
    },

    /**
     * A limit that GitHub has just told: it stands for every worker, and longer each time in a row.
     *
     * @param sentMsAgo age of the request that was told it
     * @returns how long, in milliseconds
     */
    async block(
      { credential }: Authorization,
      waitMs: number,
      sentMsAgo: number,
      bucket: Bucket = 'core',
    ): Promise<number> {
      for (const spare of Object.values(leaseOf(credential, bucket).spares)) spare.count = 0;
      const rows = await runSql<{ limited_ms: number }>(db, 'sync/block_budget', {
        credential,
        bucket,
        wait_seconds: waitMs / 1000,
        sent_seconds_ago: sentMsAgo / 1000,
      });
      return rows[0]?.limited_ms ?? waitMs;
    },

    /** Answers come through again: the next limit is the first one in a row. */
    async recover({ credential }: Authorization, bucket: Bucket = 'core'): Promise<void> {
      await runSql(db, 'sync/clear_limits', { credential, bucket });
    },

    /**
     * Tells Postgres what the last answers said of the quota, and who has used it since the last time; what cannot be told is told
     * the next time. Untold, what this worker held would count as sent for a minute, and `report.quota` would say what was.
     */
    async tellUse(): Promise<void> {
      for (const lease of leases.values()) if (lease.seen) await askForLease(lease, 'load', 0);
      await use.tell();
    },
  };
}

/** What was granted to something less urgent is nobody's reserve, so anybody as urgent may have it. */
function takeSpare(lease: Lease, priority: Priority): boolean {
  const now = performance.now();
  const usable = priorities.slice(priorities.indexOf(priority)).map((one) => lease.spares[one]);
  const spare = usable.find(({ count, expiresAt }) => count > 0 && now < expiresAt);
  if (!spare) return false;
  spare.count -= 1;
  lease.inFlight += 1;
  return true;
}

function countSpares({ spares }: Lease): number {
  const now = performance.now();
  return Object.values(spares).reduce((sum, { count, expiresAt }) => sum + (now < expiresAt ? count : 0), 0);
}

function limitReason({ is_blocked, remaining, quota }: LeaseRow, bucket: Bucket): string {
  if (is_blocked) return 'A rate limit of GitHub stands for this token.';
  const what = bucket === 'graphql' ? 'points of GraphQL' : 'requests';
  return `${remaining} of ${quota} ${what} of this hour are left, kept for more urgent work.`;
}
