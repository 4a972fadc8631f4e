import type { Row } from '../data/ask.ts';
import { addMonths, instantName, newest, oldest } from './months.ts';
import { counted } from './numbers.ts';

/** How a number looks, or that there is none: never a bare zero or a blank. */
export type FaceName = 'number' | 'zero' | 'nothing' | 'unknown' | 'running' | 'loading' | 'partial' | 'refused';

/** What is shown in a month. */
export interface Cell {
  value: number | null;
  face: FaceName;
  /** Why it is no plain number; null: it is one. */
  sentence: string | null;
}

/** How a face is called below a chart. */
export const faceNames: Record<FaceName, string> = {
  number: 'complete',
  zero: 'none: 0',
  nothing: 'nothing to measure',
  unknown: 'not known',
  running: 'in progress',
  loading: 'not loaded yet',
  partial: 'incomplete',
  refused: 'refused',
};

/** What stands between a source and a complete number. */
export interface Standing {
  face: 'number' | 'loading' | 'partial' | 'refused';
  sentence: string;
  /** Only what is newer is here; null: everything since the beginning. */
  completeFrom: string | null;
  completeThrough: string | null;
}

const refusing = new Set(['forbidden', 'missing', 'gone', 'blocked', 'disabled', 'failed']);
const waiting = new Set(['loading', 'limited', 'stats_pending', 'paused', 'overdue', 'ended', 'renamed']);

const ready = ({ next_try_at: next }: Row) =>
  typeof next === 'string' ? ` The next look is at ${instantName(next)}.` : '';

function standingOfOne(row: Row): Standing {
  const { resource, state, reason, gaps } = row;
  const name = String(resource).replaceAll('_', ' ');
  const reach = {
    completeFrom: (row.complete_from as string | null | undefined) ?? null,
    completeThrough: (row.complete_through as string | null | undefined) ?? null,
  };
  const because = typeof reason === 'string' && reason !== '' ? `: ${reason.replace(/\.$/, '')}` : '';
  if (refusing.has(String(state))) {
    return { face: 'refused', sentence: `GitHub does not give ${name} (${state}${because}).`, ...reach };
  }
  if (row.is_truncated === true || Number(gaps) > 0) {
    const what = row.is_truncated === true ? 'GitHub cuts this list off' : counted(Number(gaps), 'open gap');
    return { face: 'partial', sentence: `Of ${name} something is missing: ${what}${because}.`, ...reach };
  }
  if (waiting.has(String(state)) && reach.completeThrough === null) {
    return {
      face: 'loading',
      sentence: `${name} are not loaded yet (${state}${because}).${ready(row)}`,
      ...reach,
    };
  }
  return { face: 'number', sentence: '', ...reach };
}

const nowhere = { completeFrom: null, completeThrough: null };
const order = ['number', 'partial', 'loading', 'refused'];

/** The worst of what stands in the way of some sources; a source that nobody reads is not loaded. */
export function standingOf(resources: readonly Row[], names: readonly string[]): Standing {
  const all = names.map((name) => {
    const row = resources.find(({ resource }) => resource === name);
    if (row) return standingOfOne(row);
    const sentence = `${name.replaceAll('_', ' ')} are not read for this repository.`;
    return { face: 'loading', sentence, ...nowhere } as const;
  });
  const [first = { face: 'number', sentence: '', ...nowhere } as const] = [...all].sort(
    (left, right) => order.indexOf(right.face) - order.indexOf(left.face),
  );
  const times = all.map(({ completeThrough }) => completeThrough);
  return {
    ...first,
    completeFrom: newest(all.map(({ completeFrom }) => completeFrom)),
    completeThrough: oldest(times),
  };
}

/** Why nobody knows whether there was anything in a time of which nothing is stored; null: it is known that there was nothing. */
export function doubtOf(begin: string, end: string, { completeFrom, completeThrough }: Standing): string | null {
  if (completeFrom !== null && Date.parse(begin) < Date.parse(completeFrom))
    return `Only what was updated since ${instantName(completeFrom)} is loaded.`;
  if (completeThrough === null) return 'Nothing is proven to be complete yet.';
  return Date.parse(end) > Date.parse(completeThrough)
    ? `Nothing is known after ${instantName(completeThrough)}.`
    : null;
}

interface Given {
  month: string;
  value: number | null;
  /** Null: there is no row of the month. */
  isComplete: boolean | null;
  standing: Standing;
  now: Date;
  /** Last month that is computed; null: none is. Left out where a month without a row says nothing of it. */
  computedThrough?: string | null | undefined;
}

/** What to show of a month. */
export function cellOf(given: Given): Cell {
  const { month, value, isComplete, standing, now } = given;
  const { begin, end } = boundsOf(month);
  const hasEnded = new Date(end) <= now;
  const isAfter = new Date(begin) > now;
  if (isAfter) return { value: null, face: 'loading', sentence: 'This month has not begun.' };
  if (value === null && standing.face !== 'number' && standing.face !== 'partial')
    return { value, ...faceOf(standing) };
  if (!hasEnded) {
    return {
      value,
      face: 'running',
      sentence: value === null ? 'The month runs; nothing to measure yet.' : 'The month runs: so far.',
    };
  }
  if (isComplete === null) return cellWithoutRow(given);
  if (!isComplete) {
    if (standing.face !== 'number')
      return { value, ...faceOf(standing), face: value === null ? standing.face : 'partial' };
    return { value, face: 'partial', sentence: 'It is not proven that nothing is missing.' };
  }
  if (value === null) return { value, face: 'nothing', sentence: 'There was nothing that could be measured.' };
  return value === 0
    ? { value, face: 'zero', sentence: 'It is known that there was none.' }
    : { value, face: 'number', sentence: null };
}

/** A month of which nothing is stored is one without any only where everything is here, and computed. */
function cellWithoutRow({ month, standing, computedThrough }: Given): Cell {
  const { begin, end } = boundsOf(month);
  const doubt = doubtOf(begin, end, standing) ?? notComputed(month, computedThrough);
  if (doubt !== null) return { value: null, face: 'unknown', sentence: doubt };
  if (standing.face !== 'number') return { value: null, ...faceOf(standing) };
  return { value: 0, face: 'zero', sentence: 'Nothing is stored of this month: there was none.' };
}

function notComputed(month: string, through: string | null | undefined): string | null {
  if (through === null) return 'No month is computed yet: that follows the first load.';
  return through !== undefined && month > through ? 'This month is not computed yet.' : null;
}

const boundsOf = (month: string) => ({ begin: `${month}-01T00:00:00Z`, end: `${addMonths(month, 1)}-01T00:00:00Z` });

const faceOf = ({ face, sentence }: Standing) => ({ face, sentence });

/** Says that nothing is stored of some months, and only where it is known that there was nothing. @param what `No star was given` */
export function noneSentence(what: string, from: string, to: string, standing: Standing): string {
  if (standing.face !== 'number') return standing.sentence;
  const [{ begin }, { end }] = [boundsOf(from), boundsOf(to)];
  const doubt = doubtOf(begin, begin, standing);
  if (doubt !== null) return doubt;
  const through = standing.completeThrough!;
  const far = Date.parse(through) < Date.parse(end) ? `, as far as is known: up to ${instantName(through)}` : '';
  return `${what} in these months${far}.`;
}

/** What a table says where a number would stand. */
export function cellText({ value, face }: Cell, text: (value: number) => string): string {
  if (value === null) return faceNames[face];
  if (face === 'running') return `${text(value)} so far`;
  if (face === 'partial') return `${text(value)} (incomplete)`;
  return text(value);
}
