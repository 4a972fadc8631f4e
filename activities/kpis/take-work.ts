import type { PoolClient } from 'pg';
import { runSql } from '../../sql/query.ts';
import type { ComputationRequest } from './computation.ts';
import { definitionVersions, type Family } from './families.ts';
import { monthsBetween } from './months-between.ts';

/** Months (first days) to count anew, or `all`; no month: nothing to do. */
export type Work = { all: true } | { all: false; months: string[] };

type LastComputation = { as_of: string; definition_version: number };

/**
 * Takes the touched marks of a family and says what they, the wish and the calendar ask for. When the tables stand at another day,
 * every month from that day to the new one counts anew: its end has moved, and rows are carried into a month that has begun.
 *
 * @returns `all` also before the first computation and after a change of the definition
 */
export async function takeWork(db: PoolClient, family: Family, request: ComputationRequest): Promise<Work> {
  const { repositoryId, months, asOf } = request;
  const [last] = await runSql<LastComputation>(db, 'kpi/refresh/last_computation', {
    repository_id: repositoryId,
    family,
  });
  const all = request.all || last?.definition_version !== definitionVersions[family];
  const touched = await runSql<{ month: string }>(db, 'kpi/refresh/take_touched_months', {
    repository_id: repositoryId,
    family,
    months: all || months.length === 0 ? null : months,
  });
  if (all || !last) return { all: true };
  const passed = last.as_of === asOf ? [] : monthsBetween(last.as_of, asOf);
  return { all: false, months: [...new Set([...months, ...touched.map(({ month }) => month), ...passed])].sort() };
}
