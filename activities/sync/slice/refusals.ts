import { runSql } from '../../../sql/query.ts';
import type { Db } from '../../../sql/query.ts';
import type { State } from '../../../workflows/contract.ts';
import type { Limited } from '../../github/ask.ts';

/** What GitHub said instead of giving something. */
export interface Refusal {
  state: State;
  reason: string;
  /** Known to mean this state, and not only likely to. */
  isSure: boolean;
  /** Until it is asked again after the first time in a row. */
  soonMs: number;
  /** … and when it stands. */
  longMs: number;
}

/** How it stands then. */
export interface Refused {
  state: State;
  /** In a row, this one included. */
  refusals: number;
  waitMs: number;
  /** By Postgres' clock, ISO. */
  until: string;
}

/** How a loop wants refusals to be waited for, in milliseconds. */
export interface RefusalTimes {
  everyMs: number;
  reprobeMs: number;
  /** Absent in activities that were scheduled before it was known. */
  refusalRetryMs?: number;
}

const usualRetryMs = 60_000;

/**
 * A cycle waits through so many refusals in a row, as they pass within minutes; then it goes on without what is refused, and the next
 * one comes when that is to be asked again.
 */
const waitedInCycle = 3;

/** A refusal that is known to be one: daily, but for a token, which may be mended at any time. */
export function sureRefusal({ state, reason }: { state: State; reason: string }, times: RefusalTimes): Refusal {
  const { refusalRetryMs = usualRetryMs, reprobeMs, everyMs } = times;
  const soonMs = Math.min(refusalRetryMs, everyMs);
  return { state, reason, isSure: true, soonMs, longMs: state === 'failed' ? everyMs : reprobeMs };
}

/** What GitHub has just told of a limit, or refused in a way that may pass. */
export function passingRefusal({ state, reason, waitMs }: Limited, times: RefusalTimes): Refusal {
  return {
    ...sureRefusal({ state, reason }, times),
    isSure: false,
    soonMs: waitMs ?? times.refusalRetryMs ?? usualRetryMs,
  };
}

/** Whether the cycle waits for it; `cause` null: it was told in an earlier one. */
export function isWaitedFor(
  { state, refusals }: Pick<Refused, 'state' | 'refusals'>,
  cause: Limited['cause'] | null,
): boolean {
  return state === 'limited' && (cause === 'told' || refusals <= waitedInCycle);
}

interface Columns extends Record<string, unknown> {
  state: State;
  refusals: number;
  seconds: number;
  next_try_at: string;
}

/**
 * Writes a refusal down, and how long it stands; Postgres knows the ones before it.
 *
 * @param file the statement: of a resource, or of a loop before GitHub has told an id
 * @param values what that one takes beside the refusal
 */
export async function recordRefusal(
  db: Db,
  file: 'sync/record_refusal' | 'sync/record_loop_refusal',
  values: { credential: string } & Record<string, unknown>,
  { state, reason, isSure, soonMs, longMs }: Refusal,
): Promise<Refused> {
  const refusal = { state, reason, is_sure: isSure, soon_seconds: soonMs / 1000, long_seconds: longMs / 1000 };
  const [row] = await runSql<Columns>(db, file, { ...values, ...refusal });
  if (!row) throw new Error(`${file} found no row to write to.`);
  return { state: row.state, refusals: row.refusals, waitMs: row.seconds * 1000, until: row.next_try_at };
}
