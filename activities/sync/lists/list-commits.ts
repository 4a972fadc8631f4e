import { TransportError } from '../../github/answer.ts';
import type { Page } from '../../store/page.ts';
import { gapNames } from '../queue/gap-names.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Outcome } from '../slice/outcome.ts';
import { limitedOutcome, refusedOutcome } from '../slice/slice.ts';
import { finishBranch, rescan } from './end-branch.ts';
import { walkPages } from './walk-pages.ts';
import type { PagesWalk } from './walk-pages.ts';
import type { Window } from './windows.ts';

/**
 * Reads the list of commits down from a head that does not move: to its end, or, in the place of a comparison, until the known
 * head was shown and as many commits are stored as GitHub counts. Commits come by their dates, and a branch that was merged
 * brings old ones, so that the known head alone is no end.
 */
export async function listCommits(slice: ListSlice, window: Window): Promise<Outcome> {
  const { urls, begin } = slice;
  const since = begin === null ? '' : `&since=${begin}`;
  const walk: PagesWalk = {
    slice,
    window,
    firstUrl: `${urls.subject}/commits?sha=${window.headSha}&per_page=100${since}`,
    isLast: ({ next }) => next === null,
    gapOf: (row) => gapNames.place(row, ` from commit ${window.headSha}`),
    changed: 0,
    rows: slice.row.rowsStored,
  };
  const base = { sha: window.baseSha, isShown: false };
  if (base.sha !== null) walk.isLast = untilAllAreHere(walk, base);
  const stop = await walkPages(walk);
  const { changed, rows } = walk;
  switch (stop.kind) {
    case 'limited':
      return limitedOutcome(slice, stop.limit, changed, rows);
    case 'over':
      return { kind: 'more', changed, rows };
    case 'end': {
      // A branch that has the known head has lost nothing.
      const isWhole = stop.page.next === null;
      const isCompared = isWhole && !base.isShown && !endsEarly(window);
      return finishBranch(slice, window, { changed, rows, isCompared, isWhole });
    }
    case 'unreadable':
      throw stop.error;
    case 'refused': {
      const { verdict, answer } = stop.reply;
      if (verdict.kind !== 'refused') throw new TransportError(`GitHub answered ${answer.status} to commits.`);
      // 404, 422: the head is not to be reached any more.
      if (verdict.state === 'missing' || answer.status === 422) return rescan(slice, window);
      return refusedOutcome(slice, verdict, changed, rows);
    }
  }
}

/** The last page that is wanted: the one behind that which made all of them stored. */
function untilAllAreHere(walk: PagesWalk, base: { sha: string | null; isShown: boolean }): (page: Page) => boolean {
  const { probeLastPage: total } = walk.window;
  return ({ next, ids }) => {
    const areAllHere = base.isShown && total !== null && walk.rows >= total;
    base.isShown ||= base.sha !== null && ids.includes(base.sha);
    return next === null || areAllHere;
  };
}

/** A list that shows fewer commits than GitHub counts says nothing of those that it does not show. */
function endsEarly({ rowsShown, probeLastPage: total }: Window): boolean {
  return rowsShown === 0 || (total !== null && rowsShown < total);
}
