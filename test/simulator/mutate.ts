import type { Commit } from './world/commit-graph.ts';
import { createRandom, type Random } from './world/random.ts';
import type { ReviewRow } from './world/thread.ts';
import type { User } from './world/user.ts';
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

/** Pull requests can neither be transferred nor deleted. */
const onPlainIssue =
  (change: (number: number, situation: Situation) => void): Mutation =>
  (situation) => {
    const number = anyIssue(situation, (known) => !situation.repository.store.get(known)?.pullRequest);
    if (number !== null) change(number, situation);
  };

const onReview =
  (isMeant: (review: ReviewRow) => boolean, change: (number: number, id: number, repository: Repository) => void) =>
  ({ repository, random }: Situation): void => {
    const found = [...repository.store.present()].flatMap(({ number, pullRequest }) =>
      pullRequest
        ? repository.core.threads
            .get(number)
            .reviews.filter(isMeant)
            .map(({ id }) => ({ number, id }))
        : [],
    );
    if (!found.length) return;
    const { number, id } = random.pick(found);
    change(number, id, repository);
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

const onRelease =
  (change: (tag: string, situation: Situation) => void): Mutation =>
  (situation) => {
    const releases = situation.repository.releases.all();
    if (releases.length) change(situation.random.pick(releases).tag, situation);
  };

const onDeployment =
  (change: (id: number, situation: Situation) => void): Mutation =>
  (situation) => {
    const deployments = situation.repository.deployments.all();
    if (deployments.length) change(situation.random.pick(deployments).id, situation);
  };

/** Somebody who has opened issues and is no contributor, so that few issues hang on the account. */
function visitorOf({ repository }: Situation): User | null {
  const isVisitor = (user: User | null) => user?.login.startsWith('visitor-');
  return [...repository.store.present()].find(({ user }) => isVisitor(user))?.user ?? null;
}

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
  'edit body': onIssue((number, { repository, count }) => repository.edit(number, { body: `More of it, ${count}` })),
  lock: onIssue((number, { repository }) => repository.edit(number, { locked: true })),
  unlock: onIssue((number, { repository }) => repository.edit(number, { locked: false })),
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
  delete: onPlainIssue((number, { repository }) => repository.delete(number)),
  transfer: onPlainIssue((number, { repository, other }) => void repository.transfer(number, other)),
  hide: onIssue((number, { repository }) => repository.hide(number)),
  show: ({ repository }) => {
    const hidden = [...repository.store.departed()].find(({ departure }) => departure.kind === 'hidden');
    if (hidden) repository.show(hidden.number);
  },
  comment: onIssue((number, { repository }) => void repository.comment(number)),
  'edit comment': onComment((id, repository) => repository.editComment(id, 'Written anew')),
  'delete comment': onComment((id, repository) => repository.deleteComment(id)),
  review: onPull((number, { repository }) => void repository.review(number, { state: 'CHANGES_REQUESTED' })),
  'pending review': onPull((number, { repository }) => void repository.review(number, { state: 'PENDING' }), true),
  'submit review': onReview(
    ({ state }) => state === 'PENDING',
    (number, id, repository) => repository.submitReview(number, id, 'APPROVED'),
  ),
  'edit review': onReview(
    ({ state }) => state !== 'PENDING',
    (number, id, repository) => repository.editReview(number, id, 'On second thoughts'),
  ),
  'dismiss review': onReview(
    ({ state }) => state === 'APPROVED' || state === 'CHANGES_REQUESTED',
    (number, id, repository) => repository.dismissReview(number, id),
  ),
  'review comment': onPull((number, { repository }) => void repository.reviewComment(number)),
  'edit review comment': onReviewComment((id, repository) => repository.editReviewComment(id, 'Look again')),
  'delete review comment': onReviewComment((id, repository) => repository.deleteReviewComment(id)),
  'request review': onPull((number, { repository }) => repository.requestReview(number, 'grace'), true),
  'remove review request': onPull((number, { repository }) => {
    const [asked] = repository.pull(number).requestedReviewers;
    if (asked && asked.login !== 'ghost') repository.removeReviewRequest(number, asked.login);
  }),
  'merge pull request': onPull((number, { repository }) => void repository.mergePull(number), true),
  'squash pull request': onPull(
    (number, { repository }) => void repository.mergePull(number, { method: 'squash' }),
    true,
  ),
  draft: onPull((number, { repository }) => repository.convertToDraft(number), true),
  'ready for review': onPull((number, { repository }) => repository.readyForReview(number), true),
  'change base': onPull((number, { repository, count }) => repository.editPull(number, { baseRef: `base-${count}` })),
  'delete head fork': onPull((number, { repository }) => repository.editPull(number, { headOwner: null })),
  'push to head': onPull((number, { repository }) => void repository.pushHead(number), true),
  'create label': ({ repository, count }) => repository.createLabel({ name: `made ${count}`, description: 'New' }),
  'edit label': onLabel((name, { repository, count }) =>
    repository.editLabel(name, { color: count.toString(16).padStart(6, '0'), description: `Described ${count}` }),
  ),
  'rename label': onLabel((name, { repository, count }) =>
    repository.renameLabel(name, `${name.slice(0, 8)} ${count}`),
  ),
  'delete label': onLabel((name, { repository }) => repository.deleteLabel(name)),
  'create milestone': ({ repository, count }) => void repository.createMilestone(`Milestone ${count}`),
  'edit milestone': onMilestone((number, { repository, count }) =>
    repository.editMilestone(number, { title: `Retitled ${count}`, due_on: '2027-01-31T08:00:00Z' }),
  ),
  'close milestone': onMilestone((number, { repository }) => repository.closeMilestone(number)),
  'delete milestone': onMilestone((number, { repository }) => repository.deleteMilestone(number)),
  push: ({ repository }) => void repository.push('ada'),
  'push of somebody without account': ({ repository, count }) =>
    void repository.pushAs({ email: `stranger-${count}@example.com` }),
  'merge branch': ({ repository }) => void repository.pushBranch({ commits: 2, at: '2025-01-01T00:00:00Z' }),
  'force-push': ({ repository }) => void repository.forcePush({ drop: 1 }),
  release: ({ repository, count }) => void repository.release(`v9.${count}`),
  'draft release': ({ repository, count }) => void repository.release(`v10.${count}`, { isDraft: true }),
  'edit release': onRelease((tag, { repository, count }) =>
    repository.editRelease(tag, { name: `Release ${count}`, body: `Again ${count}` }),
  ),
  deploy: ({ repository, count }) => void repository.deploy(count % 2 ? 'staging' : 'production', { ref: `v${count}` }),
  'delete deployment': onDeployment((id, { repository }) => repository.deleteDeployment(id)),
  'delete release': onRelease((tag, { repository }) => repository.deleteRelease(tag)),
  fork: ({ repository, count }) => void repository.forkBy(`new-forker-${count}`),
  'remove fork': ({ repository, random }) => {
    const forks = repository.forks.all().filter(({ owner }) => owner.login !== 'ghost');
    if (forks.length) repository.removeFork(random.pick(forks).owner.login);
  },
  star: ({ repository, count }) => repository.star(`new-fan-${count}`),
  unstar: ({ repository, random }) => {
    const fans = repository.stars.all().filter(({ user }) => user.login !== 'ghost');
    if (fans.length) repository.unstar(random.pick(fans).user.login);
  },
  watch: ({ repository, count }) => repository.watch(`new-watcher-${count}`),
  archive: ({ repository }) => repository.set({ archived: !repository.facts.archived }),
  describe: ({ repository, count }) => repository.set({ description: `Described ${count} times` }),
  'member joins': ({ world, repository, count }) =>
    world.organisations.find(repository.facts.owner.login)?.join(`joiner-${count}`),
  'rename user': ({ world, repository, count }) => {
    const user = [...repository.store.present()].find((state) => state.user?.type === 'User')?.user;
    if (user && world.users.find(user.login) === user)
      world.renameUser(user.login, `${user.login.slice(0, 20)}-${count}`);
  },
  'delete user': (situation) => {
    const visitor = visitorOf(situation);
    if (visitor) situation.world.ghostUser(visitor.login);
  },
  'ban user': (situation) => {
    const visitor = visitorOf(situation);
    if (visitor) situation.world.banUser(visitor.login);
  },
  'unban user': ({ world, repository }) => {
    const hidden = [...repository.store.departed()].find(({ departure }) => departure.kind === 'hidden');
    const login = hidden?.departure.state.user?.login;
    if (login !== undefined) world.unbanUser(login);
  },
  'link e-mail': ({ world, repository }) => {
    const isNobodys = ({ author }: Commit) => author.account === null && !author.isAccountDeleted;
    const commit = repository.commits.log().find(isNobodys);
    if (commit) world.linkEmail(commit.author.email, 'ada');
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
