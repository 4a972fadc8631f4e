import { applyDraft, plainState } from './draft-to-state.ts';
import { fromInstant } from './instant.ts';
import type { IssueCore } from './issue-core.ts';
import type { IssueDraft, IssueState } from './issue-state.ts';
import { recordedToState, type RecordedIssue } from './recorded-to-state.ts';
import { replayThread } from './replay-thread.ts';
import type { SeedIssue } from './seed-issues.ts';
import { stateEvents } from './state-events.ts';
import type { Thread } from './thread.ts';

/** All that can happen to an issue itself; each change is stamped by the world's clock and noted in its log. */
export function createIssueChanges(core: IssueCore) {
  const { context, users, labels, milestones, store, threads, repositoryId, fullName, must } = core;
  /** Issue ids lie above 2^31, as today's do, and follow from repository and number. */
  const issueId = (number: number) => 3_000_000_000 + (repositoryId % 1_000_000) * 1_000_000 + number;

  /** Adds an issue of the made-up history, as its thread has left it. */
  function seedIssue(seed: SeedIssue, thread: Thread): void {
    const now = replayThread(thread, seed.createdAt);
    const closedAt = now.closed?.createdAt ?? null;
    const author = seed.author === null ? null : users.original(seed.author);
    const pullRequest = { mergedAt: now.isMerged ? instant(closedAt ?? 0) : null, draft: seed.isDraft };
    store.put({
      ...plainState(issueId(seed.number), seed.number, core.actor(), seed.createdAt),
      title: seed.title,
      body: seed.body,
      user: author,
      labels: now.labels.map((name) => labels.named({ name })),
      assignees: now.assignees as IssueState['assignees'],
      milestone: now.isMilestoned && seed.milestone !== null ? milestones.titled(seed.milestone) : null,
      state: now.state,
      stateReason: closedAt === null ? (now.isReopened ? 'reopened' : null) : seed.stateReason,
      comments: now.comments,
      authorAssociation: seed.authorAssociation,
      pullRequest: seed.isPullRequest ? pullRequest : null,
      closedBy: now.closed?.actor ?? null,
      updatedAt: now.updatedAt,
      closedAt,
      version: context.nextVersion(),
    });
  }

  /** Puts a changed state; `updated_at` becomes the world's present second unless the draft names another. */
  function change(kind: string, number: number, draft: IssueDraft, more: Partial<IssueState> = {}): void {
    const before = must(number);
    const at = core.moment(draft.updatedAt);
    const actor = core.actor(draft.by);
    const said = { ...applyDraft(before, { ...draft, updatedAt: new Date(at) }, core.catalogue), ...more };
    const closedBy = said.state === 'open' ? null : before.state === 'open' ? actor : before.closedBy;
    const after = { ...said, closedBy };
    for (const event of stateEvents(before, after, actor, labels.appearance))
      core.append(number, { actor, ...event, createdAt: at });
    if (draft.comments !== undefined) converse(number, draft.comments, at);
    core.put(after);
    core.record(kind, number);
  }

  /** Adds or deletes comments until there are so many. */
  function converse(number: number, count: number, at: number): void {
    const there = core.commentsOf(number).length;
    for (let nth = there; nth < count; nth += 1)
      core.addComment(number, { user: core.actor(), body: null, createdAt: at, updatedAt: at });
    if (count >= there) return;
    threads.keep(number);
    for (const row of core.commentsOf(number).slice(count)) {
      row.isDeleted = true;
      core.indexes.comments.remove(row.id);
    }
  }

  function openIssue(draft: IssueDraft = {}): number {
    const number = draft.number ?? store.highestNumber() + 1;
    if (store.get(number)) throw new Error(`${fullName()} has issue ${number} already`);
    const now = core.moment();
    const createdAt = draft.createdAt === undefined ? now : fromInstant(draft.createdAt);
    const base = plainState(issueId(number), number, core.actor(draft.by), createdAt);
    const state = { ...applyDraft(base, draft, core.catalogue), version: context.nextVersion() };
    threads.born(state);
    store.put(state, context.now());
    core.enlist(number);
    core.record('opened', number);
    return number;
  }

  /** Opens an issue as importers do: it has its labels from the beginning, and no event tells of them. */
  function importIssue({ labels: names = [], ...draft }: IssueDraft): number {
    const number = openIssue(draft);
    core.put({ ...must(number), labels: names.map((name) => labels.named({ name })) });
    return number;
  }

  /** Adds an issue as it was recorded, `updated_at` included; members that GitHub always sends are filled in. */
  function addIssue(raw: RecordedIssue, { labelStrings = false } = {}): void {
    const recorded = recordedToState(raw, { users, labels, milestones, labelStrings });
    const state = { ...recorded, version: context.nextVersion() };
    if (store.get(state.number)) core.unlist(state.number);
    threads.born(state);
    store.put(state);
    core.enlist(state.number);
  }

  const labelNames = (number: number) =>
    must(number).labels.map((label) => (typeof label === 'string' ? label : label.name));

  return {
    issueId,
    seedIssue,
    openIssue,
    importIssue,
    addIssue,
    edit: (number: number, draft: IssueDraft) => change('edited', number, draft),
    close: (number: number, stateReason: string | null = 'completed', { by }: { by?: string } = {}) =>
      change('closed', number, {
        state: 'closed',
        stateReason,
        closedAt: new Date(context.now()),
        ...(by ? { by } : {}),
      }),
    reopen: (number: number, { by }: { by?: string } = {}) =>
      change('reopened', number, { state: 'open', stateReason: 'reopened', ...(by ? { by } : {}) }),
    label: (number: number, name: string) =>
      change('labeled', number, { labels: [...labelNames(number).filter((label) => label !== name), name] }),
    unlabel: (number: number, name: string) =>
      change('unlabeled', number, { labels: labelNames(number).filter((label) => label !== name) }),
    touch: (number: number, at?: string | Date) => change('touched', number, at === undefined ? {} : { updatedAt: at }),
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000', '');
}
