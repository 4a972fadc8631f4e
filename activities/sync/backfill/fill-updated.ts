import { ownRefusal } from '../slice/list-slice.ts';
import type { ListSlice } from '../slice/list-slice.ts';
import { walkWindow } from '../lists/walk-window.ts';
import type { Chunk } from './chunk.ts';
import { chunkBounds } from './chunk-bounds.ts';
import type { Filled } from './chunk-bounds.ts';

/**
 * Reads a chunk upwards by `updated_at`, from its beginning until a row lies behind its end. What changes meanwhile moves to the
 * newest end of the list, which the loop reads.
 */
export async function fillUpdated(slice: ListSlice, { window }: Chunk): Promise<Filled> {
  const { mostPages, mostMs } = chunkBounds;
  const walked = { slice, changed: 0, rows: 0, pagesLeft: mostPages, deadline: Date.now() + mostMs };
  const stop = await walkWindow(walked, window, { isStopping: () => false, onPage: () => Promise.resolve() });
  switch (stop.kind) {
    case 'end':
      return { kind: 'filled', cutOff: null };
    case 'refused':
      return { kind: 'refused', reason: ownRefusal(slice, stop).reason };
    case 'limited':
    case 'over':
      return stop;
  }
}
