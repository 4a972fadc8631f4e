import { contributorLogin } from './contributor-login.ts';
import { fromInstant, toInstant } from './instant.ts';
import type { IssueState } from './issue-state.ts';
import type { IssueStore } from './issue-store.ts';
import { createLabels } from './label.ts';
import { createMilestones } from './milestones.ts';
import type { RepositoryContext } from './repository-context.ts';
import { createRowIndex, type IndexEntry, type PushEntry } from './row-index.ts';
import { addedRowId } from './row-id.ts';
import type { SeedPlan } from './seed-issues.ts';
import type { CommentRow, EventRow, ReviewCommentRow } from './thread.ts';
import { createThreads } from './threads.ts';
import type { User } from './user.ts';

export interface IssuePlace {
  repositoryId: number;
  store: IssueStore;
  plan: SeedPlan;
  fullName: () => string;
}

/** The tools with which everything that happens to issues is written down: state, thread and repository-wide lists. */
export function createIssueCore(context: RepositoryContext, { repositoryId, store, plan, fullName }: IssuePlace) {
  const { users } = context;
  const labels = createLabels(repositoryId);
  const firstPerson = () => users.named(contributorLogin(plan.seed, 0));
  const milestones = createMilestones(repositoryId, () => ({
    created_at: toInstant(plan.from),
    creator: firstPerson(),
  }));
  const threads = createThreads({ repositoryId, plan, users, labels });

  const commentsOf = (number: number) => threads.get(number).comments.filter(({ isDeleted }) => !isDeleted);
  const reviewCommentsOf = (number: number) => threads.get(number).reviewComments.filter(({ isDeleted }) => !isDeleted);
  const pushAll = (rowsOf: (number: number) => readonly Row[]) => (push: PushEntry) => {
    for (const { number } of store.present())
      for (const row of rowsOf(number)) push(row.id, number, row.updatedAt ?? row.createdAt);
  };
  /** Numbers that are gone and whose events are still listed, without their issue. */
  const leftEvents = new Set<number>();
  const indexes = {
    comments: createRowIndex(pushAll(commentsOf), context.scratch),
    reviewComments: createRowIndex(pushAll(reviewCommentsOf), context.scratch),
    events: createRowIndex((push) => {
      pushAll((number) => threads.get(number).events)(push);
      for (const number of leftEvents)
        for (const row of threads.get(number).events) push(row.id, number, row.createdAt);
    }, context.scratch),
  };

  function must(number: number): IssueState {
    const state = store.get(number);
    if (!state) throw new Error(`${fullName()} has no issue ${number}`);
    return state;
  }

  /** The world's present second, or the one that a test names. */
  const moment = (at?: string | Date) => fromInstant(at ?? new Date(context.now()));
  const actor = (login?: string): User => (login === undefined ? firstPerson() : users.named(login));
  const rowId = (at: number) => addedRowId(at, context.nextRow());

  function put(state: IssueState): void {
    store.put({ ...state, version: context.nextVersion() }, context.now());
  }

  /** Sets `updated_at`, and what else is said, without an event. */
  function bump(number: number, at: number, more: Partial<IssueState> = {}): void {
    put({ ...must(number), ...more, updatedAt: at });
  }

  function append(number: number, draft: Omit<EventRow, 'id'>): void {
    const row = { ...draft, id: rowId(draft.createdAt) };
    threads.keep(number).events.push(row);
    indexes.events.add(entry(number, row));
  }

  function addComment(number: number, draft: Omit<CommentRow, 'id' | 'isDeleted'>): CommentRow {
    const row = { ...draft, id: rowId(draft.createdAt), isDeleted: false };
    threads.keep(number).comments.push(row);
    indexes.comments.add(entry(number, row));
    return row;
  }

  function addReviewComment(number: number, draft: Omit<ReviewCommentRow, 'id' | 'isDeleted'>): ReviewCommentRow {
    const row = { ...draft, id: rowId(draft.createdAt), isDeleted: false };
    threads.keep(number).reviewComments.push(row);
    indexes.reviewComments.add(entry(number, row));
    return row;
  }

  /** Takes all rows of an issue off the repository-wide lists, or puts them there. */
  function unlist(number: number, { leavesEvents = false } = {}): void {
    if (leavesEvents) leftEvents.add(number);
    else indexes.events.removeOf(number);
    indexes.comments.removeOf(number);
    indexes.reviewComments.removeOf(number);
  }
  function enlist(number: number): void {
    if (leftEvents.delete(number)) indexes.events.removeOf(number);
    if (indexes.comments.isMade()) for (const row of commentsOf(number)) indexes.comments.add(entry(number, row));
    if (indexes.events.isMade()) for (const row of threads.get(number).events) indexes.events.add(entry(number, row));
    if (indexes.reviewComments.isMade())
      for (const row of reviewCommentsOf(number)) indexes.reviewComments.add(entry(number, row));
  }

  return {
    context,
    users,
    repositoryId,
    store,
    fullName,
    labels,
    milestones,
    threads,
    indexes,
    commentsOf,
    reviewCommentsOf,
    must,
    moment,
    actor,
    rowId,
    put,
    bump,
    append,
    addComment,
    addReviewComment,
    unlist,
    enlist,
    catalogue: { users, labels, milestone: milestones.titled },
    record: (kind: string, number?: number) => context.record(kind, fullName(), number),
  };
}

export type IssueCore = ReturnType<typeof createIssueCore>;

interface Row {
  id: number;
  createdAt: number;
  updatedAt?: number;
}

function entry(number: number, row: Row): IndexEntry {
  return { id: row.id, number, updatedAt: row.updatedAt ?? row.createdAt };
}
