import { setTimeout as pause } from 'node:timers/promises';

/** What became of the first of a line: what it waited for, or for how long nothing can be had. */
export type Served<T> = { got: T } | { pauseMs: number };

interface Waiter<Rank, T> {
  rank: Rank;
  signal: AbortSignal;
  resolve: (got: T) => void;
  reject: (error: unknown) => void;
}

/**
 * A line in which the most urgent one is served first, one at a time, and those who are alike in the order in which they came. Who is
 * cancelled leaves it at the next step.
 *
 * @param ranks the most urgent one first
 * @param serve tries for the first of the line; where it can have nothing yet, it is tried again, or somebody more urgent who came
 * @returns waits for a turn and what it gives; throws the signal's reason, or what serving it threw
 */
export function createLine<Rank, T>(
  ranks: readonly Rank[],
  serve: (rank: Rank, waiting: number) => Promise<Served<T>>,
): (rank: Rank, signal: AbortSignal) => Promise<T> {
  const lines = new Map(ranks.map((rank) => [rank, new Set<Waiter<Rank, T>>()]));
  const lineOf = (rank: Rank) => lines.get(rank) as Set<Waiter<Rank, T>>;
  const isMoreUrgent = (rank: Rank, than: Rank) => ranks.indexOf(rank) < ranks.indexOf(than);
  let isServing = false;
  let rest: { rank: Rank; end: AbortController } | undefined;

  function first(): Waiter<Rank, T> | undefined {
    const waiters = [...lines.values()].flatMap((line) => [...line]);
    // By no listener: one signal may be that of many waiters.
    const gone = waiters.filter(({ signal }) => signal.aborted);
    for (const waiter of gone) {
      lineOf(waiter.rank).delete(waiter);
      waiter.reject(waiter.signal.reason);
    }
    return waiters.find(({ signal }) => !signal.aborted);
  }

  async function serveAll(): Promise<void> {
    if (isServing) return;
    isServing = true;
    for (let waiter = first(); waiter; waiter = first()) {
      const { rank, resolve, reject } = waiter;
      const line = lineOf(rank);
      try {
        const served = await serve(rank, line.size);
        if ('pauseMs' in served) {
          await restFor(rank, served.pauseMs);
          continue;
        }
        // Cancelled or not, it takes what it was given: nobody else knows of it.
        resolve(served.got);
      } catch (error) {
        reject(error);
      }
      line.delete(waiter);
    }
    isServing = false;
  }

  async function restFor(rank: Rank, ms: number): Promise<void> {
    rest = { rank, end: new AbortController() };
    await pause(ms, undefined, { signal: rest.end.signal }).catch(() => undefined);
    rest = undefined;
  }

  return (rank, signal) =>
    new Promise<T>((resolve, reject) => {
      lineOf(rank).add({ rank, signal, resolve, reject });
      if (rest && isMoreUrgent(rank, rest.rank)) rest.end.abort();
      void serveAll();
    });
}
