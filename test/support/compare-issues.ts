import assert from 'node:assert/strict';
import type { Pool } from 'pg';

interface TruthIssue {
  id: number;
  number: number;
  state: string;
  state_reason?: string | null;
  title: string;
  body?: string | null;
  user?: { id: number } | null;
  labels: (string | { id?: number; name?: string })[];
  assignees?: { id: number }[] | null;
  milestone?: { title: string } | null;
  pull_request?: unknown;
  comments: number;
  created_at: string;
  updated_at: string;
  closed_at?: string | null;
  author_association?: string;
}

const instant = (at: string | null | undefined) => (at ? new Date(at).toISOString() : null);

/** An issue as GitHub tells it, in the shape of our typed row. */
function expectedRow(issue: TruthIssue) {
  return {
    issue_id: issue.id,
    number: issue.number,
    state: issue.state,
    state_reason: issue.state_reason ?? null,
    title: issue.title,
    body: issue.body ?? null,
    author_id: issue.user?.id ?? null,
    labels: issue.labels.map((label) => (typeof label === 'string' ? label : label.name)),
    assignee_ids: (issue.assignees ?? []).map(({ id }) => id),
    milestone_title: issue.milestone?.title ?? null,
    is_pull_request: issue.pull_request !== undefined,
    comments: issue.comments,
    created_at: instant(issue.created_at),
    updated_at: instant(issue.updated_at),
    closed_at: instant(issue.closed_at),
    author_association: issue.author_association ?? null,
  };
}

/** Every typed issue of a repository (`owner/name`), ordered by id, times in ISO. */
export async function storedIssues(db: Pool, repository: string) {
  const { rows } = await db.query<Record<string, unknown>>(
    `select issue_id, number, state, state_reason, title, body, author_id, label_names as labels,
      coalesce((select array_agg(id::text) from unnest(assignee_ids) as id), '{}') as assignee_ids, milestone_title,
      is_pull_request, comments, author_association, issue.created_at, issue.updated_at, closed_at
    from github.issue join github.repository using (repository_id)
    where owner || '/' || name = $1 order by issue_id`,
    [repository],
  );
  return rows.map((row) => ({
    ...row,
    assignee_ids: (row.assignee_ids as string[]).map(Number),
    created_at: (row.created_at as Date).toISOString(),
    updated_at: (row.updated_at as Date).toISOString(),
    closed_at: (row.closed_at as Date | null)?.toISOString() ?? null,
  }));
}

/** Asserts that the typed rows are GitHub's issues: none lost, none doubled, none old. */
export async function assertIssuesEqual(db: Pool, repository: string, truth: Iterable<unknown>): Promise<void> {
  const expected = [...(truth as Iterable<TruthIssue>)].map(expectedRow).sort((a, b) => a.issue_id - b.issue_id);
  const stored = await storedIssues(db, repository);
  assert.equal(stored.length, expected.length, 'number of rows');
  for (const [place, row] of stored.entries()) assert.deepEqual(row, expected[place]);
}
