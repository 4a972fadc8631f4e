import type { RepositoryRows } from './count-in-order.ts';

/** Where a page of a list of many repositories lies. */
export interface PagePlace {
  /** Of the first repository whose rows it has, in the list of counts; its length where the page lies behind all. */
  begin: number;
  /** Behind the last one. */
  end: number;
  /** Rows of these repositories before the page. */
  offset: number;
}

export interface PageWanted {
  /** Rows before the page; 0 where it follows a row. */
  offset: number;
  /** Rows of the page. */
  size: number;
  /** The repository of the row that the page follows: how many of its rows are left nobody knows. */
  after?: string | undefined;
}

/** Finds the repositories that a page is about by how many rows each has, so that no row before the page is read. */
export function placePage(counts: readonly RepositoryRows[], { offset, size, after }: PageWanted): PagePlace {
  let [begin, before] = [0, 0];
  for (const { rows } of counts) {
    if (before + rows > offset) break;
    before += rows;
    begin += 1;
  }
  let [end, through] = [begin, before];
  while (end < counts.length && through < offset + size) {
    const { id, rows } = counts[end]!;
    through += id === after ? 0 : rows;
    end += 1;
  }
  return { begin, end, offset: offset - before };
}
