import { runSql } from '../../../sql/query.ts';
import { TransportError } from '../../github/answer.ts';
import type { Limited } from '../../github/ask.ts';
import { listResources } from '../../list-resources.ts';
import { listUrls } from '../../resource.ts';
import { askTotal, isLimitedTotal } from '../slice/ask-total.ts';
import { readOneByOne } from '../lists/cut-off.ts';
import { readChunkWindow } from '../lists/windows.ts';
import { sliceBounds } from '../slice/bounds.ts';
import type { SyncDeps } from '../slice/deps.ts';
import { transientFailure } from '../slice/failures.ts';
import { keepSizes, openSizes } from '../slice/known-sizes.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { readResource } from '../slice/resource-row.ts';
import { openSlice } from '../slice/slice.ts';
import type { Slice } from '../slice/slice.ts';
import type { BackfillInput, BackfillOutcome } from './backfill-outcome.ts';
import { chooseChunk, nextDays } from './choose-chunk.ts';
import { beginChunk, dropChunk, finishChunk, readChunk } from './chunk.ts';
import type { Chunk } from './chunk.ts';
import type { Filled } from './chunk-bounds.ts';
import { fillCommits } from './fill-commits.ts';
import { fillNewest } from './fill-newest.ts';
import { fillUpdated } from './fill-updated.ts';
import { measureRange } from './measure-range.ts';
import { nextRange } from './next-range.ts';
import type { Missing, Range } from './next-range.ts';

/**
 * The activity that reads one list before the beginning of what is complete, a bounded slice of a chunk at a time, newest chunk first.
 * It goes on beside the loop: it has a cursor of its own, moves neither watermark nor ETag, and says nothing of how the list stands.
 *
 * @throws ApplicationFailure, retried by Temporal, for an answer that is none
 */
export function createBackfillList(deps: SyncDeps) {
  return async function backfillList(input: BackfillInput): Promise<BackfillOutcome> {
    const slice = openSlice(deps, input);
    const work = () => readSlice(slice, input);
    const held = (): Promise<BackfillOutcome> => Promise.resolve({ kind: 'busy' });
    try {
      return await deps.withLock(`list ${slice.subject.id} ${input.resource}`, work, held);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw transientFailure(error.message, slice.attempt, input).error;
    } finally {
      const requests = slice.takeRequests();
      if (requests > 0) await runSql(deps.db, 'sync/count_requests', { ...slice.key, requests });
    }
  };
}

const instantOf = (day: string | null) => (day === null ? null : `${day}T00:00:00Z`);

async function readSlice(plain: Slice, input: BackfillInput): Promise<BackfillOutcome> {
  const { deps, subject, key } = plain;
  const [awaited] = await runSql<{ is_awaited: boolean }>(deps.db, 'sync/is_awaited', key);
  if (awaited?.is_awaited) return { kind: 'awaited' };
  await runSql(deps.db, 'sync/join_islands', key);
  const row = await readResource(deps.db, subject, input.resource);
  if (!row.isLoaded) {
    return {
      kind: 'waiting',
      reason: `The first load of ${input.resource} is not over yet: ${row.reason ?? row.state}`,
    };
  }
  const islands = await runSql<Range & Record<string, unknown>>(deps.db, 'sync/read_islands', key);
  const wanted = { from: instantOf(input.from), to: instantOf(input.to) };
  const missing = nextRange({ completeFrom: row.completeFrom, islands }, wanted);
  const list = listResources[input.resource];
  const slice: ListSlice = {
    ...plain,
    list,
    row,
    urls: listUrls(deps.github.apiUrl, subject, list),
    begin: row.completeFrom,
    // The quota keeps more for others, and what is missing is not looked for.
    isFirstLoad: true,
    sizes: openSizes(list, row),
    patientUntil: Date.now() + 2 * sliceBounds.mostMs,
    followers: [],
  };
  if (missing === null) return conclude(slice, input, wanted.to);
  if (input.rowsLeft === undefined) {
    const rows = await measureRange(slice, missing);
    return isLimitedTotal(rows) ? limited(rows) : { kind: 'measured', ...boundsOf(missing), rows };
  }
  try {
    return await readChunkOf(slice, missing, { ...input, rowsLeft: input.rowsLeft });
  } finally {
    await keepSizes(slice);
  }
}

const boundsOf = ({ until, floor }: Missing) => ({ until, floor });

async function readChunkOf(
  slice: ListSlice,
  missing: Missing,
  { days, rowsLeft }: { days: number | null; rowsLeft: number | null },
): Promise<BackfillOutcome> {
  const chunk =
    (await readChunk(slice, missing)) ??
    (await beginChunk(slice, chooseChunk(missing, { days, rowsLeft }), slice.row.headSha));
  const filled = await fill(slice, chunk);
  switch (filled.kind) {
    case 'limited':
      return limited(filled.limit);
    case 'refused':
      return filled;
    case 'over':
      return { kind: 'more', rows: await rowsOf(slice) };
    case 'lost':
      await dropChunk(slice);
      return { kind: 'waiting', reason: 'The branch was rewritten: the loop reads its new head first.' };
    case 'filled':
      return finish(slice, missing, chunk, filled);
  }
}

function fill(slice: ListSlice, chunk: Chunk): Promise<Filled> {
  switch (slice.list.order) {
    case 'updated':
      return fillUpdated(slice, chunk);
    case 'newest':
      return fillNewest(slice, chunk);
    case 'commits':
      return fillCommits(slice, chunk);
    default:
      throw new Error(`${slice.key.resource} has no range before what is complete.`);
  }
}

async function finish(
  slice: ListSlice,
  missing: Missing,
  chunk: Chunk,
  { cutOff }: Extract<Filled, { kind: 'filled' }>,
): Promise<BackfillOutcome> {
  const { since } = chunk.range;
  const { list } = slice;
  const isLast = since === missing.floor;
  const isOneByOne = cutOff !== null && list.ofNumberPath !== undefined;
  const { rows, changed } = await finishChunk(slice, chunk, {
    isLast,
    within: async (db) => {
      // Of older issues, by their number: from where the list ends, and not what changed since the chunk began.
      if (isOneByOne) await readOneByOne(db, slice, { ...chunk.window, since: null }, cutOff);
    },
  });
  const { isContiguous } = missing;
  const told = { since, isContiguous, rows, changed, isCutOff: cutOff !== null };
  return { kind: 'chunk', ...told, days: nextDays(chunk.range, rows) };
}

async function rowsOf(slice: ListSlice): Promise<number> {
  const window = await readChunkWindow(slice.deps.db, slice);
  return window?.rowsShown ?? 0;
}

/** Nothing is left: GitHub's own count of what is complete now, where rows were read for it. */
async function conclude(slice: ListSlice, { hasRead }: BackfillInput, to: string | null): Promise<BackfillOutcome> {
  const { deps, key, row } = slice;
  const isContiguous = row.completeFrom === null || to === null || to >= row.completeFrom;
  if (hasRead && isContiguous) {
    const total = await askTotal(slice);
    if (isLimitedTotal(total)) return limited(total);
    await runSql(deps.db, 'sync/record_total', { ...key, github_total: total });
  }
  return { kind: 'done', completeFrom: row.completeFrom, isContiguous };
}

function limited({ waitMs, reason }: Limited): BackfillOutcome {
  return { kind: 'limited', waitMs, reason };
}
