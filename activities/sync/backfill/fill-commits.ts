import { walkPages } from '../lists/walk-pages.ts';
import { gapNames } from '../queue/gap-names.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import type { Chunk } from './chunk.ts';
import { chunkBounds } from './chunk-bounds.ts';
import type { Filled } from './chunk-bounds.ts';
import type { Range } from './next-range.ts';

/** The commits of a range below a head, by their committer's date. */
export function commitsUrl({ urls }: ListSlice, headSha: string | null, { since, until }: Range): string {
  const from = since === null ? '' : `&since=${since}`;
  return `${urls.subject}/commits?sha=${headSha}&per_page=100${from}&until=${until}`;
}

/** Reads a chunk of the default branch, from a head that does not move. */
export async function fillCommits(slice: ListSlice, { range, window }: Chunk): Promise<Filled> {
  // An empty repository.
  if (window.headSha === null) return { kind: 'filled', cutOff: null };
  const stop = await walkPages({
    slice,
    window,
    firstUrl: commitsUrl(slice, window.headSha, range),
    isLast: ({ next }) => next === null,
    gapOf: (row) => gapNames.place(row, ` up to ${range.until} from commit ${window.headSha}`),
    changed: 0,
    rows: 0,
    bounds: chunkBounds,
  });
  switch (stop.kind) {
    case 'end':
      return { kind: 'filled', cutOff: null };
    case 'unreadable':
      throw stop.error;
    case 'refused': {
      const { verdict, answer } = stop.reply;
      if (verdict.kind === 'refused' && verdict.state !== 'missing') return { kind: 'refused', reason: verdict.reason };
      return [404, 422].includes(answer.status)
        ? { kind: 'lost' }
        : { kind: 'refused', reason: `GitHub answered ${answer.status} to commits.` };
    }
    case 'limited':
    case 'over':
      return stop;
  }
}
