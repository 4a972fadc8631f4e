/** One resource as the board shows it. */
export interface Progress {
  repository: string;
  resource: string;
  state: string;
  rows: number;
  /** GitHub's own count, or how many rows a load expects; null where neither is known. */
  total: number | null;
  /** The total follows from how many single things are read, such as the reviews of pull requests. */
  isEstimate: boolean;
  /** 0 to 100; null without a total. */
  percent: number | null;
  /** Over the last half minute or so; null while nothing comes. */
  rowsPerSecond: number | null;
  etaSeconds: number | null;
  /** Why nothing comes, and until when. */
  waitsFor: string | null;
}

type Row = Record<string, string | null>;

interface Sample {
  atMs: number;
  rows: number;
  /** Single things that were read. */
  items: number;
}

const windowMs = 30_000;

/** `13:18 UTC`, with its day unless that is today. */
function sayTime(instant: string | null | undefined, nowMs: number): string | undefined {
  const [, day, time] = /^(\S+)T(\d\d:\d\d):/.exec(instant ?? '') ?? [];
  if (!time) return undefined;
  return day === new Date(nowMs).toISOString().slice(0, 10) ? `${time} UTC` : `${day} ${time} UTC`;
}

function waitsFor({ state, reason, next_try_at }: Row, nowMs: number): string | null {
  const time = sayTime(next_try_at, nowMs);
  const next = time && `${state === 'ok' || state === 'empty' ? 'next look' : 'next try'} ${time}`;
  return [reason?.replace(/\.$/, ''), next].filter(Boolean).join('; ') || null;
}

function rate(samples: Sample[], of: 'rows' | 'items'): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last[of] <= first[of] || last.atMs <= first.atMs) return null;
  return ((last[of] - first[of]) * 1000) / (last.atMs - first.atMs);
}

const numberOf = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));

/** How much of a whole there is, in rows or in single things. */
interface Measure {
  of: 'rows' | 'items';
  done: number;
  all: number;
  /** Rows at the end. */
  total: number;
}

function measureOf(row: Row, rows: number): Measure | null {
  const [due, wanted] = [Number(row.items_due ?? 0), Number(row.items_wanted ?? 0)];
  const total = numberOf(row.github_total) ?? numberOf(row.rows_expected);
  // A list that was read to its end says no more how much there is behind it.
  if (total !== null && (due === 0 || rows < total)) return { of: 'rows', done: rows, all: total, total };
  if (due > 0 && wanted > due) {
    const done = wanted - due;
    return { of: 'items', done, all: wanted, total: Math.round((rows * wanted) / done) };
  }
  // Complete, says the state; GitHub gives no count to compare with.
  const isComplete = (row.state === 'ok' || row.state === 'empty') && Number(row.gaps ?? 0) === 0;
  return isComplete && due === 0 ? { of: 'rows', done: rows, all: rows, total: rows } : null;
}

/**
 * Follows how fast rows come.
 *
 * @returns a function that takes the rows of `report.sync_status` and the time in milliseconds
 */
export function createProgressMeter(): (rows: Row[], nowMs: number) => Progress[] {
  const history = new Map<string, Sample[]>();

  function measure(row: Row, nowMs: number): Progress {
    const key = `${row.repository} ${row.resource}`;
    const rows = Number(row.rows_stored ?? 0);
    const measured = measureOf(row, rows);
    const samples = (history.get(key) ?? []).filter(({ atMs }) => nowMs - atMs <= windowMs);
    samples.push({ atMs: nowMs, rows, items: Number(row.items_wanted ?? 0) - Number(row.items_due ?? 0) });
    history.set(key, samples);
    const isLoading = row.state === 'loading';
    const rowsPerSecond = isLoading ? rate(samples, 'rows') : null;
    const speed = isLoading && measured ? rate(samples, measured.of) : null;
    return {
      repository: row.repository ?? '',
      resource: row.resource ?? '',
      state: row.state ?? '',
      rows,
      total: measured?.total ?? null,
      isEstimate: measured?.of === 'items',
      percent: measured === null ? null : percentOf(measured),
      rowsPerSecond,
      etaSeconds: measured === null || speed === null ? null : Math.max(0, measured.all - measured.done) / speed,
      waitsFor: waitsFor(row, nowMs),
    };
  }

  return (rows, nowMs) => rows.map((row) => measure(row, nowMs));
}

/** A total is as old as its answer: rows that came later must not make more than everything. */
function percentOf({ done, all }: Measure): number {
  return all === 0 ? 100 : Math.min(100, Math.floor((done * 100) / all));
}
