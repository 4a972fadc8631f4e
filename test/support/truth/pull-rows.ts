import { idOf, instant, needsCleaning } from './typed-table.ts';
import type { Account, TypedRow, TypedTable } from './typed-table.ts';

interface End {
  ref: string;
  sha: string;
  repo: { id: number } | null;
}

interface Pull {
  id: number;
  number: number;
  state: string;
  title: string;
  user?: Account;
  author_association?: string;
  draft?: boolean;
  base: End;
  head: End;
  requested_reviewers?: Account[];
  requested_teams?: { slug: string }[];
  created_at: string;
  updated_at: string;
  closed_at?: string | null;
  merged_at?: string | null;
}

interface Review {
  id: number;
  number: number;
  user?: Account;
  author_association?: string;
  state: string;
  body?: string | null;
  commit_id?: string | null;
  submitted_at?: string;
}

interface ReviewComment {
  id: number;
  number: number;
  pull_request_review_id?: number | null;
  in_reply_to_id?: number;
  user?: Account;
  author_association?: string;
  path: string;
  line?: number | null;
  commit_id: string;
  body: string;
  created_at: string;
  updated_at: string;
}

const pullRow = (pull: Pull): TypedRow => ({
  pull_request_id: pull.id,
  number: pull.number,
  state: pull.state,
  title: pull.title,
  author_id: idOf(pull.user),
  author_association: pull.author_association ?? null,
  is_draft: pull.draft ?? false,
  base_ref: pull.base.ref,
  base_sha: pull.base.sha,
  head_ref: pull.head.ref,
  head_sha: pull.head.sha,
  head_repository_id: pull.head.repo?.id ?? null,
  requested_reviewer_ids: (pull.requested_reviewers ?? []).map(idOf),
  requested_teams: (pull.requested_teams ?? []).map(({ slug }) => slug),
  created_at: instant(pull.created_at),
  updated_at: instant(pull.updated_at),
  closed_at: instant(pull.closed_at),
  merged_at: instant(pull.merged_at),
  is_cleaned: needsCleaning(pull),
});

const reviewRow = (review: Review): TypedRow => ({
  review_id: review.id,
  number: review.number,
  author_id: idOf(review.user),
  author_association: review.author_association ?? null,
  state: review.state,
  body: review.body ?? null,
  commit_sha: review.commit_id ?? null,
  submitted_at: instant(review.submitted_at),
  is_cleaned: needsCleaning(review),
});

const reviewCommentRow = (comment: ReviewComment): TypedRow => ({
  review_comment_id: comment.id,
  number: comment.number,
  review_id: comment.pull_request_review_id ?? null,
  in_reply_to_id: comment.in_reply_to_id ?? null,
  author_id: idOf(comment.user),
  author_association: comment.author_association ?? null,
  path: comment.path,
  line: comment.line ?? null,
  commit_sha: comment.commit_id,
  body: comment.body,
  created_at: instant(comment.created_at),
  updated_at: instant(comment.updated_at),
  is_cleaned: needsCleaning(comment),
});

/** Pull requests with their reviews and the comments on their lines; pending reviews are not among what is seen. */
export const pullTables: readonly TypedTable[] = [
  {
    name: 'github.pull_request',
    key: ['pull_request_id'],
    leftOut: ['deleted_at'],
    rows: ({ pulls }) => (pulls as unknown as Pull[]).map(pullRow),
  },
  {
    name: 'github.review',
    key: ['review_id'],
    leftOut: ['deleted_at'],
    rows: ({ reviews }) => (reviews as unknown as Review[]).map(reviewRow),
  },
  {
    name: 'github.review_comment',
    key: ['review_comment_id'],
    leftOut: ['deleted_at'],
    rows: ({ reviewComments }) => (reviewComments as unknown as ReviewComment[]).map(reviewCommentRow),
  },
];
