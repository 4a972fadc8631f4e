/** One resource as the board shows it. */
export interface Progress {
  repository: string;
  resource: string;
  state: string;
  rows: number;
  /** GitHub's own count; null where it gives none. */
  total: number | null;
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

function rate(samples: Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.rows <= first.rows || last.atMs <= first.atMs) return null;
  return ((last.rows - first.rows) * 1000) / (last.atMs - first.atMs);
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
    const samples = (history.get(key) ?? []).filter(({ atMs }) => nowMs - atMs <= windowMs);
    samples.push({ atMs: nowMs, rows });
    history.set(key, samples);
    const total = row.github_total === null || row.github_total === undefined ? null : Number(row.github_total);
    const rowsPerSecond = row.state === 'loading' ? rate(samples) : null;
    return {
      repository: row.repository ?? '',
      resource: row.resource ?? '',
      state: row.state ?? '',
      rows,
      total,
      // A total is as old as its answer: rows that came later must not make more than everything.
      percent: total === null ? null : total === 0 ? 100 : Math.min(100, Math.floor((rows * 100) / total)),
      rowsPerSecond,
      etaSeconds: total === null || rowsPerSecond === null ? null : Math.max(0, total - rows) / rowsPerSecond,
      waitsFor: waitsFor(row, nowMs),
    };
  }

  return (rows, nowMs) => rows.map((row) => measure(row, nowMs));
}
