import { runSql } from '../../sql/query.ts';
import { followers } from '../../workflows/contract.ts';
import type { Resource } from '../../workflows/contract.ts';
import type { SyncDeps } from './slice/deps.ts';
import { drainItems } from './items/drain-items.ts';
import { beginning } from './slice/list-slice.ts';
import type { ListSlice } from './slice/list-slice.ts';
import { listResource, listUrls } from '../list-resources.ts';
import type { Outcome } from './slice/outcome.ts';
import { probeUpdated } from './lists/probe-updated.ts';
import { readCommits } from './lists/read-commits.ts';
import { readPages } from './lists/read-pages.ts';
import { readResource } from './slice/resource-row.ts';
import type { ResourceRow } from './slice/resource-row.ts';
import { runSlice } from './slice/slice.ts';
import type { SliceInput } from './slice/slice.ts';
import { walkSlice } from './lists/walk-slice.ts';
import { readWindows } from './lists/windows.ts';
import type { Window } from './lists/windows.ts';

/**
 * The activity that keeps one list: asks whether anything changed, walks what did, and asks for single things that the
 * list does not tell, a bounded slice at a time. Where it stands is in Postgres, so any worker can go on.
 */
export function createSyncList(deps: SyncDeps) {
  return function syncList(input: SliceInput): Promise<Outcome> {
    return runSlice(deps, input, async (plain) => {
      const outcome = await deps.withLock(`list ${input.repositoryId} ${input.resource}`, async () => {
        const list = listResource(input.resource);
        const row = await readResource(deps.db, input.repositoryId, input.resource);
        const refusal = standingRefusal(row, input);
        if (refusal) return refusal;
        const slice: ListSlice = {
          ...plain,
          list,
          row,
          urls: listUrls(deps.github.apiUrl, input.repositoryId, list),
          isFirstLoad: isFirstLoad(row, input.from),
          perPage: Math.min(list.perPage, pageSize(row.attempts)),
        };
        return withFollowers(slice, await keepList(slice, await readWindows(deps.db, input)));
      });
      return outcome ?? { kind: 'busy', changed: 0, rows: 0 };
    });
  };
}

const followersOf = followers as Partial<Record<Resource, readonly Resource[]>>;

/** What became due by this list is read in the same cycle. */
async function withFollowers({ deps, input }: ListSlice, outcome: Outcome): Promise<Outcome> {
  const following = followersOf[input.resource];
  if (outcome.kind !== 'done' || outcome.changed === 0 || !following) return outcome;
  const stale = await runSql<{ resource: Resource }>(deps.db, 'sync/stale_followers', {
    repository_id: input.repositoryId,
    resources: following,
  });
  return stale.length === 0 ? outcome : { ...outcome, followers: stale.map(({ resource }) => resource) };
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
      return windows.length > 0 ? walkSlice(slice, windows) : probeUpdated(slice);
    case 'newest':
    case 'whole':
      return readPages(slice, windows[0]);
    case 'commits':
      return readCommits(slice, windows[0]);
    case 'items':
      return Promise.resolve({ kind: 'done', state: 'ok', changed: 0, rows: slice.row.rowsStored });
  }
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

// Also when an earlier beginning is wanted than the one that is stored.
function isFirstLoad(row: ResourceRow, from: string | null): boolean {
  const begin = beginning(from);
  return !row.isLoaded || (row.completeFrom !== null && (begin === null || begin < row.completeFrom));
}
