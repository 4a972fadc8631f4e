import type { State } from '../../../workflows/contract.ts';
import type { Limited } from '../../github/ask.ts';
import { isWaitedFor, passingRefusal, sureRefusal } from '../slice/refusals.ts';
import type { Refused } from '../slice/refusals.ts';
import type { ResourceRow } from '../slice/resource-row.ts';
import { credentialOf, recordLookRefusal, recordTrouble } from './look.ts';
import type { Look } from './look.ts';

/** The first look of a cycle got nothing; recorded, so that a loop replays. */
export type LookRefused =
  /** `waitMs` from now, which histories before 0.3.0 lack; `until` (ISO) is the same by Postgres' clock. */
  | { kind: 'limited'; until: string; waitMs?: number; reason: string; hasSearchAttributes: boolean }
  | { kind: 'refused'; state: State; reason: string; waitMs?: number; hasSearchAttributes: boolean };

/** GitHub does not give the subject: why, and until when, is written down. */
export async function refuseSubject(look: Look, state: State, reason: string): Promise<LookRefused> {
  const refused = await recordLookRefusal(look, sureRefusal({ state, reason }, look.input));
  const { hasSearchAttributes } = look.deps;
  return { kind: 'refused', state: refused.state, reason, waitMs: refused.waitMs, hasSearchAttributes };
}

/** A limit stands, or the subject was refused in a way that may pass. */
export async function limitSubject(look: Look, limit: Limited): Promise<LookRefused> {
  const { cause, reason, waitMs } = limit;
  const { hasSearchAttributes } = look.deps;
  if (cause === 'standing' && waitMs !== null) {
    const credential = await credentialOf(look);
    const until = await recordTrouble(look, { state: 'limited', reason, waitMs, credential });
    return { kind: 'limited', until: until ?? '', waitMs, reason, hasSearchAttributes };
  }
  const refused = await recordLookRefusal(look, passingRefusal(limit, look.input));
  return waitFor(look, { ...refused, reason }, cause);
}

/** What may pass was refused in an earlier cycle, and its time has not come. */
export function standingRefusal(
  look: Look,
  { state, refusals, reason, nextTryAt }: ResourceRow,
  waitMs: number,
): LookRefused {
  return waitFor(look, { state, refusals, waitMs, until: nextTryAt ?? '', reason: reason ?? state }, null);
}

function waitFor(
  { deps: { hasSearchAttributes } }: Look,
  refused: Refused & { reason: string },
  cause: Limited['cause'] | null,
): LookRefused {
  const { state, reason, until, waitMs } = refused;
  if (isWaitedFor(refused, cause)) return { kind: 'limited', until, waitMs, reason, hasSearchAttributes };
  return { kind: 'refused', state, reason, waitMs, hasSearchAttributes };
}
