import { runSql } from '../../../sql/query.ts';
import type { Reader } from '../../../sql/reader.ts';

/** Looks for changes while anybody wants to know of them, once for all. */
export interface ChangeWatch {
  /**
   * Tells the present watermark, and every one that follows.
   *
   * @returns ends it
   */
  subscribe(tell: (watermark: string) => void): () => void;
  readonly subscribers: number;
}

const lookEveryMs = 1_000;

/** @param reader asked once a second, however many look on, and not at all while nobody does */
export function watchChanges(reader: Reader): ChangeWatch {
  const listeners = new Set<(watermark: string) => void>();
  let last: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    try {
      const [row] = await runSql<{ watermark: string }>(reader, 'reader/watermark');
      if (row && row.watermark !== last) {
        last = row.watermark;
        for (const tell of listeners) tell(last);
      }
    } catch {
      // A database that does not answer tells of no change; whoever asks it for anything else is told why.
    }
    timer = undefined;
    if (listeners.size > 0) wait();
  }

  function wait(ms = lookEveryMs): void {
    timer ??= setTimeout(() => void look(), ms).unref();
  }

  return {
    get subscribers() {
      return listeners.size;
    },
    subscribe(tell) {
      // What was known while nobody looked on is old.
      if (listeners.size === 0) last = undefined;
      else if (last !== undefined) tell(last);
      listeners.add(tell);
      wait(0);
      return () => void listeners.delete(tell);
    },
  };
}
