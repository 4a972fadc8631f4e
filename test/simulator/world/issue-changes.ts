import { applyDraft, createMilestones, plainState } from './draft-to-state.ts';
import { fromInstant } from './instant.ts';
import type { IssueDraft, IssueState } from './issue-state.ts';
import type { IssueStore } from './issue-store.ts';
import { createLabels } from './label.ts';
import { recordedToState, type RecordedIssue } from './recorded-to-state.ts';
import type { RepositoryContext } from './repository-context.ts';
import type { User } from './user.ts';

interface Place {
  repositoryId: number;
  store: IssueStore;
  fullName: () => string;
  owner: () => User;
}

/** All that can happen to a repository's issues; each change is stamped by the world's clock and noted in its log. */
export function createIssueChanges(context: RepositoryContext, { repositoryId, store, fullName, owner }: Place) {
  const { users } = context;
  const labels = createLabels(repositoryId);
  const catalogue = { users, labels, milestone: createMilestones(repositoryId) };
  /** Issue ids lie above 2^31, as today's do, and follow from repository and number. */
  const issueId = (number: number) => 3_000_000_000 + (repositoryId % 1_000_000) * 1_000_000 + number;

  function must(number: number): IssueState {
    const state = store.get(number);
    if (!state) throw new Error(`${fullName()} has no issue ${number}`);
    return state;
  }

  function draftToState(draft: IssueDraft, at: number): IssueState {
    const number = draft.number ?? store.highestNumber() + 1;
    const createdAt = draft.createdAt === undefined ? at : fromInstant(draft.createdAt);
    const base = plainState(issueId(number), number, owner(), createdAt);
    return { ...applyDraft(base, draft, catalogue), version: context.nextVersion() };
  }

  /** Puts a changed state; `updated_at` becomes the world's present second unless the draft names another. */
  function change(kind: string, number: number, draft: IssueDraft, more: Partial<IssueState> = {}): void {
    const updatedAt = draft.updatedAt ?? new Date(context.now());
    const state = applyDraft(must(number), { ...draft, updatedAt }, catalogue);
    store.put({ ...state, ...more, version: context.nextVersion() }, context.now());
    context.record(kind, fullName(), number);
  }

  function openIssue(draft: IssueDraft = {}): number {
    const now = context.now();
    const state = draftToState(draft, fromInstant(new Date(now)));
    if (store.get(state.number)) throw new Error(`${fullName()} has issue ${state.number} already`);
    store.put(state, now);
    context.record('opened', fullName(), state.number);
    return state.number;
  }

  /** Adds an issue as it was recorded, `updated_at` included; members that GitHub always sends are filled in. */
  function addIssue(raw: RecordedIssue, { labelStrings = false } = {}): void {
    store.put({ ...recordedToState(raw, { users, labels, labelStrings }), version: context.nextVersion() });
  }

  const labelNames = (number: number) =>
    must(number).labels.map((label) => (typeof label === 'string' ? label : label.name));

  function renameLabel(fromName: string, toName: string): void {
    const { before, after } = labels.rename(fromName, toName);
    for (const state of [...store.ascending('created')]) {
      if (!state.labels.includes(before)) continue;
      const changed = state.labels.map((label) => (label === before ? after : label));
      store.put({ ...state, labels: changed, version: context.nextVersion() }, context.now());
    }
    context.record('label renamed', fullName());
  }

  function transfer(number: number, to: string, { keepId = false } = {}): number {
    const state = must(number);
    const target = context.find(to);
    const toNumber = target.receive(state, keepId);
    store.remove(number, { kind: 'transferred', toRepositoryId: target.id, toNumber }, context.now());
    context.record('transferred', fullName(), number);
    return toNumber;
  }

  /** Takes an issue over from another repository (used by `transfer`). */
  function receive(state: IssueState, keepId: boolean): number {
    const number = store.highestNumber() + 1;
    const now = context.now();
    const updatedAt = fromInstant(new Date(now));
    const kept = state.labels.map((label) => (typeof label === 'string' ? label : labels.named({ name: label.name })));
    const id = keepId ? state.id : issueId(number);
    store.put({ ...state, id, number, labels: kept, milestone: null, updatedAt, version: context.nextVersion() }, now);
    return number;
  }

  function remove(kind: 'deleted' | 'hidden', number: number): void {
    const state = must(number);
    store.remove(number, kind === 'hidden' ? { kind, state } : { kind }, context.now());
    context.record(kind, fullName(), number);
  }

  /** Brings a hidden issue back with its old `updated_at`, as when a spam flag is lifted. */
  function show(number: number): void {
    const departure = store.departure(number);
    if (departure?.kind !== 'hidden') throw new Error(`${fullName()} has no hidden issue ${number}`);
    store.put({ ...departure.state, version: context.nextVersion() }, context.now());
    context.record('shown', fullName(), number);
  }

  /** Adds an issue of the past, at `at` in epoch milliseconds where the draft does not say. */
  const seedIssue = (draft: IssueDraft, at: number) => store.put(draftToState(draft, at));

  return {
    must,
    seedIssue,
    openIssue,
    addIssue,
    receive,
    edit: (number: number, draft: IssueDraft) => change('edited', number, draft),
    close: (number: number, stateReason: string | null = 'completed') =>
      change(
        'closed',
        number,
        { state: 'closed', stateReason, closedAt: new Date(context.now()) },
        { closedBy: owner() },
      ),
    reopen: (number: number) =>
      change('reopened', number, { state: 'open', stateReason: 'reopened' }, { closedBy: null }),
    label: (number: number, name: string) =>
      change('labeled', number, { labels: [...labelNames(number).filter((label) => label !== name), name] }),
    unlabel: (number: number, name: string) =>
      change('unlabeled', number, { labels: labelNames(number).filter((label) => label !== name) }),
    touch: (number: number, at?: string | Date) => change('touched', number, at === undefined ? {} : { updatedAt: at }),
    delete: (number: number) => remove('deleted', number),
    hide: (number: number) => remove('hidden', number),
    show,
    transfer,
    renameLabel,
  };
}
