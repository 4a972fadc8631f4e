import { runSql } from '../../sql/query.ts';
import { followersOf, listResources } from '../list-resources.ts';
import type { Resources } from '../list-resources.ts';
import { listUrls } from '../resource.ts';
import { drainItems } from './items/drain-items.ts';
import { readCommits } from './lists/read-commits.ts';
import { readPages } from './lists/read-pages.ts';
import { readUpdated } from './lists/read-updated.ts';
import { readWindows } from './lists/windows.ts';
import type { Window } from './lists/windows.ts';
import { patienceMs } from './slice/bounds.ts';
import type { SyncDeps } from './slice/deps.ts';
import { beginningOf, isFirstLoad } from './slice/list-slice.ts';
import type { ListSlice } from './slice/list-slice.ts';
import type { Outcome } from './slice/outcome.ts';
import { keepSizes, openSizes } from './slice/known-sizes.ts';
import { readResource } from './slice/resource-row.ts';
import { runSlice } from './slice/slice.ts';
import type { SliceInput } from './slice/slice.ts';
import { standingRefusal } from './slice/standing-refusal.ts';

/**
 * The activity that keeps one list: asks whether anything changed, walks what did, and asks for single things that the
 * list does not tell, a bounded slice at a time. Where it stands is in Postgres, so any worker can go on.
 *
 * @param resources the table that declares them
 */
export function createSyncList(deps: SyncDeps, resources: Resources = listResources) {
  return function syncList(input: SliceInput): Promise<Outcome> {
    const followers = followersOf(input.resource, resources);
    return runSlice(deps, input, followers, async (plain) => {
      const { subject } = plain;
      const read = async (): Promise<Outcome> => {
        const list = resources[input.resource];
        if (!list || list.order === 'answer') throw new Error(`${input.resource} is no list.`);
        const row = await readResource(deps.db, subject, input.resource, await plain.credential());
        const refusal = standingRefusal(row, input);
        if (refusal) return refusal;
        const begin = beginningOf(row, input, list);
        const slice: ListSlice = {
          ...plain,
          list,
          row,
          urls: listUrls(deps.github.apiUrl, subject, list),
          begin,
          isFirstLoad: isFirstLoad(row, begin),
          sizes: openSizes(list, row),
          patientUntil: Date.now() + patienceMs,
          followers,
        };
        try {
          return await keepList(slice, await readWindows(deps.db, slice));
        } finally {
          await keepSizes(slice);
        }
      };
      const wait = async (holder: string): Promise<Outcome> => {
        const reason = `Waits for ${holder}, which reads this list.`;
        await runSql(deps.db, 'sync/record_wait', { ...plain.key, reason });
        return { kind: 'busy', changed: 0, rows: 0 };
      };
      return deps.withLock(`list ${subject.id} ${input.resource}`, read, wait);
    });
  };
}

async function keepList(slice: ListSlice, windows: Window[]): Promise<Outcome> {
  const { row } = slice;
  // The list was read; only single things are left of it.
  const isDraining = windows.length === 0 && row.hasDueItems && row.state === 'loading' && row.staleSince === null;
  if (isDraining && !row.isPassWanted) return drainItems(slice, null);
  const outcome = await readList(slice, windows);
  return outcome.kind === 'done' ? drainItems(slice, outcome) : outcome;
}

function readList(slice: ListSlice, windows: Window[]): Promise<Outcome> {
  switch (slice.list.order) {
    case 'updated':
      return readUpdated(slice, windows);
    case 'newest':
    case 'whole':
      return readPages(slice, windows[0]);
    case 'commits':
      return readCommits(slice, windows[0]);
    default:
      return Promise.resolve({ kind: 'done', state: 'ok', changed: 0, rows: slice.row.rowsStored });
  }
}
