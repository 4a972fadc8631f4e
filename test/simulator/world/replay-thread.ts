import type { IssueState } from './issue-state.ts';
import { replayLabels, type Thread } from './thread.ts';

/** A thread as it was at a moment (epoch milliseconds): what came later is not there yet. */
export function threadAt(thread: Thread, until: number): Thread {
  if (lastMoment(thread, 0) <= until) return thread;
  const events = thread.events.filter(({ createdAt }) => createdAt <= until);
  const dismissed = new Set(
    events
      .filter(({ kind }) => kind === 'review_dismissed')
      .map(({ detail }) => (detail?.dismissed_review as { review_id: number }).review_id),
  );
  return {
    comments: rowsAt(thread.comments, until),
    events,
    reviews: thread.reviews
      .filter(({ submittedAt }) => submittedAt !== null && submittedAt <= until)
      .map((review) =>
        review.state === 'DISMISSED' && !dismissed.has(review.id) ? { ...review, state: 'CHANGES_REQUESTED' } : review,
      ),
    reviewComments: rowsAt(thread.reviewComments, until),
  };
}

function rowsAt<T extends { createdAt: number; updatedAt: number }>(rows: readonly T[], until: number): T[] {
  return rows
    .filter(({ createdAt }) => createdAt <= until)
    .map((row) => (row.updatedAt <= until ? row : { ...row, updatedAt: row.createdAt }));
}

/** When anything last happened; at least `from`. */
function lastMoment({ comments, events, reviews, reviewComments }: Thread, from: number): number {
  let last = from;
  for (const { updatedAt } of comments) last = Math.max(last, updatedAt);
  for (const { updatedAt } of reviewComments) last = Math.max(last, updatedAt);
  for (const { submittedAt } of reviews) last = Math.max(last, submittedAt ?? 0);
  for (const { createdAt } of events) last = Math.max(last, createdAt);
  return last;
}

/** What the thread of a new issue has made of it: names of labels, whether it is closed, when it was last touched. */
export function replayThread(thread: Thread, createdAt: number) {
  const { comments, events } = thread;
  const last = (kind: string) => events.findLast((event) => event.kind === kind);
  const closed = last('closed');
  const reopened = last('reopened');
  const isClosed = closed !== undefined && (reopened === undefined || reopened.id < closed.id);
  const state: IssueState['state'] = isClosed ? 'closed' : 'open';
  return {
    labels: replayLabels(events),
    state,
    closed: isClosed ? closed : null,
    isReopened: !isClosed && reopened !== undefined,
    isMerged: last('merged') !== undefined,
    isMilestoned: last('milestoned') !== undefined,
    assignees: events.filter(({ kind }) => kind === 'assigned').map(({ detail }) => detail?.assignee),
    comments: comments.length,
    updatedAt: lastMoment(thread, createdAt),
  };
}
