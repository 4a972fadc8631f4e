import { readViews } from '../../sql/read-views.ts';
import { parseHeader } from './parse-header.ts';
import type { Header } from './parse-header.ts';

/** What rows can be chosen by; the days `from` and `to` are half-open and in UTC. */
type FilterName = 'repository' | 'from' | 'to';

/** A view of the schema `report`, as its file declares it. */
export interface Report extends Header {
  view: string;
  filters: readonly FilterName[];
}

function filtersOf({ time, order }: Header): FilterName[] {
  const hasRepository = order.some((term) => term.includes('repository'));
  return [...(hasRepository ? (['repository'] as const) : []), ...(time ? (['from', 'to'] as const) : [])];
}

let catalogue: readonly Report[] | undefined;

/** Every view that can be read, by name. A new one needs no more than its file in `sql/views/report`. */
export function listReports(): readonly Report[] {
  catalogue ??= readViews()
    .filter(({ schema }) => schema === 'report')
    .map(({ name, view, sql }) => {
      const header = parseHeader(sql, `sql/views/${name}.sql`);
      return { view, ...header, filters: filtersOf(header) };
    });
  return catalogue;
}

/**
 * The entry of one view.
 *
 * @param name in upper or lower case, with `-` or `_`
 * @throws Error with a sentence when there is no such view
 */
export function findReport(name: string): Report {
  const reports = listReports();
  const report = reports.find(({ view }) => view === name.replaceAll('-', '_').toLowerCase());
  if (report) return report;
  const known = reports.map(({ view }) => view).join(', ');
  throw new Error(`There is no view ${JSON.stringify(name)}; known are ${known}.`);
}
