import { lists } from '../../../client/reports/lists/lists.ts';
import type { ListDeclaration } from '../../../client/reports/lists/declare-list.ts';
import { findReport } from '../../../client/reports/catalogue.ts';
import { largest, owner, repositoryOf } from './make-api-rows.ts';

/** Something that the API is asked. */
export interface Question {
  name: string;
  /** Path and parameters. */
  address: string;
  /** Where everybody asks for something else, and no answer is shared: another address each time. */
  anyAddress?: () => string;
}

const year = new Date().getUTCFullYear();

function ask(list: ListDeclaration, what: string, parameters: Record<string, string> = {}): Question {
  const path = list.path.replace(':owner/:name', largest);
  const given = {
    ...(list.subject === 'one repository' && path === list.path && { repository: largest }),
    ...parameters,
  };
  const query = new URLSearchParams(given).toString();
  return { name: `${list.path}${what}`, address: `/api/v1/${path}${query === '' ? '' : `?${query}`}` };
}

/** Each list as it is asked first, and in the ways that cost more: far behind, between two days, of an owner. */
function questionsOf(list: ListDeclaration, repositories: number): Question[] {
  const hasTime = findReport(list.view).time !== null;
  const questions = [ask(list, '')];
  if (list.subject !== 'repository') return questions;
  questions.push(ask(list, ', page 500', { page: '500' }), ask(list, ', of one repository', { repository: largest }));
  const of = (number: number) => ask(list, ', each of any repository', { repository: repositoryOf(number) });
  const any = () => of(1 + Math.floor(Math.random() * repositories)).address;
  questions.push({ ...of(Math.ceil(repositories / 2)), anyAddress: any });
  if (hasTime) {
    questions.push(ask(list, ', of an owner and a year', { owner, from: `${year - 1}-01-01`, to: `${year}-01-01` }));
  }
  return questions;
}

const others: Question[] = [
  { name: 'overview', address: '/api/v1/overview' },
  { name: 'a repository', address: `/api/v1/repositories/${largest}` },
  { name: 'an organisation', address: `/api/v1/organizations/${owner}` },
  {
    name: 'top labels of a year',
    address: `/api/v1/repositories/${largest}/top-labels?from=${year - 1}-01-01&to=${year}-01-01`,
  },
  { name: 'events/counts', address: '/api/v1/events/counts' },
  { name: 'repositories/active', address: '/api/v1/repositories/active' },
  { name: 'intervals of events', address: `/api/v1/repositories/${largest}/events/intervals` },
  { name: 'metrics', address: '/api/v1/metrics' },
];

/** Everything that is measured, of so many repositories. */
export const listQuestions = (repositories: number): Question[] => [
  ...lists.flatMap((list) => questionsOf(list, repositories)),
  ...others,
];
