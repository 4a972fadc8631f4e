import { fromInstant } from './instant.ts';
import type { IssueDraft, IssueState } from './issue-state.ts';
import type { Label, Labels } from './label.ts';
import type { Milestone } from './milestones.ts';
import type { User, Users } from './user.ts';

interface Catalogue {
  users: Users;
  labels: Labels;
  milestone: (title: string) => Milestone;
}

/** What a draft says about an issue that may exist already, in the terms of a state; unsaid members stay as they are. */
export function applyDraft(base: IssueState, draft: IssueDraft, { users, labels, milestone }: Catalogue): IssueState {
  const state = draft.state ?? base.state;
  const updatedAt = draft.updatedAt === undefined ? base.updatedAt : fromInstant(draft.updatedAt);
  return {
    ...base,
    id: draft.id ?? base.id,
    title: draft.title ?? base.title,
    body: draft.body === undefined ? base.body : draft.body,
    user: draft.user === undefined ? base.user : toUser(draft.user, users),
    labels: draft.labels ? draft.labels.map((name) => toLabel(name, draft.labelStrings, labels)) : base.labels,
    assignees: draft.assignees?.map((login) => users.named(login)) ?? base.assignees,
    milestone: draft.milestone === undefined ? base.milestone : draft.milestone && milestone(draft.milestone),
    state,
    stateReason: draft.stateReason === undefined ? base.stateReason : draft.stateReason,
    locked: draft.locked ?? base.locked,
    comments: draft.comments ?? base.comments,
    authorAssociation: draft.authorAssociation ?? base.authorAssociation,
    pullRequest: toPullRequest(draft, base),
    createdAt: draft.createdAt === undefined ? base.createdAt : fromInstant(draft.createdAt),
    updatedAt,
    closedAt: state === 'open' ? null : closedAt(draft, base, updatedAt),
  } as IssueState;
}

function toUser(login: string | null, users: Users): User | null {
  return login === null ? null : users.named(login);
}

function toLabel(name: string, asString: boolean | undefined, labels: Labels): Label | string {
  return asString ? name : labels.named({ name });
}

function toPullRequest(draft: IssueDraft, base: IssueState): IssueState['pullRequest'] {
  if (draft.pullRequest === undefined) return base.pullRequest;
  if (draft.pullRequest === false) return null;
  const { mergedAt = null, draft: isDraft = false } = draft.pullRequest === true ? {} : draft.pullRequest;
  return { mergedAt: mergedAt && new Date(fromInstant(mergedAt)).toISOString().replace('.000', ''), draft: isDraft };
}

function closedAt(draft: IssueDraft, base: IssueState, updatedAt: number): number {
  if (draft.closedAt) return fromInstant(draft.closedAt);
  return base.closedAt ?? updatedAt;
}

/** A state that nobody said anything about. `at` in epoch milliseconds, whole seconds. */
export function plainState(id: number, number: number, user: User, at: number): IssueState {
  return {
    version: 0,
    id,
    number,
    title: `Issue ${number}`,
    body: null,
    user,
    labels: [],
    assignees: [],
    milestone: null,
    state: 'open',
    stateReason: null,
    locked: false,
    comments: 0,
    authorAssociation: 'NONE',
    pullRequest: null,
    closedBy: null,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    recorded: null,
  };
}
