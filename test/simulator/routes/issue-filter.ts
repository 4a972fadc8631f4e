import type { IssueState } from '../world/issue-state.ts';
import type { RepositoryContext } from './context.ts';

type Filter = (row: IssueState) => boolean;

/** What `labels`, `creator`, `assignee`, `milestone` and `mentioned` ask of an issue; null where none is given. */
export function issueFilter({ query, repository }: RepositoryContext): Filter | null {
  const filters: Filter[] = [];
  const given = (name: string, filter: (value: string) => Filter) => {
    const value = query.get(name);
    if (value) filters.push(filter(value));
  };
  given('labels', byLabels);
  given('creator', (login) => (row) => row.user?.login.toLowerCase() === login.toLowerCase());
  given('assignee', byAssignee);
  given('milestone', byMilestone);
  given('mentioned', (login) => (row) => {
    const { events } = repository.core.threads.get(row.number);
    return events.some(({ kind, actor }) => kind === 'mentioned' && actor?.login === login);
  });
  return filters.length ? (row) => filters.every((filter) => filter(row)) : null;
}

/** All of several names, in any case. */
function byLabels(value: string): Filter {
  const wanted = value.split(',').map((name) => name.trim().toLowerCase());
  return ({ labels }) => {
    const names = new Set(labels.map((label) => (typeof label === 'string' ? label : label.name).toLowerCase()));
    return wanted.every((name) => names.has(name));
  };
}

/** A login, `none`, or `*` for anybody. */
function byAssignee(value: string): Filter {
  if (value === 'none') return ({ assignees }) => assignees.length === 0;
  if (value === '*') return ({ assignees }) => assignees.length > 0;
  return ({ assignees }) => assignees.some(({ login }) => login.toLowerCase() === value.toLowerCase());
}

/** A number, `none`, or `*` for any. */
function byMilestone(value: string): Filter {
  if (value === 'none') return ({ milestone }) => milestone === null;
  if (value === '*') return ({ milestone }) => milestone !== null;
  return ({ milestone }) => milestone?.number === Number(value);
}
