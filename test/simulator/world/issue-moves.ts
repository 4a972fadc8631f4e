import type { IssueCore } from './issue-core.ts';
import type { IssueState } from './issue-state.ts';
import type { Label } from './label.ts';
import type { Thread } from './thread.ts';

interface Options {
  /** True: the issue, its comments and its events keep their ids, which GitHub does not say. */
  keepId?: boolean;
}

interface Leaving {
  /** True: the list of the repository's events goes on to show its events, with `null` for the issue. */
  leavesEvents?: boolean;
}

/** How issues leave a repository and come back. */
export function createIssueMoves(core: IssueCore, issueId: (number: number) => number) {
  const { context, store, threads, labels, milestones, fullName, must } = core;

  /** Moves an issue to another repository and gives its number there. */
  function transfer(number: number, to: string, { keepId = false }: Options = {}): number {
    const state = must(number);
    const target = context.find(to);
    const toNumber = target.receive(state, threads.get(number), { keepId });
    core.unlist(number);
    const departure = { kind: 'transferred' as const, state, toRepositoryId: target.id, toNumber };
    store.remove(number, departure, context.now());
    context.nextVersion();
    core.record('transferred', number);
    return toNumber;
  }

  /** Takes an issue over from another repository (used by `transfer`). */
  function receive(state: IssueState, thread: Thread, { keepId = false }: Options): number {
    const number = store.highestNumber() + 1;
    const at = core.moment();
    const kept = state.labels.map((label) => (typeof label === 'string' ? label : labels.named({ name: label.name })));
    const moved = <T extends { id: number; createdAt: number }>(rows: T[]) =>
      rows.map((row) => ({ ...row, id: keepId ? row.id : core.rowId(row.createdAt) }));
    const comments = moved(thread.comments.filter(({ isDeleted }) => !isDeleted));
    threads.set(number, { comments, events: moved(thread.events), reviews: [], reviewComments: [] });
    const id = keepId ? state.id : issueId(number);
    const version = context.nextVersion();
    store.put({ ...state, id, number, labels: kept, milestone: null, updatedAt: at, version }, context.now());
    core.enlist(number);
    if (state.milestone)
      core.append(number, event(at, 'demilestoned', { milestone: { title: state.milestone.title } }));
    core.append(number, event(at, 'transferred', null));
    return number;
  }

  const event = (createdAt: number, kind: string, detail: Record<string, unknown> | null) => ({
    kind,
    actor: core.actor(),
    createdAt,
    detail,
  });

  function remove(kind: 'deleted' | 'hidden', number: number, leaving?: Leaving): void {
    const state = must(number);
    core.unlist(number, leaving);
    store.remove(number, { kind, state }, context.now());
    context.nextVersion();
    core.record(kind, number);
  }

  /** Brings a hidden issue back with its old `updated_at`, as when a spam flag is lifted. */
  function show(number: number): void {
    const departure = store.departure(number);
    if (departure?.kind !== 'hidden') throw new Error(`${fullName()} has no hidden issue ${number}`);
    const { state } = departure;
    // Labels and milestones that were changed or deleted meanwhile are so here, too.
    const now = state.labels.flatMap((label): (Label | string)[] =>
      typeof label === 'string' ? [label] : labels.all().filter(({ id }) => id === label.id),
    );
    const milestone = milestones.all().find(({ id }) => id === state.milestone?.id) ?? null;
    core.put({ ...state, labels: now, milestone });
    core.enlist(number);
    core.record('shown', number);
  }

  /** Hides or shows all issues of an author, as a spam flag does; gives their numbers. */
  function setAuthorHidden(login: string, isHidden: boolean): number[] {
    const mine = (state: IssueState) => state.user?.login === login;
    const present = [...store.present()].filter(mine).map(({ number }) => number);
    const hidden = [...store.departed()].filter(
      ({ departure }) => departure.kind === 'hidden' && mine(departure.state),
    );
    const numbers = isHidden ? present : hidden.map(({ number }) => number);
    for (const number of numbers)
      if (isHidden) remove('hidden', number);
      else show(number);
    return numbers;
  }

  return {
    transfer,
    receive,
    show,
    delete: (number: number, leaving?: Leaving) => remove('deleted', number, leaving),
    hide: (number: number, leaving?: Leaving) => remove('hidden', number, leaving),
    hideAuthor: (login: string) => setAuthorHidden(login, true),
    showAuthor: (login: string) => setAuthorHidden(login, false),
  };
}
