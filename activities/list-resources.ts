import type { Resource } from '../workflows/contract.ts';

/** How a list is read; each order has its own proof that nothing is missed. */
export type Order =
  /** By `updated_at` with `since`: walked upwards, resumed by time. */
  | 'updated'
  /** Newest first, until what was known when the last walk began. */
  | 'newest'
  /** Always from its first row to its last: what it does not show is gone. */
  | 'whole'
  /** The default branch, from a commit that does not move. */
  | 'commits'
  /** No list of its own: single things, one request each. */
  | 'items';

/** A resource that is a list of GitHub's. */
export interface ListResource {
  resource: Resource;
  order: Order;
  /** Path below `/repositories/{id}`, with the parameters that choose and order the rows. */
  path: string;
  /** Statement below `sql/` that makes typed rows of a page. */
  stage: string;
  /** Member of a row that names it, and the one that orders it, where time does. */
  idMember: string;
  timeMember: string | null;
  /** GitHub's own bound of rows in a page. */
  perPage: number;
  /** A 404 of the list means this; elsewhere it means that the repository is missing. */
  disabledReason?: string;
  /** Path of one row, by the key that `sql/absent/` gives; where there is none, an absent row is gone. */
  rowPath?: (key: string) => string;
  /** Path of all rows of one issue or pull request. */
  ofNumberPath?: (number: string) => string;
  /** Statements below `sql/` that find single things to ask for, each with names of its own. */
  queues: readonly string[];
  /** Whether `per_page=1` tells the number of rows. */
  hasTotal: boolean;
}

const changing = { idMember: 'id', timeMember: 'updated_at', perPage: 100, queues: [] } as const;
const dated = { idMember: 'id', timeMember: 'created_at', perPage: 100, queues: [] } as const;
const unordered = { idMember: 'id', timeMember: null, perPage: 100, queues: [] } as const;

/** The table of lists: a new resource is a row here, a migration and a staging file. */
export const listResources: readonly ListResource[] = [
  {
    ...changing,
    resource: 'issues',
    order: 'updated',
    path: '/issues?state=all',
    stage: 'stage/issues',
    rowPath: (number) => `/issues/${number}`,
    hasTotal: true,
  },
  {
    ...changing,
    resource: 'pull_requests',
    order: 'newest',
    path: '/pulls?state=all&sort=updated&direction=desc',
    stage: 'stage/pull_requests',
    disabledReason: 'Pull requests are disabled',
    rowPath: (number) => `/pulls/${number}`,
    queues: ['queue/pull_requests'],
    hasTotal: true,
  },
  {
    ...changing,
    resource: 'comments',
    order: 'updated',
    path: '/issues/comments?',
    stage: 'stage/comments',
    rowPath: (id) => `/issues/comments/${id}`,
    ofNumberPath: (number) => `/issues/${number}/comments?per_page=100`,
    queues: ['queue/comments'],
    hasTotal: true,
  },
  {
    ...changing,
    resource: 'review_comments',
    order: 'updated',
    path: '/pulls/comments?',
    stage: 'stage/review_comments',
    disabledReason: 'Pull requests are disabled',
    rowPath: (id) => `/pulls/comments/${id}`,
    hasTotal: true,
  },
  {
    ...unordered,
    resource: 'reviews',
    order: 'items',
    path: '',
    stage: 'stage/reviews',
    ofNumberPath: (number) => `/pulls/${number}/reviews?per_page=100`,
    queues: ['queue/reviews'],
    hasTotal: false,
  },
  {
    ...dated,
    resource: 'issue_events',
    order: 'newest',
    path: '/issues/events?',
    stage: 'stage/issue_events',
    rowPath: (id) => `/issues/events/${id}`,
    ofNumberPath: (number) => `/issues/${number}/events?per_page=100`,
    queues: ['queue/issue_events'],
    hasTotal: false,
  },
  {
    ...unordered,
    resource: 'labels',
    order: 'whole',
    path: '/labels?',
    stage: 'stage/labels',
    rowPath: (name) => `/labels/${encodeURIComponent(name)}`,
    hasTotal: false,
  },
  {
    ...unordered,
    resource: 'milestones',
    order: 'whole',
    path: '/milestones?state=all&sort=due_on&direction=asc',
    stage: 'stage/milestones',
    rowPath: (number) => `/milestones/${number}`,
    hasTotal: false,
  },
  {
    ...unordered,
    resource: 'releases',
    order: 'whole',
    path: '/releases?',
    stage: 'stage/releases',
    rowPath: (id) => `/releases/${id}`,
    hasTotal: false,
  },
  {
    ...dated,
    resource: 'forks',
    order: 'newest',
    path: '/forks?sort=newest',
    stage: 'stage/forks',
    // A fork is a repository of its own, beside this one.
    rowPath: (id) => `/../${id}`,
    hasTotal: false,
  },
  {
    ...unordered,
    resource: 'commits',
    order: 'commits',
    path: '/commits?',
    stage: 'stage/commits',
    idMember: 'sha',
    hasTotal: false,
  },
  {
    ...dated,
    resource: 'star_history',
    order: 'newest',
    path: '/stargazers/history?',
    stage: 'stage/star_history',
    idMember: 'week',
    timeMember: 'week',
    perPage: 30,
    disabledReason: 'This GitHub offers no star history',
    hasTotal: false,
  },
];

/** @throws Error for a resource that is no list */
export function listResource(resource: Resource): ListResource {
  const found = listResources.find((list) => list.resource === resource);
  if (!found) throw new Error(`${resource} is no list.`);
  return found;
}

export interface ListUrls {
  /** The repository's own address, by id, so that a name taken over by another repository is never read. */
  repository: string;
  /** One constant address: newest change first; its ETag tells whether anything changed. */
  probe: string;
  /** Oldest change first; `since` and `page` are added by the walk. */
  walk: string;
  /** One row a page, so that the number of the last page is the number of rows. */
  total: string;
}

/** The addresses of a repository's list. */
export function listUrls(apiUrl: string, repositoryId: string, { path, order, perPage }: ListResource): ListUrls {
  const repository = `${apiUrl}/repositories/${repositoryId}`;
  const base = `${repository}${path}`;
  const and = base.endsWith('?') ? '' : '&';
  const newestFirst = order === 'updated' ? 'sort=updated&direction=desc&' : '';
  return {
    repository,
    probe: `${base}${and}${newestFirst}per_page=${perPage}`,
    walk: `${base}${and}sort=updated&direction=asc`,
    total: `${base}${and}per_page=1`,
  };
}

/** The address of a row or of the rows of a number, below a repository. */
export function belowRepository({ repository }: ListUrls, path: string): string {
  return path.startsWith('/../') ? repository.replace(/[^/]+$/, path.slice(4)) : `${repository}${path}`;
}
