import type { Row } from '../data/ask.ts';
import { agoText, counted, numberText } from './numbers.ts';

const done = new Set(['ok', 'empty', 'disabled']);

/** How far the resources of a repository are, in numbers. */
export interface Progress {
  complete: number;
  of: number;
  /** The earliest instant up to which everything is known; null: something is not known at all. */
  through: string | null;
  /** What keeps it from being complete, a sentence each. */
  waits: string[];
}

/** Sums up what the resources of a repository are doing. */
export function progressOf(resources: readonly Row[]): Progress {
  const asked = resources.filter(({ state }) => state !== 'disabled');
  const isComplete = (row: Row) => done.has(String(row.state)) && row.is_truncated !== true && Number(row.gaps) === 0;
  const times = asked.map(({ complete_through: through }) => through as string | null);
  const waits = asked
    .filter((row) => !isComplete(row))
    .map(({ resource, state, reason, rows_stored: rows, rows_expected: expected, gaps }) => {
      const name = String(resource).replaceAll('_', ' ');
      const far =
        typeof expected === 'number' && expected > 0
          ? `, ${numberText(Number(rows))} of ${numberText(expected)} rows`
          : '';
      const missing = Number(gaps) > 0 ? `, ${counted(Number(gaps), 'gap')}` : '';
      return `${name}: ${String(state).replaceAll('_', ' ')}${far}${missing}${typeof reason === 'string' && reason ? ` – ${reason}` : ''}`;
    });
  return {
    complete: asked.filter(isComplete).length,
    of: asked.length,
    through: times.length === 0 || times.includes(null) ? null : [...times].sort()[0]!,
    waits,
  };
}

/** How far some repositories are together: the oldest instant up to which one is known, and how many are not known at all. */
export function throughOfAll(all: readonly Pick<Progress, 'through'>[]): { oldest: string | null; unloaded: number } {
  const known = all.flatMap(({ through }) => through ?? []);
  return { oldest: [...known].sort()[0] ?? null, unloaded: all.length - known.length };
}

/** States of loops that do not go on by themselves, or have not when they should. */
const ailing = new Set(['failed', 'missing', 'blocked', 'gone', 'forbidden', 'disabled', 'ended', 'overdue']);

/** `5 repositories kept, 3 up to date, 1 at work or waiting, 1 failed or stuck.` */
export function loopsText(states: readonly { state: string; loops: number }[]): string {
  const sum = (isCounted: (state: string) => boolean) =>
    states.filter(({ state }) => isCounted(state)).reduce((total, { loops }) => total + loops, 0);
  const [all, resting, stuck] = [
    sum(() => true),
    sum((state) => state === 'ok' || state === 'empty'),
    sum((state) => ailing.has(state)),
  ];
  const parts = [
    `${counted(all, 'repository', 'repositories')} kept`,
    `${numberText(resting)} up to date`,
    `${numberText(all - resting - stuck)} at work or waiting`,
    ...(stuck > 0 ? [`${numberText(stuck)} failed or stuck`] : []),
  ];
  return `${parts.join(', ')}.`;
}

/** `10 of 12 resources complete, all through 3 minutes ago`. */
export function progressText({ complete, of, through }: Progress, now: number): string {
  const behind = through === null ? 'something is not loaded yet' : `everything up to ${agoText(through, now)}`;
  return `${complete} of ${counted(of, 'resource')} complete, ${behind}`;
}
