import { runSql } from '../../../sql/query.ts';
import { isLimited } from '../../github/ask.ts';
import type { Limited, Reply } from '../../github/ask.ts';
import { TransportError } from '../../github/answer.ts';
import { rowCap } from '../slice/ask-total.ts';
import { cutOffAt } from '../lists/cut-off.ts';
import { walkPages } from '../lists/walk-pages.ts';
import { gapNames } from '../queue/gap-names.ts';
import { namesOfTable } from '../queue/names-of-table.ts';
import { ownRefusal, readListPage } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { pageAt } from '../slice/numbered-page.ts';
import type { Chunk } from './chunk.ts';
import { chunkBounds } from './chunk-bounds.ts';
import type { Filled } from './chunk-bounds.ts';

/**
 * Reads a chunk of a list that GitHub gives newest first and not by time. It begins at the page where, by the number of newer rows
 * that are stored, what is known ends, and not at the front.
 */
export async function fillNewest(slice: ListSlice, { range, window }: Chunk): Promise<Filled> {
  // Everything newer is stored. Of the very second of the last row that was read there may be more.
  const known = window.oldest ?? range.until;
  const start = await findStart(slice, known);
  if (typeof start === 'object') return 'cause' in start ? { kind: 'limited', limit: start } : start;
  window.nextUrl = pageAt(slice.urls.probe, start, slice.list.perPage);
  const { since } = range;
  const stop = await walkPages({
    slice,
    window,
    firstUrl: window.nextUrl,
    isLast: ({ next, oldest }) => next === null || (since !== null && oldest !== null && oldest < since),
    gapOf: gapNames.place,
    changed: 0,
    rows: 0,
    bounds: chunkBounds,
  });
  switch (stop.kind) {
    case 'end':
      return { kind: 'filled', cutOff: cutOffAt(window, stop.page) };
    case 'unreadable':
      throw stop.error;
    case 'refused':
      return refusedAt(slice, stop);
    case 'limited':
    case 'over':
      return stop;
  }
}

function refusedAt(
  slice: ListSlice,
  { reply: { verdict, answer }, oldest }: { reply: Reply; oldest: string | null },
): Filled {
  if (verdict.kind === 'depth') return { kind: 'filled', cutOff: { reach: oldest } };
  if (verdict.kind === 'refused') return { kind: 'refused', reason: ownRefusal(slice, verdict).reason };
  throw new TransportError(`GitHub answered ${answer.status} to a page of a list.`);
}

/**
 * How many rows may be left out at the front: all behind them is older than `known`, or met already. Rows that are gone at GitHub, and
 * not here yet, make the list shorter than it is believed to be, so the row before is asked for.
 */
async function findStart(slice: ListSlice, known: string): Promise<number | Limited | Filled> {
  const { list, urls } = slice;
  const { perPage } = list;
  for (let row = pageBegin((await countNewer(slice, known)) - 1, perPage); row > 0; row -= perPage) {
    if (list.isCapped && row >= rowCap) return { kind: 'filled', cutOff: { reach: null } };
    const reply = await slice.ask({ url: pageAt(urls.probe, row, 1), priority: 'load' });
    if (isLimited(reply)) return reply;
    if (reply.verdict.kind === 'depth' || reply.verdict.kind === 'refused')
      return refusedAt(slice, { reply, oldest: null });
    const { newest } = readListPage(slice, reply);
    if (newest !== null && newest >= known) return row;
  }
  return 0;
}

/** Rows that are stored and not older. */
export async function countNewer({ deps, list, key }: ListSlice, at: string): Promise<number> {
  const values = { subject_id: key.subject_id, at };
  const [counted] = await runSql<{ rows: number }>(deps.db, 'sync/count_newer_rows', values, namesOfTable(list));
  return counted?.rows ?? 0;
}

const pageBegin = (row: number, size: number) => Math.max(0, Math.floor(row / size) * size);
