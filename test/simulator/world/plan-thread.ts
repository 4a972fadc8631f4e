import { createRandom, type Random } from './random.ts';
import { seededRowId } from './row-id.ts';
import { emptyThread, type EventRow, type ReviewRow, type ReviewState, type Thread } from './thread.ts';
import type { User } from './user.ts';

/** What is known of an issue before anything happens to it. Instants are epoch milliseconds. */
export interface ThreadFacts {
  repositoryId: number;
  seed: string;
  number: number;
  title: string;
  author: User | null;
  labels: readonly string[];
  /** A label that is put on and taken off again; null: none. */
  passingLabel: string | null;
  assignees: readonly User[];
  milestone: string | null;
  comments: number;
  isPullRequest: boolean;
  isDraft: boolean;
  createdAt: number;
  /** Nothing happens after this. */
  horizon: number;
  closedAt: number | null;
  closedBy: User | null;
  stateReason: string | null;
  isMerged: boolean;
}

/** Who and what a thread may mention. */
export interface Cast {
  person: (random: Random) => User;
  label: (name: string) => { name: string; color: string };
}

const second = (milliseconds: number) => Math.floor(milliseconds / 1000) * 1000;
const states: ReviewState[] = ['APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'COMMENTED', 'DISMISSED'];
const files = ['README.md', 'package.json', 'source/parser.ts', 'source/cache.ts', 'test/parser.test.ts'];

interface Stage {
  facts: ThreadFacts;
  cast: Cast;
  random: Random;
  thread: Thread;
  /** The moment that lies at this part of the life. */
  later(part: number): number;
  happen(kind: string, createdAt: number, actor: User | null, detail?: EventRow['detail']): void;
}

/** The made-up life of an issue from its creation to its horizon: the same facts give the same rows. */
export function planThread(facts: ThreadFacts, cast: Cast): Thread {
  const thread = emptyThread();
  const { createdAt: from } = facts;
  const span = Math.max(facts.horizon - from, 0);
  const stage: Stage = {
    facts,
    cast,
    random: createRandom(facts.seed, 'thread', facts.number),
    thread,
    later(part) {
      return second(from + part * span);
    },
    happen(kind, createdAt, actor, detail = null) {
      thread.events.push({ id: 0, kind, actor, createdAt, detail });
    },
  };
  planComments(stage);
  planLabels(stage, span);
  planCare(stage, Math.min(span, 3_500_000));
  if (facts.isPullRequest) planReviews(stage);
  planClosing(stage);
  thread.events.sort((one, other) => one.createdAt - other.createdAt);
  for (const [ordinal, event] of thread.events.entries())
    event.id = seededRowId(facts.repositoryId, event.createdAt, facts.number, ordinal);
  return thread;
}

function planComments({ facts, cast, random, thread, later }: Stage): void {
  const times: number[] = [];
  for (let nth = 0; nth < facts.comments; nth += 1) times.push(later(random.next() ** 2));
  times.sort((one, other) => one - other);
  for (const [ordinal, createdAt] of times.entries()) {
    const id = seededRowId(facts.repositoryId, createdAt, facts.number, ordinal);
    const user = random.chance(0.01) ? null : random.chance(0.3) ? facts.author : cast.person(random);
    const isEdited = random.chance(0.08);
    const editedAt = second(createdAt + random.next() * Math.max(facts.horizon - createdAt, 0) * 0.2);
    const updatedAt = isEdited ? editedAt : createdAt;
    thread.comments.push({ id, user, body: null, createdAt, updatedAt, isDeleted: false });
  }
}

function planLabels({ facts, cast, random, later, happen }: Stage, span: number): void {
  for (const name of facts.labels) {
    const at = random.chance(0.7) ? facts.createdAt : later(random.next() * 0.5);
    happen('labeled', at, random.chance(0.5) ? facts.author : cast.person(random), { label: cast.label(name) });
  }
  if (facts.passingLabel === null || span <= 10_000) return;
  const label = cast.label(facts.passingLabel);
  const on = random.next() * 0.6;
  happen('labeled', later(on), cast.person(random), { label });
  happen('unlabeled', Math.max(later(on + random.next() * 0.4), later(on) + 1000), cast.person(random), { label });
}

function planCare({ facts, cast, random, later, happen }: Stage, early: number): void {
  if (facts.milestone !== null)
    happen('milestoned', later(random.next() * 0.4), cast.person(random), { milestone: { title: facts.milestone } });
  for (const assignee of facts.assignees)
    happen('assigned', later(random.next() * 0.4), assignee, { assignee, assigner: cast.person(random) });
  if (random.chance(0.08)) {
    // Within the first hour, so that a history that has grown since begins with the same titles.
    const rename = { from: `${facts.title} (was: help!)`, to: facts.title };
    happen('renamed', second(facts.createdAt + random.next() * early), facts.author, { rename });
  }
  if (!random.chance(0.2)) return;
  const [at, actor] = [later(random.next()), cast.person(random)];
  happen('mentioned', at, actor);
  happen('subscribed', at, actor);
}

function planReviews({ thread, facts, random, cast: { person }, later, happen }: Stage): void {
  if (facts.isDraft) happen('convert_to_draft', facts.createdAt, facts.author);
  const times = Array.from({ length: random.integer(0, 3) }, () => later(random.next())).sort((a, b) => a - b);
  for (const [ordinal, submittedAt] of times.entries()) {
    const user = person(random);
    const id = seededRowId(facts.repositoryId, submittedAt, facts.number, ordinal);
    const state = random.pick(states);
    if (random.chance(0.5)) {
      const requester = facts.author ?? user;
      const request = { review_requester: requester, requested_reviewer: user };
      happen('review_requested', second((facts.createdAt + submittedAt) / 2), requester, request);
    }
    const body = random.chance(0.5) ? '' : `Looks at part ${ordinal + 1}.`;
    const review: ReviewRow = { id, user, state, body, submittedAt, commitId: null };
    thread.reviews.push(review);
    if (state === 'COMMENTED' || state === 'CHANGES_REQUESTED') planReviewComments(thread, facts, random, review);
    if (state !== 'DISMISSED') continue;
    const dismissed = { state: 'changes_requested', review_id: id, dismissal_message: 'Not needed any more' };
    happen('review_dismissed', second((submittedAt + facts.horizon) / 2), person(random), {
      dismissed_review: dismissed,
    });
  }
  if (facts.closedAt === null && random.chance(0.3)) {
    const reviewer = person(random);
    const request = { review_requester: facts.author ?? reviewer, requested_reviewer: reviewer };
    happen('review_requested', later(0.5), facts.author ?? reviewer, request);
  }
}

function planReviewComments(thread: Thread, facts: ThreadFacts, random: Random, review: ReviewRow): void {
  const count = random.integer(1, 3);
  for (let index = 0; index < count; index += 1) {
    const createdAt = review.submittedAt as number;
    const id = seededRowId(facts.repositoryId, createdAt, facts.number, thread.reviewComments.length);
    const line = random.chance(0.1) ? null : random.integer(1, 400);
    const more = { reviewId: review.id, path: random.pick(files), line, inReplyTo: null, isDeleted: false };
    thread.reviewComments.push({ id, user: review.user, body: null, createdAt, updatedAt: createdAt, ...more });
  }
}

function planClosing({ facts, random, cast: { person }, later, happen }: Stage): void {
  const [isClosedTwice, first, back] = [random.chance(0.06), random.next(), random.next()];
  const visitor = person(random);
  if (facts.closedAt === null) return;
  if (isClosedTwice && !facts.isMerged && facts.closedAt - facts.createdAt > 60_000) {
    const closedAt = later(first * 0.5);
    happen('closed', closedAt, visitor, { state_reason: facts.isPullRequest ? null : 'completed' });
    happen('reopened', Math.max(later(first * 0.5 + back * 0.4), closedAt + 1000), facts.author, {
      state_reason: null,
    });
  }
  if (facts.isMerged) happen('merged', facts.closedAt, facts.closedBy, { isMerge: true });
  happen('closed', facts.closedAt, facts.closedBy, { state_reason: facts.stateReason });
  if (facts.isMerged && random.chance(0.3)) happen('head_ref_deleted', facts.closedAt, facts.closedBy);
}
