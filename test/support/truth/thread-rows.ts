import { idOf, instant, needsCleaning } from './typed-table.ts';
import type { Account, TypedRow, TypedTable } from './typed-table.ts';

interface Comment {
  id: number;
  number: number;
  user?: Account;
  author_association?: string;
  body?: string;
  created_at: string;
  updated_at: string;
}

interface IssueEvent {
  id: number;
  number: number;
  event: string;
  actor?: Account;
  label?: { name: string };
  assignee?: Account;
  milestone?: { title: string };
  rename?: { from: string; to: string };
  requested_reviewer?: Account;
  commit_id?: string | null;
  state_reason?: string | null;
  created_at: string;
}

const commentRow = (comment: Comment): TypedRow => ({
  comment_id: comment.id,
  number: comment.number,
  author_id: idOf(comment.user),
  author_association: comment.author_association ?? null,
  body: comment.body ?? null,
  created_at: instant(comment.created_at),
  updated_at: instant(comment.updated_at),
  is_cleaned: needsCleaning(comment),
});

const eventRow = (event: IssueEvent): TypedRow => ({
  event_id: event.id,
  number: event.number,
  event: event.event,
  actor_id: idOf(event.actor),
  label_name: event.label?.name ?? null,
  assignee_id: idOf(event.assignee),
  milestone_title: event.milestone?.title ?? null,
  renamed_from: event.rename?.from ?? null,
  renamed_to: event.rename?.to ?? null,
  requested_reviewer_id: idOf(event.requested_reviewer),
  commit_sha: event.commit_id ?? null,
  state_reason: event.state_reason ?? null,
  created_at: instant(event.created_at),
});

/** What hangs on issues and pull requests alike. */
export const threadTables: readonly TypedTable[] = [
  {
    name: 'github.comment',
    key: ['comment_id'],
    leftOut: ['deleted_at'],
    rows: ({ comments }) => (comments as unknown as Comment[]).map(commentRow),
  },
  {
    name: 'github.issue_event',
    key: ['event_id'],
    leftOut: ['deleted_at', 'label_id'],
    rows: ({ issueEvents }) => (issueEvents as unknown as IssueEvent[]).map(eventRow),
  },
];
