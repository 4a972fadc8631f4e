import { fromInstant } from './instant.ts';
import type { IssueState } from './issue-state.ts';
import type { Label, Labels } from './label.ts';
import type { Milestone, Milestones } from './milestones.ts';
import type { User, Users } from './user.ts';

/** An issue as somebody recorded it: at least these members, maybe trimmed. */
export interface RecordedIssue {
  id: number;
  number: number;
  title: string;
  state: 'open' | 'closed';
  created_at: string;
  updated_at: string;
  [member: string]: unknown;
}

const modelled = new Set(
  (
    'id number title body user labels assignee assignees milestone state state_reason locked comments closed_by ' +
    'author_association pull_request draft created_at updated_at closed_at reactions'
  ).split(' '),
);

interface Options {
  users: Users;
  labels: Labels;
  milestones: Milestones;
  /** True: labels that were recorded as names stay strings. */
  labelStrings: boolean;
}

/** Turns a recorded issue into a state; members without a place in it are kept and served as they are. */
export function recordedToState(raw: RecordedIssue, { users, labels, milestones, labelStrings }: Options): IssueState {
  const person = (value: unknown) => (value ? users.register(value as User) : null);
  const assignees = (raw.assignees ?? (raw.assignee ? [raw.assignee] : [])) as User[];
  const pullRequest = raw.pull_request as { merged_at?: string | null } | undefined;
  return {
    version: 0,
    id: raw.id,
    number: raw.number,
    title: raw.title,
    body: (raw.body as string | undefined) ?? null,
    user: person(raw.user),
    labels: ((raw.labels ?? []) as (string | Label)[]).map((label) => toLabel(label, labels, labelStrings)),
    assignees: assignees.map((assignee) => users.register(assignee)),
    milestone: raw.milestone ? milestones.register(raw.milestone as Milestone) : null,
    state: raw.state,
    stateReason: (raw.state_reason as string | undefined) ?? null,
    locked: raw.locked === true,
    comments: (raw.comments as number | undefined) ?? 0,
    authorAssociation: (raw.author_association as string | undefined) ?? 'NONE',
    pullRequest: pullRequest ? { mergedAt: pullRequest.merged_at ?? null, draft: raw.draft === true } : null,
    closedBy: person(raw.closed_by),
    createdAt: fromInstant(raw.created_at),
    updatedAt: fromInstant(raw.updated_at),
    closedAt: raw.closed_at ? fromInstant(raw.closed_at as string) : null,
    recorded: unmodelled(raw),
  };
}

function toLabel(label: string | Partial<Label>, labels: Labels, labelStrings: boolean): Label | string {
  const name = typeof label === 'string' ? label : label.name;
  if (name === undefined) throw new Error('a recorded label has no name');
  const isBare = typeof label === 'string' || Object.keys(label).length === 1;
  if (labelStrings && isBare) return name;
  return labels.named(typeof label === 'string' ? { name } : { ...label, name });
}

function unmodelled(raw: RecordedIssue): Record<string, unknown> | null {
  const rest = Object.entries(raw).filter(([member]) => !modelled.has(member));
  // A trimmed `reactions` (total_count alone) would be an invalid answer; a whole one is kept.
  const reactions = raw.reactions as { url?: string } | undefined;
  if (reactions?.url) rest.push(['reactions', reactions]);
  return rest.length ? Object.fromEntries(rest) : null;
}
