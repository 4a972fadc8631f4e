import type { BackfillResourceStatus, BackfillStatus } from '../../../workflows/contract.ts';

const count = (rows: number) => rows.toLocaleString('en');

/** `90 s`, `25 min`, `3 h 20 min`. */
function sayLength(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One line of a list: how far it is, how fast, and how long it takes still. */
function drawBackfilledList(list: BackfillResourceStatus): string {
  const { resource, state, rows, rowsExpected, percent, rowsPerSecond, etaSeconds, readFrom, reason } = list;
  const facts = [
    `${count(rows)}${rowsExpected === null ? '' : ` of ${count(rowsExpected)}`} rows`,
    percent === null ? null : `${percent} %`,
    rowsPerSecond === null ? null : `${count(Math.round(rowsPerSecond))} rows/s`,
    etaSeconds === null ? null : `${sayLength(etaSeconds)} left`,
    readFrom === null ? null : `back to ${readFrom.slice(0, 10)}`,
  ].filter((fact) => fact !== null);
  return `${resource.padEnd(16)} ${state.padEnd(8)} ${facts.join(', ')}${reason === null ? '' : `; ${reason}`}`;
}

/** What a backfill is doing, one line a list. */
export function drawBackfill(status: BackfillStatus): string {
  const { repository, from, to, phase, limitedUntil, resources, notes } = status;
  const wait = limitedUntil === null ? '' : `, limited by GitHub until ${limitedUntil}`;
  const range = `from ${from ?? 'the beginning'}${to === null ? '' : ` to ${to}`}`;
  const lines = resources.map(drawBackfilledList);
  return [
    `Backfill of ${repository} ${range}: ${phase}${wait}`,
    ...lines,
    ...(resources.length === 0 ? notes : []),
  ].join('\n');
}
