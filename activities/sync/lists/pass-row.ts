import { inTransaction } from '../../../sql/db.ts';
import { gapNames } from '../queue/gap-names.ts';
import { recordPassed } from '../queue/pass-rows.ts';
import { isReadableBehind } from '../slice/ask-page.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { advanceWalk } from './advance-walk.ts';
import { nextUrl, placeBehind, placeOfRows, sized } from './walk.ts';
import type { Window } from './windows.ts';

/**
 * Takes a window past a row that is in no page that comes. First the walk counts single rows, from the newest time that it has
 * stored; the one that still does not come is then left out by its number, and named as a gap.
 *
 * @param window its place is changed
 * @throws Error the one given, where nothing behind the row comes either: then it is the hour, and Temporal waits
 */
export async function passRow(slice: ListSlice, window: Window, error: Error): Promise<void> {
  if (window.secondPage === 0) {
    Object.assign(window, placeOfRows(window));
    return;
  }
  const row = sized(window, 1);
  const urlBehind = (rows: number) =>
    nextUrl({ ...row, secondPage: row.secondPage + rows, secondSize: 1 }, slice.urls.walk, 1);
  if (!(await isReadableBehind(slice, urlBehind))) throw error;
  const place = placeBehind({ ...row, secondSize: 1 });
  const at = window.position ?? window.since;
  await inTransaction(slice.deps.db, async (db) => {
    await recordPassed(db, slice, { gap: gapNames.after(at), at, isNewestFirst: false, error });
    await advanceWalk(db, slice, { window, place, changes: { inserted: 0, updated: 0 } });
  });
  const { position, nextUrl: cursor, secondPage, secondPass, secondChanged, secondSize } = place;
  const moved = { position, nextUrl: cursor, secondPage, secondPass, secondChanged, secondSize };
  Object.assign(window, moved, { step: window.step + 1 });
}
