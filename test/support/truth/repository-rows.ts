import { instant } from './typed-table.ts';
import type { TypedRow, TypedTable } from './typed-table.ts';

interface Answer {
  node_id: string;
  owner: { login: string };
  name: string;
  description: string | null;
  private: boolean;
  visibility: string;
  fork: boolean;
  archived: boolean;
  disabled: boolean;
  has_issues: boolean;
  has_pull_requests: boolean;
  default_branch: string;
  stargazers_count: number;
  forks_count: number;
  subscribers_count: number;
  open_issues_count: number;
  size: number;
  created_at: string;
  updated_at: string;
  pushed_at: string;
}

const counts = (answer: Answer): TypedRow => ({
  stars: answer.stargazers_count,
  forks: answer.forks_count,
  subscribers: answer.subscribers_count,
  open_issues: answer.open_issues_count,
  size_kib: answer.size,
});

const repositoryRow = (answer: Answer): TypedRow => ({
  node_id: answer.node_id,
  owner: answer.owner.login,
  name: answer.name,
  description: answer.description,
  is_private: answer.private,
  visibility: answer.visibility,
  is_fork: answer.fork,
  is_archived: answer.archived,
  is_disabled: answer.disabled,
  has_issues: answer.has_issues,
  has_pull_requests: answer.has_pull_requests,
  default_branch: answer.default_branch,
  ...counts(answer),
  created_at: instant(answer.created_at),
  updated_at: instant(answer.updated_at),
  pushed_at: instant(answer.pushed_at),
});

/** The repository itself; of the counts by day, those of the newest one must be those of now. */
export const repositoryTables: readonly TypedTable[] = [
  {
    name: 'github.repository',
    key: [],
    leftOut: ['answered_at'],
    rows: ({ repository }) => [repositoryRow(repository as unknown as Answer)],
  },
  {
    name: 'github.repository_daily',
    key: [],
    leftOut: ['day', 'answered_at'],
    only: `day = (
      select max(newest.day) from github.repository_daily as newest where newest.repository_id = stored.repository_id
    )`,
    rows: ({ repository }) => [counts(repository as unknown as Answer)],
  },
];
