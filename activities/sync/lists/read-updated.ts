import type { PoolClient } from 'pg';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { dueGaps } from '../queue/due-gaps.ts';
import { gapNames } from '../queue/gap-names.ts';
import { recordPassed } from '../queue/pass-rows.ts';
import { refuteList } from '../queue/refute-list.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { readResource } from '../slice/resource-row.ts';
import { limitedOutcome } from '../slice/slice.ts';
import { advanceWalk } from './advance-walk.ts';
import { askProbe, withoutEtag } from './ask-probe.ts';
import type { Probed } from './ask-probe.ts';
import { askTotal, isLimitedTotal } from '../slice/ask-total.ts';
import { endAtProbe } from './end-at-probe.ts';
import { finishWalk } from './finish-walk.ts';
import { isGapWalk, openGapWalk } from './read-gap.ts';
import { walkSlice } from './walk-slice.ts';
import { answeredAt, insertWindow, openWindow, probedLastPage, purposeOf, splitsFor } from './windows.ts';
import type { Window } from './windows.ts';

/**
 * Keeps a list that is read upwards by `updated_at`: asks one constant address, newest change first, with its stored ETag.
 * 304 proves that nothing changed; else it is the change itself, or a walk begins. Gaps that are to be tried again come first.
 *
 * @param windows of the walk under way, where there is one
 */
export async function readUpdated(slice: ListSlice, windows: Window[]): Promise<Outcome> {
  if (windows.length > 0 && !isGapWalk(windows)) return walkSlice(slice, windows);
  let changed = 0;
  const filled = async (begun: Window[]) => {
    const outcome = await walkSlice(slice, begun);
    changed += outcome.changed;
    return outcome.kind === 'done' ? null : outcome;
  };
  const stop = windows.length > 0 ? await filled(windows) : null;
  if (stop) return stop;
  const gaps = windows.length > 0 || slice.isFirstLoad || slice.row.isPassWanted ? [] : await dueGaps(slice);
  for (const gap of gaps) {
    const stopped = await filled([await openGapWalk(slice, gap)]);
    if (stopped) return stopped;
  }
  if (windows.length + gaps.length === 0) return lookForChanges(slice);
  const row = await readResource(slice.deps.db, slice.subject, slice.key.resource);
  const outcome = await lookForChanges({ ...slice, row });
  return { ...outcome, changed: outcome.changed + changed };
}

async function lookForChanges(slice: ListSlice): Promise<Outcome> {
  const { row, begin } = slice;
  const probed = await askProbe(slice, { isAnew: slice.isFirstLoad || row.isPassWanted });
  if (probed.kind !== 'page') return endAtProbe(slice, probed);
  const since = slice.isFirstLoad ? begin : row.isPassWanted ? row.passSince : (row.watermark ?? begin);
  return startWalk(slice, probed, since);
}

async function startWalk(slice: ListSlice, probed: Probed, since: string | null): Promise<Outcome> {
  const { row, list, begin } = slice;
  const { page, skipped } = probed;
  const reply = isInOneSecond(slice, page) ? withoutEtag(probed.reply) : probed.reply;
  // Whole list, or its newest rows back to before W: then the probe's page is itself all that changed.
  const isWhole = page.next === null && skipped === 0;
  const isBehindKnown = since !== null && page.oldest !== null && page.oldest < since;
  const isCovering = isWhole || (isBehindKnown && slice.sizes.skip === skipped);
  const isPass = row.isPassWanted;
  const limit = page.count === 0 && skipped === 0 ? await refuteList(slice, page) : null;
  if (limit) return limitedOutcome(slice, limit, 0, row.rowsStored);
  const isLong = (slice.isFirstLoad || isPass) && !isCovering;
  // The probe counts every row, so it says nothing of a list that begins at a date.
  const probeLastPage = isWhole || begin !== null ? null : probedLastPage(list, reply);
  // A pass compares exactly: the number of pages would hide one row that is gone. A first load does so at its end.
  const needsCount = isPass || (isLong && probeLastPage === null);
  const counted = isWhole ? page.count : needsCount ? await askTotal(slice) : null;
  if (isLimitedTotal(counted)) return limitedOutcome(slice, counted, 0, row.rowsStored);
  const total = counted ?? (isLong && probeLastPage !== null ? probeLastPage * list.perPage : null);
  const window = openWindow(answeredAt(reply), {
    windowKey: 'from the beginning',
    purpose: purposeOf(slice),
    beginAt: since,
    since,
    // What the probe shows is newest, so it must not move the walk's place, unless it is the whole change.
    position: isCovering ? page.newest : null,
    probeLastPage,
    probeNewest: page.newest,
    splitsLeft: isLong ? splitsFor(total) : 0,
    isPass,
  });

  const stored = await storePage(slice.target, { stage: list.stage, page, isPass }, async (db, changes) => {
    await insertWindow(db, slice, window, reply);
    const rows = await advanceWalk(db, slice, { window, place: window, changes, githubTotal: total });
    if (isCovering) {
      await recordFront(db, slice, probed);
      await finishWalk(db, slice, {
        window: { ...window, step: 1 },
        answeredAt: answeredAt(reply),
        githubTotal: total,
      });
    }
    return { rows, changed: changes.inserted + changes.updated };
  });
  if (isCovering) return { kind: 'done', state: stored.rows === 0 ? 'empty' : 'ok', ...stored };
  return walkSlice(slice, [{ ...window, step: 1 }], stored.changed);
}

/** Rows before the first that came; a walk meets them at its end. */
async function recordFront(db: PoolClient, slice: ListSlice, { page, error }: Probed): Promise<void> {
  if (error === null) return;
  await recordPassed(db, slice, { gap: gapNames.after(page.newest), at: page.newest, isNewestFirst: false, error });
}

/**
 * Whether a page is within one second that may still go on: another row of that second need not come before these, so the same
 * page would prove nothing.
 */
function isInOneSecond({ input }: ListSlice, { next, oldest, newest, answer }: Page): boolean {
  if (next === null || newest === null || oldest !== newest) return false;
  return answer.date - Date.parse(newest) < Math.max(input.lagMs, 2000);
}
