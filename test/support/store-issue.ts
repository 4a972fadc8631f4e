import type { Db } from '../../sql/query.ts';

export interface IssueRow {
  repositoryId: number | string;
  id: number;
  labels: string[];
  createdAt: string;
  closedAt?: string | null;
  updatedAt?: string;
  isPullRequest?: boolean;
}

/** Stores or replaces a row of `github.issue`; what a KPI does not read is made up. */
export async function storeIssue(db: Db, issue: IssueRow): Promise<void> {
  const { repositoryId, id, labels, createdAt, closedAt = null, isPullRequest = false } = issue;
  await db.query(
    `insert into github.issue (
       repository_id, issue_id, number, is_pull_request, state, title, label_ids, label_names, assignee_ids, is_locked,
       comments, created_at, updated_at, closed_at, is_cleaned
     ) values (
       $1, $2::bigint, $2::bigint, $3, case when $6::timestamptz is null then 'open' else 'closed' end, 'Issue', '{}', $4, '{}',
       false, 0, $5, $7, $6, false
     )
     on conflict (repository_id, issue_id) do update set
       is_pull_request = excluded.is_pull_request,
       state = excluded.state,
       label_names = excluded.label_names,
       created_at = excluded.created_at,
       updated_at = excluded.updated_at,
       closed_at = excluded.closed_at`,
    [repositoryId, id, isPullRequest, labels, createdAt, closedAt, issue.updatedAt ?? closedAt ?? createdAt],
  );
}

/** Marks the months that an issue counts in, as the staging of a changed issue does before and after the change. */
export async function touchIssueMonths(db: Db, repositoryId: number | string, id: number): Promise<void> {
  await db.query(
    `insert into sync.mark (subject_id, source, month)
     select distinct repository_id, 'issues', date_trunc('month', instant at time zone 'utc')::date
     from github.issue
     cross join lateral (values (created_at), (closed_at)) as counted (instant)
     where repository_id = $1 and issue_id = $2 and instant is not null
     on conflict do nothing`,
    [repositoryId, id],
  );
}
