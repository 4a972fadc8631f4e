import type { IssueCore } from './issue-core.ts';
import type { ReviewCommentRow, ReviewRow, ReviewState } from './thread.ts';

export interface ReviewDraft {
  user?: string | null;
  state?: ReviewState;
  body?: string;
  at?: string | Date;
  commitId?: string | null;
}

export interface ReviewCommentDraft {
  user?: string | null;
  body?: string;
  at?: string | Date;
  reviewId?: number | null;
  path?: string;
  line?: number | null;
  inReplyTo?: number | null;
}

/** Reviews of pull requests and the comments on their lines. Each change moves the pull request's `updated_at`. */
export function createReviewChanges(core: IssueCore) {
  const { threads, indexes, must } = core;

  function mustPull(number: number): void {
    if (!must(number).pullRequest) throw new Error(`${core.fullName()} ${number} is no pull request`);
  }

  function review(number: number, draft: ReviewDraft = {}): number {
    mustPull(number);
    const at = core.moment(draft.at);
    const { state = 'APPROVED', body = '', commitId = null } = draft;
    const user = draft.user === null ? null : core.actor(draft.user);
    const row: ReviewRow = {
      id: core.rowId(at),
      user,
      state,
      body,
      submittedAt: state === 'PENDING' ? null : at,
      commitId,
    };
    threads.keep(number).reviews.push(row);
    // What is pending nobody sees but its author.
    if (state !== 'PENDING') core.bump(number, at);
    core.record('reviewed', number);
    return row.id;
  }

  function mustReview(number: number, id: number): ReviewRow {
    const row = threads.keep(number).reviews.find((known) => known.id === id);
    if (!row) throw new Error(`${core.fullName()} ${number} has no review ${id}`);
    return row;
  }

  /** Shows a pending review to all. */
  function submitReview(number: number, id: number, state: Exclude<ReviewState, 'PENDING'> = 'COMMENTED'): void {
    const at = core.moment();
    Object.assign(mustReview(number, id), { state, submittedAt: at });
    core.bump(number, at);
    core.record('review submitted', number);
  }

  /** Rewrites what a review says; a review has no `updated_at`, its pull request has. */
  function editReview(number: number, id: number, body: string): void {
    mustReview(number, id).body = body;
    core.bump(number, core.moment());
    core.record('review edited', number);
  }

  /** Rewrites the state of a review in place, as GitHub does. */
  function dismissReview(number: number, id: number, message = 'Not needed any more'): void {
    const row = mustReview(number, id);
    const at = core.moment();
    const dismissed = { state: row.state.toLowerCase(), review_id: id, dismissal_message: message };
    row.state = 'DISMISSED';
    const detail = { dismissed_review: dismissed };
    core.append(number, { kind: 'review_dismissed', actor: core.actor(), createdAt: at, detail });
    core.bump(number, at);
    core.record('review dismissed', number);
  }

  function reviewComment(number: number, draft: ReviewCommentDraft = {}): number {
    mustPull(number);
    const createdAt = core.moment(draft.at);
    const { body = 'Why this?', reviewId = null, path = 'README.md', line = 1, inReplyTo = null } = draft;
    const user = draft.user === null ? null : core.actor(draft.user);
    const more = { reviewId, path, line, inReplyTo };
    const row = core.addReviewComment(number, { user, body, createdAt, updatedAt: createdAt, ...more });
    core.bump(number, createdAt);
    core.record('review commented', number);
    return row.id;
  }

  function find(id: number): { number: number; row: ReviewCommentRow } {
    const entry = indexes.reviewComments.find(id);
    const row = entry && threads.keep(entry.number).reviewComments.find((known) => known.id === id);
    if (!entry || !row) throw new Error(`${core.fullName()} has no review comment ${id}`);
    return { number: entry.number, row };
  }

  function editReviewComment(id: number, body: string): void {
    const { number, row } = find(id);
    const updatedAt = core.moment();
    Object.assign(row, { body, updatedAt });
    indexes.reviewComments.touch(id, updatedAt);
    core.bump(number, updatedAt);
    core.record('review comment edited', number);
  }

  function deleteReviewComment(id: number): void {
    const { number, row } = find(id);
    row.isDeleted = true;
    indexes.reviewComments.remove(id);
    core.bump(number, core.moment());
    core.record('review comment deleted', number);
  }

  function ask(kind: 'review_requested' | 'review_request_removed', number: number, login: string): void {
    mustPull(number);
    const at = core.moment();
    const detail = { review_requester: core.actor(), requested_reviewer: core.actor(login) };
    core.append(number, { kind, actor: core.actor(), createdAt: at, detail });
    core.bump(number, at);
    core.record(kind, number);
  }
  return {
    review,
    submitReview,
    editReview,
    dismissReview,
    reviewComment,
    editReviewComment,
    deleteReviewComment,
    requestReview: (number: number, login: string) => ask('review_requested', number, login),
    removeReviewRequest: (number: number, login: string) => ask('review_request_removed', number, login),
  };
}
