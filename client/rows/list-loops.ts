import { states } from '../../workflows/contract.ts';
import type { State } from '../../workflows/contract.ts';
import { asRecords } from './table.ts';
import type { Table } from './table.ts';
import { oid } from './types.ts';

type Row = Record<string, string | null>;

const text = 25;
const columns = [
  { name: 'repository', type: text },
  { name: 'state', type: text },
  { name: 'every', type: text },
  { name: 'rows_stored', type: oid.int8 },
  { name: 'next_sync_at', type: oid.timestamptz },
  { name: 'reason', type: text },
];

// What a person must know first; every other state ranks by its place in the contract, where `ok` is near the front.
const first: readonly State[] = ['failed', 'gone', 'missing', 'blocked', 'limited', 'loading'];

function rank(state: string | null | undefined): number {
  const place = first.indexOf(state as State);
  return place >= 0 ? place : first.length + states.length - states.indexOf(state as State);
}

function summary(loop: Row, resources: Row[]): (string | null)[] {
  const worst = resources.toSorted((a, b) => rank(a.state) - rank(b.state))[0];
  // A loop's own row tells of a pause, and of everything before GitHub has answered; afterwards its resources do.
  const speaker = loop.state === 'paused' || !worst ? loop : worst;
  const rows = resources.reduce((sum, row) => sum + Number(row.rows_stored ?? 0), 0);
  const times = resources.flatMap((row) => row.next_try_at ?? []).sort();
  const next = speaker === loop ? loop.next_sync_at : times[0];
  return [loop.repository, speaker.state, loop.every, String(rows), next, speaker.reason].map((value) => value ?? null);
}

/**
 * Every loop with what its resources are doing together: the state that matters most, all rows, the next request.
 *
 * @param loops `report.loops`
 * @param status `report.sync_status`
 */
export function listLoops(loops: Table, status: Table): Table {
  const resources = asRecords(status);
  return {
    columns,
    rows: asRecords(loops).map((loop) =>
      summary(
        loop,
        resources.filter(({ repository }) => repository === loop.repository),
      ),
    ),
  };
}
