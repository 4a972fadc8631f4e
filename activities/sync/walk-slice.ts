import { inTransaction } from '../../sql/db.ts';
import { isLimited } from './ask.ts';
import type { Limited, Reply } from './ask.ts';
import { finishWalk, needsExactTotal } from './finish-walk.ts';
import type { Outcome } from './outcome.ts';
import type { Page } from './page.ts';
import type { ResourceRow } from './resource-row.ts';
import { limitedOutcome, refusedOutcome } from './slice.ts';
import { advanceWalk, stagePage } from './store-page.ts';
import { askTotal, isLimitedTotal, readListPage } from './sync-list.ts';
import type { ListSlice } from './sync-list.ts';
import { isIndependentOfStore, nextStep, nextUrl } from './walk.ts';
import type { WalkPosition } from './walk.ts';

const mostPages = 250;
const mostMs = 60_000;

type Walk = NonNullable<ResourceRow['walk']>;
type Fetched = { page: Page } | { limit: Limited } | { refusal: Reply };

/**
 * Walks on from the stored place, page by page; the next page is fetched while this one is stored.
 *
 * @param changed rows that this slice has changed already
 */
export async function walkSlice(slice: ListSlice, start: Walk, changed = 0): Promise<Outcome> {
  const deadline = Date.now() + mostMs;
  const perPage = pageSize(slice.attempt);
  let walk = start;
  let rows = 0;
  let pending = fetchPage(slice, walk, perPage);
  for (let fetchedPages = 1; ; fetchedPages += 1) {
    const fetched = await pending;
    if ('limit' in fetched) return limitedOutcome(slice, fetched.limit, changed, rows);
    if ('refusal' in fetched) {
      const { verdict, answer } = fetched.refusal;
      if (walk.nextUrl !== null && (answer.status === 422 || answer.status === 400)) {
        // An expired cursor: the same walk by time instead.
        walk = { ...walk, nextUrl: null };
        pending = fetchPage(slice, walk, perPage);
        continue;
      }
      const reason = 'reason' in verdict ? verdict.reason : `GitHub answered ${answer.status}.`;
      return refusedOutcome(
        slice,
        { state: verdict.kind === 'refused' ? verdict.state : 'failed', reason },
        changed,
        rows,
      );
    }
    const isOver = fetchedPages >= mostPages || Date.now() > deadline;
    const ahead = isOver ? null : fetchAhead(slice, walk, fetched.page, perPage);
    const stored = await storePage(slice, walk, fetched.page);
    changed += stored.changed;
    rows = stored.rows;
    walk = stored.walk;
    if (stored.isDone) {
      await finish(slice, walk, fetched.page, rows);
      return { kind: 'done', state: rows === 0 ? 'empty' : 'ok', changed, rows };
    }
    if (isOver) return { kind: 'more', changed, rows };
    pending = ahead ?? fetchPage(slice, walk, perPage);
  }
}

// GitHub cuts a request off after 10 s: large rows need smaller pages.
function pageSize(attempt: number): number {
  if (attempt <= 2) return 100;
  return Math.max(10, Math.floor(100 / 2 ** (attempt - 2)));
}

async function fetchPage(slice: ListSlice, walk: WalkPosition, perPage: number): Promise<Fetched> {
  const url = nextUrl(walk, slice.urls.walk, perPage);
  const reply = await slice.ask({ url, priority: walk.since === null ? 'load' : 'cycle' });
  if (isLimited(reply)) return { limit: reply };
  if (reply.verdict.kind === 'refused' || reply.verdict.kind === 'depth') return { refusal: reply };
  return { page: readListPage(slice, reply) };
}

function fetchAhead(slice: ListSlice, walk: Walk, page: Page, perPage: number): Promise<Fetched> | null {
  if (!isIndependentOfStore(walk)) return null;
  const step = nextStep(walk, page, 0);
  if (step.isDone) return null;
  const ahead = fetchPage(slice, step.walk, perPage);
  // Awaited after the store; until then a failure must not count as unhandled.
  ahead.catch(() => undefined);
  return ahead;
}

interface Stored {
  walk: Walk;
  isDone: boolean;
  changed: number;
  rows: number;
}

async function storePage(slice: ListSlice, walk: Walk, page: Page): Promise<Stored> {
  const { deps, input, list } = slice;
  const key = { repositoryId: input.repositoryId, resource: input.resource, windowKey: walk.windowKey };
  return inTransaction(deps.db, async (db) => {
    const changes = await stagePage({ db, repositoryId: input.repositoryId, list, page });
    const changed = changes.inserted + changes.updated;
    const step = nextStep(walk, page, changed);
    const rows = await advanceWalk({
      db,
      ...key,
      ...changes,
      walk: step.walk,
      expectedPages: walk.pages,
      requests: slice.takeRequests(),
      githubTotal: null,
    });
    const next = { ...step.walk, windowKey: walk.windowKey, pages: walk.pages + 1, probeLastPage: walk.probeLastPage };
    return { walk: next, isDone: step.isDone, changed, rows };
  });
}

// Apart from the last page's transaction, which must not wait for GitHub; after a crash between the two the last page is
// read again and changes nothing.
async function finish(slice: ListSlice, walk: Walk, { answer }: Page, rows: number): Promise<void> {
  const asked = needsExactTotal(walk, rows, slice.input.from) ? await askTotal(slice) : null;
  const githubTotal = isLimitedTotal(asked) ? null : asked;
  await inTransaction(slice.deps.db, (db) => finishWalk(db, slice, { windowKey: walk.windowKey, answer, githubTotal }));
}
