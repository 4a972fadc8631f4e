import type { Row } from '../data/ask.ts';
import { addMonths, instantName } from './months.ts';
import { counted } from './numbers.ts';

/** How a number looks, or that there is none: never a bare zero or a blank. */
export type FaceName = 'number' | 'zero' | 'nothing' | 'running' | 'loading' | 'partial' | 'refused';

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
  running: 'in progress',
  loading: 'not loaded yet',
  partial: 'incomplete',
  refused: 'refused',
};

/** What stands between a source and a complete number. */
export interface Standing {
  face: 'number' | 'loading' | 'partial' | 'refused';
  sentence: string;
  completeThrough: string | null;
}

const refusing = new Set(['forbidden', 'missing', 'gone', 'blocked', 'disabled', 'failed']);
const waiting = new Set(['loading', 'limited', 'stats_pending', 'paused', 'overdue', 'ended', 'renamed']);

const ready = ({ next_try_at: next }: Row) =>
  typeof next === 'string' ? ` The next look is at ${instantName(next)}.` : '';

function standingOfOne(row: Row): Standing {
  const { resource, state, reason, gaps } = row;
  const name = String(resource).replaceAll('_', ' ');
  const completeThrough = (row.complete_through as string | null) ?? null;
  const because = typeof reason === 'string' && reason !== '' ? `: ${reason.replace(/\.$/, '')}` : '';
  if (refusing.has(String(state))) {
    return { face: 'refused', sentence: `GitHub does not give ${name} (${state}${because}).`, completeThrough };
  }
  if (row.is_truncated === true || Number(gaps) > 0) {
    const what = row.is_truncated === true ? 'GitHub cuts this list off' : counted(Number(gaps), 'open gap');
    return { face: 'partial', sentence: `Of ${name} something is missing: ${what}${because}.`, completeThrough };
  }
  if (waiting.has(String(state)) && completeThrough === null) {
    return {
      face: 'loading',
      sentence: `${name} are not loaded yet (${state}${because}).${ready(row)}`,
      completeThrough,
    };
  }
  return { face: 'number', sentence: '', completeThrough };
}

const order = ['number', 'partial', 'loading', 'refused'];

/** The worst of what stands in the way of some sources; a source that nobody reads is not loaded. */
export function standingOf(resources: readonly Row[], names: readonly string[]): Standing {
  const all = names.map((name) => {
    const row = resources.find(({ resource }) => resource === name);
    if (row) return standingOfOne(row);
    const sentence = `${name.replaceAll('_', ' ')} are not read for this repository.`;
    return { face: 'loading', sentence, completeThrough: null } as const;
  });
  const [first = { face: 'number', sentence: '', completeThrough: null } as const] = [...all].sort(
    (left, right) => order.indexOf(right.face) - order.indexOf(left.face),
  );
  const times = all.map(({ completeThrough }) => completeThrough);
  return { ...first, completeThrough: times.includes(null) ? null : ([...times].sort()[0] ?? null) };
}

interface Given {
  month: string;
  value: number | null;
  /** Null: there is no row of the month. */
  isComplete: boolean | null;
  standing: Standing;
  now: Date;
}

/** What to show of a month. */
export function cellOf({ month, value, isComplete, standing, now }: Given): Cell {
  const hasEnded = new Date(`${addMonths(month, 1)}-01T00:00:00Z`) <= now;
  const isAfter = new Date(`${month}-01T00:00:00Z`) > now;
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
  if (isComplete === null) {
    if (standing.face === 'number')
      return { value: 0, face: 'zero', sentence: 'Nothing is stored of this month: there was none.' };
    return { value: null, ...faceOf(standing) };
  }
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

const faceOf = ({ face, sentence }: Standing) => ({ face, sentence });

/** What a table says where a number would stand. */
export function cellText({ value, face }: Cell, text: (value: number) => string): string {
  if (value === null) return faceNames[face];
  if (face === 'running') return `${text(value)} so far`;
  if (face === 'partial') return `${text(value)} (incomplete)`;
  return text(value);
}
