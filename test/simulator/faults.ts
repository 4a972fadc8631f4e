import type { LoggedRequest } from './request-log.ts';

/** Kinds that take the place of the true answer. */
const replacing = [
  'status',
  'html',
  'empty',
  'space',
  'invalid-json',
  'balanced-json',
  'not-array',
  'primary-limit',
  'secondary-limit',
  'worded-limit',
  'gateway',
  'computing',
  'redirect-loop',
] as const;

export type ReplacingKind = (typeof replacing)[number];
/** … and kinds that spoil the true answer on its way. */
export type FaultKind =
  | ReplacingKind
  | 'cut'
  | 'cut-chunked'
  | 'cut-gzip'
  | 'slow-drip'
  | 'reset'
  | 'wrong-type'
  | 'stall'
  | 'off-origin-link'
  | 'duplicate-rows'
  | 'missing-rows'
  | 'null-members'
  | 'ends-early'
  | 'zero-weeks'
  | 'no-weeks'
  | 'no-stars';

export interface Fault {
  kind: FaultKind;
  /** As in the log: `GET /repos/{owner}/{repo}/issues`. Absent: any. */
  route?: string | RegExp;
  /** Tried on path and query. */
  path?: RegExp;
  /** The n-th matching request, from 1, counted per fault; default 1. */
  page?: number;
  /** How many matching requests from there on; default 1. */
  times?: number;
  /** For kind 'status' (default 502), 'html' (default 502), 'worded-limit' (a primary limit by its words alone, 403) and 'gateway' (403). */
  status?: number;
  /** For kind 'status': text goes out as it is, anything else as JSON. */
  body?: unknown;
  /** Added to the answer's headers, or in their place; null: this one is missing. */
  headers?: Record<string, string | null>;
  /** For 'stall': milliseconds without an answer; absent: until the client gives up. For 'slow-drip': between two pieces, default 20. */
  ms?: number;
  /** For kind 'secondary-limit', seconds, also none or less; null: without the header; default 60. */
  retryAfter?: number | null;
  /** For kind 'primary-limit', seconds from the world's now, also back from it; default 60. */
  resetInSeconds?: number;
  /**
   * For 'duplicate-rows' and 'missing-rows': how many rows of the page come twice, or not at all; default 1. For
   * 'ends-early': how many last rows the page keeps; default all.
   */
  rows?: number;
  /** For 'null-members': names of the members that are null, in rows of these ids; without ids in all rows. */
  members?: string[];
  ids?: readonly number[];
  /** Status of the limits; default 403. */
  as?: 403 | 429;
}

/** True for faults whose route is never run. */
export function isReplacing(fault: Fault): fault is Fault & { kind: ReplacingKind } {
  return (replacing as readonly string[]).includes(fault.kind);
}

export interface Faults {
  /** Adds a fault; the returned function takes it away. Throws RangeError on a page below 1 or times below 1. */
  add(fault: Fault): () => void;
  clear(): void;
  /** Counts a request against every fault and gives the first that is due. */
  next(request: LoggedRequest): Fault | null;
}

/** Faults that a test orders, each counted on its own. */
export function createFaults(): Faults {
  let entries: { fault: Fault; seen: number }[] = [];

  function add(fault: Fault): () => void {
    if ((fault.page ?? 1) < 1 || (fault.times ?? 1) < 1) throw new RangeError('page and times of a fault start at 1');
    const entry = { fault: { ...fault }, seen: 0 };
    entries.push(entry);
    return () => {
      entries = entries.filter((other) => other !== entry);
    };
  }

  function next(request: LoggedRequest): Fault | null {
    let due: Fault | null = null;
    for (const entry of entries) {
      if (!isMeant(entry.fault, request)) continue;
      entry.seen += 1;
      const first = entry.fault.page ?? 1;
      const isDue = entry.seen >= first && entry.seen < first + (entry.fault.times ?? 1);
      if (isDue) due ??= entry.fault;
    }
    return due;
  }
  return {
    add,
    next,
    clear: () => {
      entries = [];
    },
  };
}

function isMeant({ route, path }: Fault, request: LoggedRequest): boolean {
  if (typeof route === 'string' && route !== request.route) return false;
  if (route instanceof RegExp && !route.test(request.route)) return false;
  const query = new URLSearchParams(request.query).toString();
  return path === undefined || path.test(query ? `${request.path}?${query}` : request.path);
}
