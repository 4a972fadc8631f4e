/** Seconds of 2008-01-01 00:00 UTC: nothing on GitHub is older. */
const beginning = 1_199_145_600;
/** Ids that one second has room for; with 30 bits of seconds they stay below 2^53. */
const slots = 2 ** 23;
const half = slots / 2;

/**
 * Ids of comments, reviews and events grow with time, as GitHub's do, and are far above 2^31. A made-up row's id
 * follows from its issue alone, so that it can be made again at any time without being kept.
 *
 * @param at epoch milliseconds
 */
export function seededRowId(repositoryId: number, at: number, number: number, ordinal: number): number {
  return rowId(at, ((number * 32 + ordinal) ^ Math.imul(repositoryId, 0x9e3779b1)) & (half - 1));
}

/** The id of the n-th row that tests have added to the world; never that of a made-up row. */
export function addedRowId(at: number, count: number): number {
  return rowId(at, half + (count % half));
}

function rowId(at: number, slot: number): number {
  return Math.max(Math.floor(at / 1000) - beginning, 0) * slots + slot;
}

/** The moment of an id, in epoch milliseconds. */
export function secondOf(id: number): number {
  return (Math.floor(id / slots) + beginning) * 1000;
}
