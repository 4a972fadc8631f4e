import { runSql } from '../../sql/query.ts';
import type { Resource } from '../../workflows/contract.ts';
import { followersOf, listResources } from '../list-resources.ts';
import type { Resources } from '../list-resources.ts';
import { listUrls } from '../resource.ts';
import { drainItems } from './items/drain-items.ts';
import { readCommits } from './lists/read-commits.ts';
import { readPages } from './lists/read-pages.ts';
import { readUpdated } from './lists/read-updated.ts';
import { readWindows } from './lists/windows.ts';
import type { Window } from './lists/windows.ts';
import type { SyncDeps } from './slice/deps.ts';
import { beginningOf, isFirstLoad } from './slice/list-slice.ts';
import type { ListSlice } from './slice/list-slice.ts';
import type { Outcome } from './slice/outcome.ts';
import { readResource } from './slice/resource-row.ts';
import type { ResourceRow } from './slice/resource-row.ts';
import { runSlice } from './slice/slice.ts';
import type { Slice, SliceInput } from './slice/slice.ts';

/**
 * The activity that keeps one list: asks whether anything changed, walks what did, and asks for single things that the
 * list does not tell, a bounded slice at a time. Where it stands is in Postgres, so any worker can go on.
 *
 * @param resources the table that declares them
 */
export function createSyncList(deps: SyncDeps, resources: Resources = listResources) {
  return function syncList(input: SliceInput): Promise<Outcome> {
    return runSlice(deps, input, async (plain) => {
      const { subject } = plain;
      const outcome = await deps.withLock(`list ${subject.id} ${input.resource}`, async () => {
        const list = resources[input.resource];
        if (!list || list.order === 'answer') throw new Error(`${input.resource} is no list.`);
        const row = await readResource(deps.db, subject, input.resource);
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
          perPage: Math.min(list.perPage, pageSize(row.attempts)),
          followers: followersOf(input.resource, resources),
        };
        return keepList(slice, await readWindows(deps.db, slice));
      });
      if (outcome?.kind !== 'done') return outcome ?? { kind: 'busy', changed: 0, rows: 0 };
      return { ...outcome, followers: await dueFollowers(plain, followersOf(input.resource, resources)) };
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

/** Those that what was read has made stale, however many attempts it took: Postgres tells, not this attempt. */
async function dueFollowers({ deps, subject, input }: Slice, followers: Resource[]): Promise<Resource[]> {
  if (followers.length === 0) return [];
  const rows = await runSql<{ resource: Resource }>(deps.db, 'sync/stale_resources', {
    subject_id: subject.id,
    resources: followers,
    is_urgent: input.isUrgent,
  });
  return rows.map(({ resource }) => resource);
}

const refusedStates = ['forbidden', 'missing', 'gone', 'blocked', 'disabled'];

// Asked again daily, not each cycle: GitHub counts repeated refusals against a client.
function standingRefusal(row: ResourceRow, { isUrgent }: SliceInput): Outcome | null {
  const stands = refusedStates.includes(row.state) && row.nextTryMs !== null && row.nextTryMs > Date.now();
  if (!stands || isUrgent) return null;
  return { kind: 'refused', state: row.state, changed: 0, rows: row.rowsStored, reason: row.reason ?? row.state };
}

// GitHub cuts a request off after 10 s: large rows need smaller pages. Failures since the last page that was stored.
function pageSize(failures: number): number {
  if (failures < 2) return 100;
  return Math.max(10, Math.floor(100 / 2 ** (failures - 1)));
}
