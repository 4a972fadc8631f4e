import type { IssueState } from './issue-state.ts';
import { createOrderedRows, sortRows, type SortName } from './ordered-rows.ts';

export type Departure =
  | { kind: 'deleted'; state: IssueState }
  | { kind: 'hidden'; state: IssueState }
  | { kind: 'transferred'; state: IssueState; toRepositoryId: number; toNumber: number };

interface IssueRecord {
  state: IssueState | null;
  departure: Departure | null;
  /** Earlier states with the moment when each ended, oldest first; a lagging list is read from them. */
  past: { endedAt: number; state: IssueState | null }[];
}

/** A lagging list never looks further back than this many changes of one issue. */
const keptChanges = 20;

/**
 * The issues of one repository. `put` and `remove` take the moment of the change in epoch milliseconds; without one the
 * change counts as old (seeded data is visible at once, whatever the lag).
 */
export function createIssueStore() {
  const records = new Map<number, IssueRecord>();
  const ordered = createOrderedRows(present);
  let open = 0;
  let highest = 0;

  function* present(): Iterable<IssueState> {
    for (const record of records.values()) if (record.state) yield record.state;
  }

  function exchange(number: number, state: IssueState | null, departure: Departure | null, at?: number): void {
    const record = records.get(number) ?? { state: null, departure: null, past: [] };
    if (at !== undefined) record.past = [...record.past, { endedAt: at, state: record.state }].slice(-keptChanges);
    open += Number(state?.state === 'open') - Number(record.state?.state === 'open');
    highest = Math.max(highest, number);
    ordered.replace(record.state, state);
    records.set(number, { ...record, state, departure });
  }

  function* presentAt(moment: number): Iterable<IssueState> {
    for (const record of records.values()) {
      const earlier = record.past.find((past) => past.endedAt > moment);
      const state = earlier ? earlier.state : record.state;
      if (state) yield state;
    }
  }

  function* departed(): Iterable<{ number: number; departure: Departure }> {
    for (const [number, { departure }] of records) if (departure) yield { number, departure };
  }

  /** One issue as it was at a moment, in epoch milliseconds. */
  function getAt(number: number, moment: number): IssueState | null {
    const record = records.get(number);
    const earlier = record?.past.find((past) => past.endedAt > moment);
    return (earlier ? earlier.state : record?.state) ?? null;
  }

  return {
    present,
    departed,
    getAt,
    put: (state: IssueState, at?: number) => exchange(state.number, state, null, at),
    remove: (number: number, departure: Departure, at?: number) => exchange(number, null, departure, at),
    get: (number: number): IssueState | null => records.get(number)?.state ?? null,
    departure: (number: number): Departure | null => records.get(number)?.departure ?? null,
    /** Ascending by (key, id). */
    ascending: (sort: SortName) => ordered.ascending(sort),
    /** The same as it was at a moment, in epoch milliseconds: what a replica that lags behind still shows. */
    ascendingAt: (sort: SortName, moment: number): readonly IssueState[] => sortRows(presentAt(moment), sort),
    openCount: () => open,
    highestNumber: () => highest,
    /** The next number, for what is no issue. */
    takeNumber: () => (highest += 1),
  };
}

export type IssueStore = ReturnType<typeof createIssueStore>;
