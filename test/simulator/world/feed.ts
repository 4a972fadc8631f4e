import type { Commit } from './commit-graph.ts';
import type { Discussion } from './discussions.ts';
import type { Fork } from './forks.ts';
import type { IssueState } from './issue-state.ts';
import type { Release } from './releases.ts';
import type { Repository } from './repository.ts';
import type { CommentRow, EventRow, ReviewCommentRow, ReviewRow } from './thread.ts';
import type { User } from './user.ts';

/** What a feed tells of: `of` says what kind of payload it has. */
export type FeedSubject =
  | { of: 'issue'; action: string; state: IssueState; event: EventRow | null }
  | { of: 'pull'; action: string; state: IssueState; event: EventRow | null }
  | { of: 'comment'; state: IssueState; row: CommentRow }
  | { of: 'review'; state: IssueState; row: ReviewRow }
  | { of: 'review comment'; state: IssueState; row: ReviewCommentRow }
  | { of: 'push'; before: string | null; commit: Commit }
  | { of: 'release'; release: Release }
  | { of: 'fork'; fork: Fork }
  | { of: 'discussion'; discussion: Discussion }
  | { of: 'watch' };

export interface FeedItem {
  repository: Repository;
  /** Unlike that of any other item of the world. */
  key: string;
  type: string;
  actor: User | null;
  /** Epoch milliseconds. */
  at: number;
  subject: FeedSubject;
}

const issueActions = new Set(['closed', 'reopened', 'labeled', 'unlabeled', 'assigned', 'unassigned']);
/** Since 2025-10: what is closed was not merged. */
const pullActions = new Set([...issueActions, 'merged']);

/**
 * What happened to a repository after a moment (epoch milliseconds), in no order. Items of issues that were deleted or
 * hidden are still there, as on GitHub.
 */
export function* feedItems(repository: Repository, from: number): Iterable<FeedItem> {
  for (const item of everything(repository, from)) if (item.at > from) yield item;
}

function* everything(repository: Repository, from: number): Iterable<FeedItem> {
  for (const state of repository.store.present()) if (state.updatedAt > from) yield* ofIssue(repository, state);
  for (const { departure } of repository.store.departed()) {
    // What was transferred has taken its thread along.
    if (departure.kind !== 'transferred') yield* ofIssue(repository, departure.state);
  }
  yield* ofCommits(repository, from);
  const item = (key: string, type: string, actor: User | null, at: number, subject: FeedSubject): FeedItem => ({
    repository,
    key: `${repository.id}/${key}`,
    type,
    actor,
    at,
    subject,
  });
  for (const release of repository.releases.all()) {
    if (release.publishedAt === null) continue;
    yield item(`release/${release.id}`, 'ReleaseEvent', release.author, release.publishedAt, {
      of: 'release',
      release,
    });
  }
  for (const fork of repository.forks.all())
    yield item(`fork/${fork.id}`, 'ForkEvent', fork.owner, fork.createdAt, { of: 'fork', fork });
  for (const discussion of repository.discussions())
    yield item(`discussion/${discussion.id}`, 'DiscussionEvent', discussion.author, discussion.createdAt, {
      of: 'discussion',
      discussion,
    });
  for (const { user, at } of repository.stars.all())
    yield item(`star/${user.id}/${at}`, 'WatchEvent', user, at, { of: 'watch' });
}

function* ofIssue(repository: Repository, state: IssueState): Iterable<FeedItem> {
  const thread = repository.core.threads.get(state.number);
  const base = { repository };
  const key = (kind: string, id: number) => `${repository.id}/${kind}/${id}`;
  const isPull = state.pullRequest !== null;
  const type = isPull ? 'PullRequestEvent' : 'IssuesEvent';
  const opened: FeedSubject = isPull
    ? { of: 'pull', action: 'opened', state, event: null }
    : { of: 'issue', action: 'opened', state, event: null };
  yield { ...base, key: key('opened', state.id), type, actor: state.user, at: state.createdAt, subject: opened };
  const isMerged = thread.events.some(({ kind }) => kind === 'merged');
  for (const event of thread.events) {
    const action = event.kind;
    if (!(isPull ? pullActions : issueActions).has(action) || (isMerged && isPull && action === 'closed')) continue;
    const subject: FeedSubject = { of: isPull ? 'pull' : 'issue', action, state, event };
    yield { ...base, key: key('event', event.id), type, actor: event.actor, at: event.createdAt, subject };
  }
  for (const row of thread.comments) {
    const { id, user: actor, createdAt: at } = row;
    yield {
      ...base,
      key: key('comment', id),
      type: 'IssueCommentEvent',
      actor,
      at,
      subject: { of: 'comment', state, row },
    };
  }
  for (const row of thread.reviews) {
    const { id, user: actor, submittedAt: at } = row;
    if (at === null) continue;
    yield {
      ...base,
      key: key('review', id),
      type: 'PullRequestReviewEvent',
      actor,
      at,
      subject: { of: 'review', state, row },
    };
  }
  for (const row of thread.reviewComments) {
    const { id, user: actor, createdAt: at } = row;
    const subject: FeedSubject = { of: 'review comment', state, row };
    yield { ...base, key: key('line', id), type: 'PullRequestReviewCommentEvent', actor, at, subject };
  }
}

/** Made-up commits were pushed one by one when they were committed; those that tests push came when they say. */
function* ofCommits(repository: Repository, from: number): Iterable<FeedItem> {
  const { commits, plan } = repository;
  const item = (at: number, commit: Commit, before: string | null): FeedItem => ({
    repository,
    key: `${repository.id}/push/${commit.sha}/${at}`,
    type: 'PushEvent',
    actor: commit.author.account,
    at,
    subject: { of: 'push', before, commit },
  });
  for (const commit of commits.log()) {
    if (commit.committedAt <= from) break;
    const [parent] = commit.parents;
    if (commit.committedAt > plan.until) continue;
    yield item(commit.committedAt, commit, parent === undefined ? null : commits.graph.at(parent).sha);
  }
  for (const { at, before, head } of commits.pushes) {
    const commit = commits.graph.find(head);
    if (commit) yield item(at, commit, before);
  }
}
