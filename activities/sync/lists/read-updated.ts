import { isLimited } from '../../github/ask.ts';
import type { Reply } from '../../github/ask.ts';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { ownRefusal, readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { advanceWalk } from './advance-walk.ts';
import { askTotal, isLimitedTotal } from './ask-total.ts';
import { finishWalk } from './finish-walk.ts';
import { proveUnchanged } from './prove-unchanged.ts';
import { walkSlice } from './walk-slice.ts';
import { insertWindow, openWindow, probedLastPage, purposeOf, splitsFor } from './windows.ts';
import type { Window } from './windows.ts';

/**
 * Keeps a list that is read upwards by `updated_at`: asks one constant address, newest change first, with its stored ETag.
 * 304 proves that nothing changed; else it is the change itself, or a walk begins.
 *
 * @param windows of the walk under way, where there is one
 */
export async function readUpdated(slice: ListSlice, windows: Window[]): Promise<Outcome> {
  if (windows.length > 0) return walkSlice(slice, windows);
  const { row, begin } = slice;
  const isWhole = slice.isFirstLoad || row.isPassWanted;
  const known = isWhole ? {} : { etag: row.etag, etagKey: row.etagKey };
  const reply = await slice.ask({ url: slice.urls.probe, ...known });
  if (isLimited(reply)) return limitedOutcome(slice, reply, 0, row.rowsStored);
  const { verdict } = reply;
  if (verdict.kind === 'refused') return refusedOutcome(slice, ownRefusal(slice, verdict), 0, row.rowsStored);
  if (verdict.kind === 'not-modified') return proveUnchanged(slice, reply);
  const since = slice.isFirstLoad ? begin : row.isPassWanted ? row.passSince : (row.watermark ?? begin);
  return startWalk(slice, { reply, page: readListPage(slice, reply), since });
}

interface Probed {
  reply: Reply;
  page: Page;
  since: string | null;
}

async function startWalk(slice: ListSlice, probed: Probed): Promise<Outcome> {
  const { row, list, begin } = slice;
  const { page, reply, since } = probed;
  // Whole list, or its newest rows back to before W: then the probe's page is itself all that changed.
  const isWhole = page.next === null;
  const isCovering = isWhole || (since !== null && page.oldest !== null && page.oldest < since);
  const isPass = row.isPassWanted;
  const isLong = (slice.isFirstLoad || isPass) && !isCovering;
  // The probe counts every row, so it says nothing of a list that begins at a date.
  const probeLastPage = isWhole || begin !== null ? null : probedLastPage(list, reply);
  // A pass compares exactly: the number of pages would hide one row that is gone. A first load does so at its end.
  const needsCount = isPass || (isLong && probeLastPage === null);
  const counted = isWhole ? page.count : needsCount ? await askTotal(slice) : null;
  if (isLimitedTotal(counted)) return limitedOutcome(slice, counted, 0, row.rowsStored);
  const total = counted ?? (isLong && probeLastPage !== null ? probeLastPage * list.perPage : null);
  const window = openWindow(reply, {
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
    const answeredAt = new Date(page.answer.date).toISOString();
    if (isCovering) await finishWalk(db, slice, { window, answeredAt, githubTotal: total });
    return { rows, changed: changes.inserted + changes.updated };
  });
  if (isCovering) return { kind: 'done', state: stored.rows === 0 ? 'empty' : 'ok', ...stored };
  return walkSlice(slice, [{ ...window, step: 1 }], stored.changed);
}
