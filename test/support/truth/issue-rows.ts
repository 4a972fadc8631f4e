import type { Truth } from '../../simulator/truth.ts';
import { idOf, instant, needsCleaning } from './typed-table.ts';
import type { Account, TypedRow, TypedTable } from './typed-table.ts';

interface Issue {
  id: number;
  number: number;
  state: string;
  state_reason?: string | null;
  title: string;
  body?: string | null;
  user?: Account;
  author_association?: string;
  labels: (string | { id?: number; name: string })[];
  assignees?: Account[] | null;
  milestone?: { id: number; number: number; title: string } | null;
  pull_request?: { merged_at?: string | null };
  locked?: boolean;
  draft?: boolean;
  comments: number;
  created_at: string;
  updated_at: string;
  closed_at?: string | null;
}

function issueRow(issue: Issue): TypedRow {
  const { labels, milestone } = issue;
  return {
    issue_id: issue.id,
    number: issue.number,
    is_pull_request: issue.pull_request !== undefined,
    state: issue.state,
    state_reason: issue.state_reason ?? null,
    title: issue.title,
    body: issue.body ?? null,
    author_id: idOf(issue.user),
    author_association: issue.author_association ?? null,
    label_ids: labels.map((label) => (typeof label === 'string' ? null : (label.id ?? null))),
    label_names: labels.map((label) => (typeof label === 'string' ? label : label.name)),
    assignee_ids: (issue.assignees ?? []).map(idOf),
    milestone_id: milestone?.id ?? null,
    milestone_number: milestone?.number ?? null,
    milestone_title: milestone?.title ?? null,
    is_locked: issue.locked ?? false,
    is_draft: issue.draft ?? null,
    comments: issue.comments,
    created_at: instant(issue.created_at),
    updated_at: instant(issue.updated_at),
    closed_at: instant(issue.closed_at),
    merged_at: instant(issue.pull_request?.merged_at),
    is_cleaned: needsCleaning(issue),
  };
}

/** Issues and pull requests, as the issues list has them. Why one is gone is compared with the departures. */
export const issueTable: TypedTable = {
  name: 'github.issue',
  key: ['issue_id'],
  leftOut: ['deleted_at', 'deletion'],
  rows: ({ issues }: Truth) => (issues as unknown as Issue[]).map(issueRow),
};
