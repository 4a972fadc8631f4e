import type { IssueState } from './issue-state.ts';
import type { Label } from './label.ts';
import type { User } from './user.ts';

export interface EventDraft {
  /** Whom REST names as its actor, where that is not who did it. */
  actor?: User;
  kind: string;
  detail: Record<string, unknown> | null;
}

const nameOf = (label: Label | string) => (typeof label === 'string' ? label : label.name);

/** The events that lead from one state of an issue to another, in the order in which GitHub writes them. */
export function stateEvents(
  before: IssueState,
  after: IssueState,
  actor: User,
  appearance: (name: string) => { name: string; color: string },
): EventDraft[] {
  const drafts: EventDraft[] = [];
  const happen = (kind: string, detail: EventDraft['detail'] = null, person?: User) =>
    void drafts.push({ kind, detail, ...(person && { actor: person }) });
  const [had, has] = [new Set(before.labels.map(nameOf)), new Set(after.labels.map(nameOf))];

  if (before.title !== after.title) happen('renamed', { rename: { from: before.title, to: after.title } });
  for (const name of had) if (!has.has(name)) happen('unlabeled', { label: appearance(name) });
  for (const name of has) if (!had.has(name)) happen('labeled', { label: appearance(name) });
  if (before.milestone?.title !== after.milestone?.title) {
    if (before.milestone) happen('demilestoned', { milestone: { title: before.milestone.title } });
    if (after.milestone) happen('milestoned', { milestone: { title: after.milestone.title } });
  }
  for (const assignee of before.assignees)
    if (!after.assignees.includes(assignee)) happen('unassigned', { assignee, assigner: actor }, assignee);
  for (const assignee of after.assignees)
    if (!before.assignees.includes(assignee)) happen('assigned', { assignee, assigner: actor }, assignee);
  if (before.locked !== after.locked) happen(after.locked ? 'locked' : 'unlocked', { lock_reason: null });
  if (before.pullRequest && after.pullRequest && before.pullRequest.draft !== after.pullRequest.draft)
    happen(after.pullRequest.draft ? 'convert_to_draft' : 'ready_for_review');
  if (!before.pullRequest?.mergedAt && after.pullRequest?.mergedAt) happen('merged', { isMerge: true });
  if (before.state !== after.state)
    happen(after.state === 'closed' ? 'closed' : 'reopened', {
      state_reason: after.state === 'closed' ? after.stateReason : null,
    });
  return drafts;
}
