import type { Limited, Reply } from '../../github/ask.ts';
import type { State } from '../../../workflows/contract.ts';
import type { Page } from '../../store/page.ts';
import { storePage } from '../../store/store-page.ts';
import { gapNames } from '../queue/gap-names.ts';
import { boundPassed } from '../queue/pass-rows.ts';
import { askPage } from '../slice/ask-page.ts';
import type { AskedPage } from '../slice/ask-page.ts';
import { noList } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { advanceWalk } from './advance-walk.ts';
import { expiredStatuses } from './next-page.ts';
import { passRow } from './pass-row.ts';
import { isIndependentOfStore, nextStep, nextUrl } from './walk.ts';
import type { WalkPosition } from './walk.ts';
import type { Window } from './windows.ts';

/** Why a window is left. */
export type Stop =
  | { kind: 'end'; window: Window; page: Page }
  | { kind: 'over' }
  | { kind: 'limited'; limit: Limited }
  | { kind: 'refused'; state: State; reason: string };

/** What the windows of one slice share. */
export interface WalkedSlice {
  slice: ListSlice;
  changed: number;
  /** Rows of the resource that are stored. */
  rows: number;
  pagesLeft: number;
  deadline: number;
}

interface Company {
  /** Another window has met something that stops all of them. */
  isStopping: () => boolean;
  /** Called after each page: there may be room for another window. */
  onPage: () => Promise<void>;
}

/**
 * Walks one window, page by page; the next page is fetched while this one is stored. A row that is in no page that comes is passed
 * by, and is a gap.
 *
 * @param window its place is changed as pages are stored, and its end when another window takes over its later part
 */
export async function walkWindow(walked: WalkedSlice, window: Window, company: Company): Promise<Stop> {
  const { slice } = walked;
  // A cursor that fails again and again is left for the same place by time; whatever made it fail may be its own.
  if (slice.attempt >= mostTries) window.nextUrl = null;
  const isOver = () => walked.pagesLeft <= 0 || Date.now() > walked.deadline || company.isStopping();
  let pending = fetchPage(slice, window);
  for (;;) {
    const fetched = await pending;
    switch (fetched.kind) {
      case 'limited':
        return { kind: 'limited', limit: fetched.limit };
      case 'other':
        if (!isExpiredCursor(window, fetched.reply)) return refused(fetched.reply);
        // The same walk by time instead.
        window.nextUrl = null;
        pending = fetchPage(slice, window);
        continue;
      case 'too-small':
        throw fetched.error;
      case 'unreadable':
        await passRow(slice, window, fetched.error);
        if (isOver()) return { kind: 'over' };
        pending = fetchPage(slice, window);
        continue;
    }
    walked.pagesLeft -= 1;
    const isLast = isOver();
    const ahead = isLast ? null : fetchAhead(slice, window, fetched);
    const isDone = await store(walked, window, fetched);
    if (isDone) return { kind: 'end', window, page: fetched.page };
    if (isLast) return { kind: 'over' };
    await company.onPage();
    pending = ahead ?? fetchPage(slice, window);
  }
}

/** Attempts with one cursor. */
const mostTries = 3;

function isExpiredCursor({ nextUrl: cursor }: Window, { answer }: Reply): boolean {
  return cursor !== null && expiredStatuses.includes(answer.status);
}

function refused(reply: Reply): Stop {
  const { verdict, answer } = reply;
  if (verdict.kind !== 'refused' && verdict.kind !== 'depth') throw noList(reply);
  const reason = 'reason' in verdict ? verdict.reason : `GitHub answered ${answer.status}.`;
  return { kind: 'refused', state: verdict.kind === 'refused' ? verdict.state : 'failed', reason };
}

type FetchedPage = Extract<AskedPage, { kind: 'page' }>;

function fetchPage(slice: ListSlice, walk: WalkPosition): Promise<AskedPage> {
  return askPage(slice, {
    sizes: slice.sizes.walk,
    priority: slice.isFirstLoad ? 'load' : 'cycle',
    urlOf(wanted) {
      // Inside a second pages are counted, and a larger one would leave some out.
      const size = walk.secondPage > 0 ? Math.min(wanted, walk.secondSize ?? wanted) : wanted;
      return { url: nextUrl(walk, slice.urls.walk, size), size };
    },
  });
}

function fetchAhead(slice: ListSlice, window: Window, { page, size }: FetchedPage): Promise<AskedPage> | null {
  if (!isIndependentOfStore(window)) return null;
  const { place, isDone } = nextStep(window, page, 0, size);
  if (isDone) return null;
  const ahead = fetchPage(slice, { ...window, ...place });
  // Awaited after the store; until then a failure must not count as unhandled.
  ahead.catch(() => undefined);
  return ahead;
}

/** @returns whether the window has been read to its end */
async function store(walked: WalkedSlice, window: Window, { page, size }: FetchedPage): Promise<boolean> {
  const { slice } = walked;
  const { isPass } = window;
  const isBehindGap = window.secondSize === 1 && page.newest !== null && page.newest > (window.position ?? '');
  const stored = await storePage(slice.target, { stage: slice.list.stage, page, isPass }, async (db, changes) => {
    const changed = changes.inserted + changes.updated;
    const { place, isDone } = nextStep(window, page, changed, size);
    const shown = { rows: page.count, lastRow: null };
    const rows = await advanceWalk(db, slice, { window, place, changes, shown });
    const before = window.position ?? window.since;
    if (isBehindGap) {
      await boundPassed(db, slice, { gap: gapNames.after(before), at: page.newest, isNewestFirst: false });
    }
    return { place, isDone, changed, rows };
  });
  Object.assign(window, stored.place, { step: window.step + 1 });
  walked.changed += stored.changed;
  walked.rows = Math.max(walked.rows, stored.rows);
  return stored.isDone;
}
