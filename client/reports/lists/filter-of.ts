import { findReport } from '../catalogue.ts';
import type { ColumnFilter, ReportFilter } from '../report-statement.ts';
import { columnKinds } from './column-kinds.ts';
import type { ListDeclaration } from './declare-list.ts';
import { ListRefusal } from './list-refusal.ts';
import { lists } from './lists.ts';

const paramsOfAll = ['repository', 'owner', 'from', 'to', 'by'];

/** What columns must hold, of the filters of a list that are given, by their names. */
export function columnFilters(
  { filters = [], columns }: ListDeclaration,
  given: Readonly<Record<string, string | undefined>>,
): ColumnFilter[] {
  return filters.flatMap(({ name, column, match = 'equal' }) => {
    const value = given[name];
    if (value === undefined) return [];
    const { json } = columnKinds[columns[column]!];
    const type = json === 'integer' ? 'bigint' : json === 'boolean' ? 'boolean' : 'text';
    return [{ column, match, type, value }];
  });
}

function refuseUnknown(view: string, list: ListDeclaration | undefined, given: Record<string, string | undefined>) {
  const known = [...paramsOfAll, ...(list?.filters ?? []).map(({ name }) => name)];
  const unknown = Object.keys(given).find((name) => given[name] !== undefined && !known.includes(name));
  if (unknown === undefined) return;
  throw new ListRefusal('bad filter', `${view} is not filtered by ${unknown}; known are ${known.join(', ')}.`);
}

/** A value that no row can have would give an empty file, where the list says that it is wrong. */
function refuseImpossible({ filters = [], columns }: ListDeclaration, given: Record<string, string | undefined>) {
  for (const { name, column, values } of filters) {
    const value = given[name];
    if (value === undefined) continue;
    if (values && !values.includes(value)) {
      throw new ListRefusal('bad filter', `${name} must be one of ${values.join(', ')}.`);
    }
    if (columnKinds[columns[column]!].json === 'integer' && !/^[1-9]\d{0,15}$/.test(value)) {
      throw new ListRefusal('bad filter', `${name} must be a whole number from 1 on.`);
    }
  }
}

/**
 * The filter of an export: those that the list of the view has, and a repository, an owner and days.
 *
 * @throws ListRefusal with a sentence for what the view has not, and for values that it cannot have
 */
export function filterOf(view: string, given: Record<string, string | undefined>): ReportFilter {
  const list = lists.find((one) => one.view === view);
  const { filters, time } = findReport(view);
  refuseUnknown(view, list, given);
  if (list) refuseImpossible(list, given);
  const { repository, owner, from, to, by } = given;
  const refuse = (name: string) => {
    throw new ListRefusal('bad filter', `${view} has no ${name} to be filtered by.`);
  };
  if (repository !== undefined && !filters.includes('repository')) refuse('repository');
  if ((from ?? to) !== undefined && time === null) refuse('time');
  if (owner !== undefined && list?.columns.owner === undefined) refuse('owner');
  if (by !== undefined && by !== time?.[0] && !list?.times?.includes(by)) refuse(by);
  return {
    repository,
    from,
    to,
    by: by === time?.[0] ? undefined : by,
    columns: [
      ...(owner === undefined ? [] : [{ column: 'owner', match: 'equal', type: 'text', value: owner } as const]),
      ...(list ? columnFilters(list, { ...given, repository: undefined }) : []),
    ],
  };
}
