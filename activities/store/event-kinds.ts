import { isObject } from '../github/answer.ts';
import { readActor } from './bulk-answer.ts';
import { labelIdOf } from './node-id.ts';

type Node = Record<string, unknown>;

/** What GraphQL's timeline tells of one kind of event. */
interface EventKind {
  /** REST's word; null: how REST writes it is not known, so an issue with such an event is asked for by REST. */
  event: string | null;
  /** Only pull requests have it. */
  isOfPulls?: true;
  /** What is asked for beside its id, its time and who did it. */
  ask?: string;
  /** What REST writes beside these, in its words; null: GraphQL says less. */
  tell?: (event: Node, repositoryId: string) => Record<string, unknown> | null;
}

/** `label` is the label itself: its id for good, and its name of today. */
const label = {
  ask: 'label { id name }',
  tell: ({ label: worn }: Node, repositoryId: string) => {
    const id = isObject(worn) && labelIdOf(worn.id, repositoryId);
    return isObject(worn) && id ? { label: { id, name: worn.name } } : null;
  },
};

/** REST names the assignee as the actor, too, and has a word of its own for who did it. */
const assignee = {
  ask: 'assignee { ...account }',
  tell: (event: Node) => {
    const account = readActor(event.assignee);
    return account && { actor: account, assignee: account };
  },
};

const reviewer = {
  ask: 'requestedReviewer { __typename ...account }',
  tell: ({ requestedReviewer }: Node) => {
    if (isObject(requestedReviewer) && requestedReviewer.__typename === 'Team') return {};
    const account = readActor(requestedReviewer);
    return account && { requested_reviewer: account };
  },
};

const milestone = {
  ask: 'milestoneTitle',
  tell: ({ milestoneTitle: title }: Node) => ({ milestone: { title } }),
};

const commit = {
  ask: 'commit { oid }',
  tell: (event: Node) => (isObject(event.commit) ? { commit_id: event.commit.oid } : null),
};

const closing = {
  ask: 'closer { ... on Commit { oid } } stateReason',
  tell: ({ closer, stateReason }: Node) => ({
    commit_id: isObject(closer) && typeof closer.oid === 'string' ? closer.oid : null,
    state_reason: typeof stateReason === 'string' ? stateReason.toLowerCase() : null,
  }),
};

const renaming = {
  ask: 'previousTitle currentTitle',
  tell: ({ previousTitle: from, currentTitle: to }: Node) => ({ rename: { from, to } }),
};

const isOfPulls = true;

/**
 * By its type, each kind that the timelines of issues and of pull requests have and that REST has among their events. Not among them
 * are what REST tells elsewhere (comments, reviews, commits) or in no list of events (cross-references).
 */
export const eventKinds: Readonly<Record<string, EventKind>> = {
  AddedToMergeQueueEvent: { event: 'added_to_merge_queue', isOfPulls },
  AddedToProjectEvent: { event: 'added_to_project' },
  AssignedEvent: { event: 'assigned', ...assignee },
  AutoMergeDisabledEvent: { event: 'auto_merge_disabled', isOfPulls },
  AutoMergeEnabledEvent: { event: 'auto_merge_enabled', isOfPulls },
  AutoRebaseEnabledEvent: { event: 'auto_rebase_enabled', isOfPulls },
  AutoSquashEnabledEvent: { event: 'auto_squash_enabled', isOfPulls },
  AutomaticBaseChangeFailedEvent: { event: 'automatic_base_change_failed', isOfPulls },
  AutomaticBaseChangeSucceededEvent: { event: 'automatic_base_change_succeeded', isOfPulls },
  BaseRefChangedEvent: { event: 'base_ref_changed', isOfPulls },
  BaseRefDeletedEvent: { event: 'base_ref_deleted', isOfPulls },
  // Whether REST names the commit is not known.
  BaseRefForcePushedEvent: { event: null, isOfPulls },
  ClosedEvent: { event: 'closed', ...closing },
  CommentDeletedEvent: { event: 'comment_deleted' },
  ConnectedEvent: { event: 'connected' },
  ConvertToDraftEvent: { event: 'convert_to_draft', isOfPulls },
  ConvertedNoteToIssueEvent: { event: 'converted_note_to_issue' },
  ConvertedToDiscussionEvent: { event: 'converted_to_discussion' },
  DemilestonedEvent: { event: 'demilestoned', ...milestone },
  DeployedEvent: { event: 'deployed', isOfPulls },
  DeploymentEnvironmentChangedEvent: { event: 'deployment_environment_changed', isOfPulls },
  DisconnectedEvent: { event: 'disconnected' },
  HeadRefDeletedEvent: { event: 'head_ref_deleted', isOfPulls },
  HeadRefForcePushedEvent: { event: 'head_ref_force_pushed', isOfPulls },
  HeadRefRestoredEvent: { event: 'head_ref_restored', isOfPulls },
  LabeledEvent: { event: 'labeled', ...label },
  LockedEvent: { event: 'locked' },
  MarkedAsDuplicateEvent: { event: 'marked_as_duplicate' },
  MentionedEvent: { event: 'mentioned' },
  MergedEvent: { event: 'merged', isOfPulls, ...commit },
  MilestonedEvent: { event: 'milestoned', ...milestone },
  MovedColumnsInProjectEvent: { event: 'moved_columns_in_project' },
  ParentIssueAddedEvent: { event: 'parent_issue_added' },
  ParentIssueRemovedEvent: { event: 'parent_issue_removed' },
  PinnedEvent: { event: 'pinned' },
  ReadyForReviewEvent: { event: 'ready_for_review', isOfPulls },
  ReferencedEvent: { event: 'referenced', ...commit },
  RemovedFromMergeQueueEvent: { event: null, isOfPulls },
  RemovedFromProjectEvent: { event: 'removed_from_project' },
  RenamedTitleEvent: { event: 'renamed', ...renaming },
  ReopenedEvent: { event: 'reopened' },
  ReviewDismissedEvent: { event: 'review_dismissed', isOfPulls },
  ReviewRequestRemovedEvent: { event: 'review_request_removed', isOfPulls, ...reviewer },
  ReviewRequestedEvent: { event: 'review_requested', isOfPulls, ...reviewer },
  SubIssueAddedEvent: { event: 'sub_issue_added' },
  SubIssueRemovedEvent: { event: 'sub_issue_removed' },
  SubscribedEvent: { event: 'subscribed' },
  TransferredEvent: { event: 'transferred' },
  UnassignedEvent: { event: 'unassigned', ...assignee },
  UnlabeledEvent: { event: 'unlabeled', ...label },
  UnlockedEvent: { event: 'unlocked' },
  UnmarkedAsDuplicateEvent: { event: 'unmarked_as_duplicate' },
  UnpinnedEvent: { event: 'unpinned' },
  UnsubscribedEvent: { event: 'unsubscribed' },
  UserBlockedEvent: { event: 'user_blocked' },
};
