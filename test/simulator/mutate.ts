import { createRandom, type Random } from './world/random.ts';
import type { Repository, World } from './world.ts';

interface Situation {
  world: World;
  repository: Repository;
  /** Where issues are transferred to, as `owner/name`. */
  other: string;
  random: Random;
  /** Counts up, for names that are not there yet. */
  count: number;
}

type Mutation = (situation: Situation) => void;

function anyIssue({ repository, random }: Situation, isMeant: (number: number) => boolean = () => true): number | null {
  const numbers = [...repository.store.present()].map(({ number }) => number).filter(isMeant);
  return numbers.length ? random.pick(numbers) : null;
}

/** A mutation of some issue; nothing happens where there is none. */
const onIssue =
  (change: (number: number, situation: Situation) => void): Mutation =>
  (situation) => {
    const number = anyIssue(situation);
    if (number !== null) change(number, situation);
  };

const onPull =
  (change: (number: number, situation: Situation) => void, isOpen = false): Mutation =>
  (situation) => {
    const { store } = situation.repository;
    const isMeant = (number: number) => {
      const state = store.get(number);
      return Boolean(state?.pullRequest) && (!isOpen || state?.state === 'open');
    };
    const number = anyIssue(situation, isMeant);
    if (number !== null) change(number, situation);
  };

const onComment =
  (change: (id: number, repository: Repository) => void): Mutation =>
  ({ repository, random }) => {
    const rows = repository.core.indexes.comments.order('created');
    if (rows.length) change(rows.at(random.integer(0, rows.length - 1)).id, repository);
  };

const onReviewComment =
  (change: (id: number, repository: Repository) => void): Mutation =>
  ({ repository, random }) => {
    const rows = repository.core.indexes.reviewComments.order('created');
    if (rows.length) change(rows.at(random.integer(0, rows.length - 1)).id, repository);
  };

const onLabel =
  (change: (name: string, situation: Situation) => void): Mutation =>
  (situation) => {
    const labels = situation.repository.labels.all();
    if (labels.length) change(situation.random.pick(labels).name, situation);
  };

const onMilestone =
  (change: (number: number, situation: Situation) => void): Mutation =>
  (situation) => {
    const milestones = situation.repository.milestones.all();
    if (milestones.length) change(situation.random.pick(milestones).number, situation);
  };

/** Every kind of change of one repository and of the accounts around it, by name. */
export const mutations: Record<string, Mutation> = {
  'open issue': ({ repository, count }) => void repository.openIssue({ title: `New ${count}`, labels: ['bug'] }),
  'open pull request': ({ repository, count }) =>
    void repository.openIssue({ title: `Change ${count}`, pullRequest: true, user: 'ada' }),
  edit: onIssue((number, { repository, count }) => repository.edit(number, { title: `Again ${count}` })),
  assign: onIssue((number, { repository }) => repository.edit(number, { assignees: ['ada', 'grace'] })),
  milestone: onIssue((number, { repository, random }) =>
    repository.edit(number, { milestone: random.pick(['1.0', '3.0', null]) }),
  ),
  lock: onIssue((number, { repository }) => repository.edit(number, { locked: true })),
  close: onIssue((number, { repository }) => repository.close(number)),
  reopen: onIssue((number, { repository }) => {
    if (repository.store.get(number)?.pullRequest?.mergedAt) return;
    if (repository.store.get(number)?.state === 'closed') repository.reopen(number);
  }),
  label: onIssue((number, { repository, random }) => repository.label(number, random.pick(['bug', 'new', 'later']))),
  unlabel: onIssue((number, { repository }) => {
    const [label] = repository.store.get(number)?.labels ?? [];
    if (label) repository.unlabel(number, typeof label === 'string' ? label : label.name);
  }),
  touch: onIssue((number, { repository }) => repository.touch(number)),
  delete: onIssue((number, { repository }) => repository.delete(number)),
  transfer: onIssue((number, { repository, other }) => void repository.transfer(number, other)),
  hide: onIssue((number, { repository }) => repository.hide(number)),
  show: ({ repository }) => {
    const hidden = [...repository.store.departed()].find(({ departure }) => departure.kind === 'hidden');
    if (hidden) repository.show(hidden.number);
  },
  comment: onIssue((number, { repository }) => void repository.comment(number)),
  'edit comment': onComment((id, repository) => repository.editComment(id, 'Written anew')),
  'delete comment': onComment((id, repository) => repository.deleteComment(id)),
  review: onPull((number, { repository }) => void repository.review(number, { state: 'CHANGES_REQUESTED' })),
  'dismiss review': onPull((number, { repository }) => {
    const [review] = repository.core.threads.get(number).reviews;
    if (review) repository.dismissReview(number, review.id);
  }),
  'review comment': onPull((number, { repository }) => void repository.reviewComment(number)),
  'edit review comment': onReviewComment((id, repository) => repository.editReviewComment(id, 'Look again')),
  'delete review comment': onReviewComment((id, repository) => repository.deleteReviewComment(id)),
  'request review': onPull((number, { repository }) => repository.requestReview(number, 'grace'), true),
  'merge pull request': onPull((number, { repository }) => void repository.mergePull(number), true),
  'squash pull request': onPull(
    (number, { repository }) => void repository.mergePull(number, { method: 'squash' }),
    true,
  ),
  draft: onPull((number, { repository }) => repository.convertToDraft(number), true),
  'push to head': onPull((number, { repository }) => void repository.pushHead(number), true),
  'rename label': onLabel((name, { repository, count }) =>
    repository.renameLabel(name, `${name.slice(0, 8)} ${count}`),
  ),
  'delete label': onLabel((name, { repository }) => repository.deleteLabel(name)),
  'edit milestone': onMilestone((number, { repository }) => repository.closeMilestone(number)),
  'delete milestone': onMilestone((number, { repository }) => repository.deleteMilestone(number)),
  push: ({ repository }) => void repository.push('ada'),
  'push of somebody without account': ({ repository, count }) =>
    void repository.pushAs({ email: `stranger-${count}@example.com` }),
  'merge branch': ({ repository }) => void repository.pushBranch({ commits: 2, at: '2025-01-01T00:00:00Z' }),
  'force-push': ({ repository }) => void repository.forcePush({ drop: 1 }),
  release: ({ repository, count }) => void repository.release(`v9.${count}`),
  fork: ({ repository, count }) => void repository.forkBy(`new-forker-${count}`),
  star: ({ repository, count }) => repository.star(`new-fan-${count}`),
  'member joins': ({ world, repository, count }) =>
    world.organisations.find(repository.facts.owner.login)?.join(`joiner-${count}`),
  'rename user': ({ world, repository, count }) => {
    const user = [...repository.store.present()].find((state) => state.user?.type === 'User')?.user;
    if (user && world.users.find(user.login) === user)
      world.renameUser(user.login, `${user.login.slice(0, 20)}-${count}`);
  },
  'delete user': ({ world, repository }) => {
    const visitor = [...repository.store.present()].find(({ user }) => user?.login.startsWith('visitor-'))?.user;
    if (visitor) world.ghostUser(visitor.login);
  },
  'rename repository': ({ world, repository, count }) => {
    const [owner] = repository.fullName.split('/');
    world.rename(repository.fullName, `${owner}/renamed-${count}`);
  },
};

/**
 * Changes a repository at random; the same seed makes the same changes. Each call of the returned function makes one and
 * gives its name. `except` names kinds to leave out.
 */
export function createMutator(
  world: World,
  repository: Repository,
  { seed, other, except = [] }: { seed: number; other: string; except?: readonly string[] },
): () => string {
  const kinds = Object.keys(mutations).filter((kind) => !except.includes(kind));
  const random = createRandom('mutations', seed);
  let count = 0;
  return () => {
    count += 1;
    // Each kind once before any comes again, so that a short test meets them all.
    const kind = count <= kinds.length ? (kinds[count - 1] as string) : random.pick(kinds);
    mutations[kind]?.({ world, repository, other, random, count });
    return kind;
  };
}
