import { addMonths, isMonth, monthOf } from '../words/months.ts';

/** Sources of new contributors, as the API names them. */
export const sources = {
  commits: 'commits',
  pull_requests_opened: 'pull requests opened',
  pull_requests_merged: 'pull requests merged',
  stats: 'statistics (100 people)',
} as const;
type Source = keyof typeof sources;

/** A bar: of which chart, in which row of bars, at which time. */
export interface Shown {
  chart: string;
  series: string;
  at: string;
}

/** How an address names a bar. */
export const shownText = ({ chart, series, at }: Shown): string => `${chart}.${series}.${at}`;

function readShown(text: string | null): Shown | null {
  const [chart, ...rest] = (text ?? '').split('.');
  const at = rest.pop();
  return chart && at ? { chart, series: rest.join('.'), at } : null;
}

/** What a page shows, all of it from the address: copied, it shows the same to somebody else. */
export interface Address {
  page: 'overview' | 'repository' | 'compare' | 'organization';
  /** `owner/name`, or the owner. */
  subject: string;
  /** First and last month, both included. */
  from: string;
  to: string;
  source: Source;
  hasBots: boolean;
  /** The bar whose rows are shown. */
  show: Shown | null;
  /** Charts that are shown as tables. */
  tables: string[];
  /** Repositories that are compared. */
  repositories: string[];
  /** What of them is compared. */
  measure: string;
  search: string;
  state: string;
  /** Page of a list, counted from 1. */
  number: number;
}

const usualMonths = 24;
const mostMonths = 240;

function rangeOf(query: URLSearchParams, now: Date): { from: string; to: string } {
  const to = query.get('to');
  const last = isMonth(to) ? to : monthOf(now);
  const from = query.get('from');
  const usual = addMonths(last, 1 - usualMonths);
  const first = isMonth(from) && from <= last ? from : usual;
  const earliest = addMonths(last, 1 - mostMonths);
  return { from: first < earliest ? earliest : first, to: last };
}

const textsOf = (text: string | null) => (text ?? '').split(',').filter(Boolean);

/** Reads what an address shows; what it does not say is as usual. */
export function readAddress({ pathname, searchParams: query }: URL, now = new Date()): Address {
  const [, place, ...rest] = pathname.split('/').map(decodeURIComponent);
  const pages = { repositories: 'repository', compare: 'compare', organizations: 'organization' } as const;
  const source = query.get('source') ?? '';
  return {
    page: pages[place as keyof typeof pages] ?? 'overview',
    subject: rest.join('/'),
    ...rangeOf(query, now),
    source: source in sources ? (source as Source) : 'commits',
    hasBots: query.get('bots') !== 'without',
    show: readShown(query.get('show')),
    tables: textsOf(query.get('tables')),
    repositories: textsOf(query.get('repositories')),
    measure: query.get('measure') ?? '',
    search: query.get('search') ?? '',
    state: query.get('state') ?? '',
    number: Math.max(1, Math.floor(Number(query.get('page')) || 1)),
  };
}

/** Parameters that change; null takes one away. */
export type Changes = Record<string, string | null>;

/** The address with some parameters changed, and everything else as it is. */
export function changed(url: URL, changes: Changes): string {
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, value);
  }
  // Slashes and commas read better as they are, and mean nothing in a query.
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  return url.pathname + (text && `?${text}`);
}

/** The address of another page, which keeps range, source and bots. */
export function pageAddress(url: URL, pathname: string, changes: Changes = {}): string {
  const kept = new URL(pathname, url);
  for (const name of ['from', 'to', 'source', 'bots']) {
    const value = url.searchParams.get(name);
    if (value !== null) kept.searchParams.set(name, value);
  }
  return changed(kept, changes);
}
