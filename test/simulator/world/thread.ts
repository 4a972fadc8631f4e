import type { User } from './user.ts';

/** Instants are epoch milliseconds, whole seconds. */
export interface CommentRow {
  id: number;
  user: User | null;
  /** Null: made up from the id when it is asked for, since a million bodies need not be kept. */
  body: string | null;
  createdAt: number;
  updatedAt: number;
  /** A deleted comment is in no list, but the event that told of it stays in the feeds. */
  isDeleted: boolean;
}

export interface EventRow {
  id: number;
  /** As in `event`: labeled, closed, renamed … */
  kind: string;
  actor: User | null;
  createdAt: number;
  /** Members that this kind has beside the usual ones, as the API names them. */
  detail: Record<string, unknown> | null;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface ReviewRow {
  id: number;
  user: User | null;
  state: ReviewState;
  body: string;
  /** Null while the review is pending. */
  submittedAt: number | null;
  commitId: string | null;
}

export interface ReviewCommentRow extends CommentRow {
  reviewId: number | null;
  path: string;
  /** Null: the line is gone since. */
  line: number | null;
  inReplyTo: number | null;
}

/** All that hangs on one issue or pull request, each list in the order of its ids. */
export interface Thread {
  comments: CommentRow[];
  events: EventRow[];
  reviews: ReviewRow[];
  reviewComments: ReviewCommentRow[];
}

/** The thread of an issue to which nothing has happened. */
export function emptyThread(): Thread {
  return { comments: [], events: [], reviews: [], reviewComments: [] };
}

/** The labels that the events of an issue leave behind, in the order in which they were put on. */
export function replayLabels(events: Iterable<EventRow>): string[] {
  const names = new Set<string>();
  for (const { kind, detail } of events) {
    if (kind === 'labeled') names.add((detail?.label as { name: string }).name);
    if (kind === 'unlabeled') names.delete((detail?.label as { name: string }).name);
  }
  return [...names];
}
