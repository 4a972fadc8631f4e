import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import type { State } from '../../../workflows/contract.ts';
import type { Page } from '../../store/page.ts';
import { readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { storePage } from '../../store/store-page.ts';
import { advanceWalk } from './advance-walk.ts';
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

type Fetched = { page: Page } | { limit: Limited } | { refusal: Reply };

/**
 * Walks one window, page by page; the next page is fetched while this one is stored.
 *
 * @param window its place is changed as pages are stored, and its end when another window takes over its later part
 */
export async function walkWindow(walked: WalkedSlice, window: Window, company: Company): Promise<Stop> {
  const { slice } = walked;
  let pending = fetchPage(slice, window);
  for (;;) {
    const fetched = await pending;
    if ('limit' in fetched) return { kind: 'limited', limit: fetched.limit };
    if ('refusal' in fetched) {
      if (!isExpiredCursor(window, fetched.refusal)) return refused(fetched.refusal);
      // The same walk by time instead.
      window.nextUrl = null;
      pending = fetchPage(slice, window);
      continue;
    }
    walked.pagesLeft -= 1;
    const isOver = walked.pagesLeft <= 0 || Date.now() > walked.deadline || company.isStopping();
    const ahead = isOver ? null : fetchAhead(slice, window, fetched.page);
    const isDone = await store(walked, window, fetched.page);
    if (isDone) return { kind: 'end', window, page: fetched.page };
    if (isOver) return { kind: 'over' };
    await company.onPage();
    pending = ahead ?? fetchPage(slice, window);
  }
}

function isExpiredCursor({ nextUrl: cursor }: Window, { answer }: Reply): boolean {
  return cursor !== null && (answer.status === 422 || answer.status === 400);
}

function refused({ verdict, answer }: Reply): Stop {
  const reason = 'reason' in verdict ? verdict.reason : `GitHub answered ${answer.status}.`;
  return { kind: 'refused', state: verdict.kind === 'refused' ? verdict.state : 'failed', reason };
}

async function fetchPage(slice: ListSlice, walk: WalkPosition): Promise<Fetched> {
  const url = nextUrl(walk, slice.urls.walk, slice.perPage);
  const reply = await slice.ask({ url, priority: slice.isFirstLoad ? 'load' : 'cycle' });
  if (isLimited(reply)) return { limit: reply };
  if (reply.verdict.kind === 'refused' || reply.verdict.kind === 'depth') return { refusal: reply };
  return { page: readListPage(slice, reply) };
}

function fetchAhead(slice: ListSlice, window: Window, page: Page): Promise<Fetched> | null {
  if (!isIndependentOfStore(window)) return null;
  const { place, isDone } = nextStep(window, page, 0);
  if (isDone) return null;
  const ahead = fetchPage(slice, { ...window, ...place });
  // Awaited after the store; until then a failure must not count as unhandled.
  ahead.catch(() => undefined);
  return ahead;
}

/** @returns whether the window has been read to its end */
async function store(walked: WalkedSlice, window: Window, page: Page): Promise<boolean> {
  const { list } = walked.slice;
  const { isPass } = window;
  const stored = await storePage(walked.slice.target, { stage: list.stage, page, isPass }, async (db, changes) => {
    const changed = changes.inserted + changes.updated;
    const { place, isDone } = nextStep(window, page, changed);
    const rows = await advanceWalk(db, walked.slice, { window, place, changes });
    return { place, isDone, changed, rows };
  });
  Object.assign(window, stored.place, { step: window.step + 1 });
  walked.changed += stored.changed;
  walked.rows = Math.max(walked.rows, stored.rows);
  return stored.isDone;
}
