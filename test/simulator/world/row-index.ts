import type { Scratch } from './scratch.ts';

/** A row of a list that spans a repository: only what it is sorted by; the row itself is made when it is shown. */
export interface IndexEntry {
  id: number;
  /** Number of the issue that it hangs on. */
  number: number;
  /** Epoch milliseconds, whole seconds. */
  updatedAt: number;
}

export type IndexSort = 'created' | 'updated';

/** Entries in columns, ascending by id; a million of them as objects would take a hundred megabytes. */
interface Columns {
  ids: Float64Array;
  numbers: Uint32Array;
  /** Seconds. */
  updated: Uint32Array;
}

/** Positions in the columns, in some order. */
export interface RowOrder {
  length: number;
  at(place: number): IndexEntry;
}

const bytesOfEntry = 20;
/** Entries that one list can have, so that second and position fit one number. */
const mostEntries = 2 ** 21;

export type PushEntry = (id: number, number: number, updatedAt: number) => void;

function columnsOf(all: (push: PushEntry) => void): Columns {
  const entries = { ids: [] as number[], numbers: [] as number[], updated: [] as number[] };
  all((id, number, updatedAt) => {
    entries.ids.push(id);
    entries.numbers.push(number);
    entries.updated.push(updatedAt / 1000);
  });
  const ids = Float64Array.from(entries.ids);
  const places = Uint32Array.from(entries.ids.keys()).sort((one, other) => (ids[one] ?? 0) - (ids[other] ?? 0));
  return {
    ids: ids.sort(),
    numbers: places.map((place) => entries.numbers[place] ?? 0),
    updated: places.map((place) => entries.updated[place] ?? 0),
  };
}

/** The first index of an ascending array whose value is at or behind the given one. */
function firstAt(values: { length: number; [index: number]: number }, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inserted<T extends Float64Array | Uint32Array>(values: T, place: number, value: number): T {
  const longer = new (values.constructor as new (length: number) => T)(values.length + 1);
  longer.set(values.subarray(0, place));
  longer[place] = value;
  longer.set(values.subarray(place), place + 1);
  return longer;
}

/**
 * All comments, or all events, of a repository in order; made when first asked for and whenever it was dropped. Ids grow
 * with time, so the order by creation is the order by id.
 */
export function createRowIndex(all: (push: PushEntry) => void, scratch: Scratch) {
  let columns: Columns | null = null;
  /** Second times `mostEntries` plus position, ascending. */
  let byUpdated: Float64Array | null = null;
  const self = {};

  function forget(): void {
    columns = byUpdated = null;
    scratch.release(self);
  }

  function made(): Columns {
    columns ??= columnsOf(all);
    scratch.hold(self, columns.ids.length * bytesOfEntry, forget);
    return columns;
  }

  function updatedOrder(): Float64Array {
    const { updated } = made();
    if (updated.length > mostEntries) throw new RangeError(`more than ${mostEntries} rows of one repository`);
    return (byUpdated ??= Float64Array.from(updated, (second, place) => second * mostEntries + place).sort());
  }

  const entryAt = ({ ids, numbers, updated }: Columns, place: number): IndexEntry => ({
    id: ids[place] as number,
    number: numbers[place] as number,
    updatedAt: (updated[place] as number) * 1000,
  });

  /** The rows in order, ascending; with `from` only those updated then or later (epoch milliseconds). */
  function order(sort: IndexSort, from: number | null = null): RowOrder {
    const known = made();
    if (sort === 'updated') {
      const keys = updatedOrder();
      const start = from === null ? 0 : firstAt(keys, Math.ceil(from / 1000) * mostEntries);
      return {
        length: keys.length - start,
        at: (place) => entryAt(known, (keys[start + place] as number) % mostEntries),
      };
    }
    if (from === null) return { length: known.ids.length, at: (place) => entryAt(known, place) };
    const places = Uint32Array.from(known.updated.keys()).filter(
      (place) => (known.updated[place] as number) * 1000 >= from,
    );
    return { length: places.length, at: (place) => entryAt(known, places[place] as number) };
  }

  function add({ id, number, updatedAt }: IndexEntry): void {
    if (!columns) return;
    const place = firstAt(columns.ids, id);
    const { ids, numbers, updated } = columns;
    columns = {
      ids: inserted(ids, place, id),
      numbers: inserted(numbers, place, number),
      updated: inserted(updated, place, updatedAt / 1000),
    };
    byUpdated = null;
  }

  /** Takes away the rows that `isGone` names; one pass over the list. */
  function removeWhere(isGone: (id: number, number: number) => boolean): void {
    if (!columns) return;
    const { ids, numbers, updated } = columns;
    const kept = (_value: number, place: number) => !isGone(ids[place] as number, numbers[place] as number);
    columns = { ids: ids.filter(kept), numbers: numbers.filter(kept), updated: updated.filter(kept) };
    byUpdated = null;
  }

  /** The entry of an id, or null. */
  function find(id: number): IndexEntry | null {
    const known = made();
    const place = firstAt(known.ids, id);
    return known.ids[place] === id ? entryAt(known, place) : null;
  }

  return {
    order,
    add,
    find,
    remove: (id: number) => removeWhere((known) => known === id),
    removeOf: (number: number) => removeWhere((_id, known) => known === number),
    /** Puts an entry in another place of the order by `updated_at`. */
    touch: (id: number, updatedAt: number): void => {
      if (!columns) return;
      const place = firstAt(columns.ids, id);
      if (columns.ids[place] === id) columns.updated[place] = updatedAt / 1000;
      byUpdated = null;
    },
    isMade: () => columns !== null,
  };
}

export type RowIndex = ReturnType<typeof createRowIndex>;
