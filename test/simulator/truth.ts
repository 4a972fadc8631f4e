import {
  catalogueLabelJson,
  catalogueMilestoneJson,
  deploymentJson,
  forkJson,
  listedRepositoryJson,
  releaseJson,
} from './json/catalogue-json.ts';
import { commitJson } from './json/commit-json.ts';
import { commentJson, reviewCommentJson, reviewJson } from './json/comment-json.ts';
import { issueEventJson } from './json/issue-event-json.ts';
import { fullPullJson } from './json/pull-json.ts';
import type { ApiVersion } from './world/issue-json.ts';
import type { ContributorActivity } from './world/contributor-stats.ts';
import { repositoryJson } from './world/repository-json.ts';
import { starHistory } from './world/star-history.ts';
import type { Repository, World } from './world.ts';

/** Rows as the API shows them; `number` says on which issue or pull request a row hangs. */
export type TruthRow = Record<string, unknown>;
export type NumberedRow = TruthRow & { number: number };

/**
 * Everything that GitHub shows of a repository at this moment, as plain arrays for tests to compare tables with: what a
 * perfect reader has after reconciliation. Pending reviews and drafts of releases are left out: strangers do not see
 * them. Lists are in the order of their ids or dates; nothing in them is shared with
 * the world. It makes all rows, so it is for worlds of thousands of issues, not of hundreds of thousands.
 */
export function truth(world: World, repository: Repository, version: ApiVersion = '2026-03-10') {
  const { store, core } = repository;
  const numbers = [...store.present()].map(({ number }) => number).sort((one, other) => one - other);
  const pulls = numbers.filter((number) => core.must(number).pullRequest);
  const ofEach = (of: readonly number[], rows: (number: number) => object[]): NumberedRow[] =>
    of.flatMap((number) => rows(number).map((row) => ({ ...row, number })));
  const departed = (kind: string) =>
    [...store.departed()]
      .filter(({ departure }) => departure.kind === kind)
      .map(({ number, departure }) => ({ number, departure }));
  const owner = world.organisations.find(repository.facts.owner.login);

  const made = {
    repository: repositoryJson(repository.facts, version) as TruthRow,
    issues: [...repository.issues(version)] as TruthRow[],
    pulls: pulls.map((number) => fullPullJson(repository, core.must(number), version)),
    comments: ofEach(numbers, (number) => core.commentsOf(number).map((row) => commentJson(repository, number, row))),
    reviews: ofEach(pulls, (number) =>
      core.threads
        .get(number)
        .reviews.filter(({ state }) => state !== 'PENDING')
        .map((row) => reviewJson(repository, number, row)),
    ),
    reviewComments: ofEach(pulls, (number) =>
      core.reviewCommentsOf(number).map((row) => reviewCommentJson(repository, number, row)),
    ),
    issueEvents: ofEach(numbers, (number) =>
      core.threads.get(number).events.map((row) => issueEventJson(repository, number, row)),
    ),
    commits: repository.commits.log().map((commit) => commitJson(repository, commit)),
    labels: repository.labels.all().map((label) => catalogueLabelJson(repository, label)) as TruthRow[],
    milestones: repository.milestones
      .all()
      .map((milestone) => catalogueMilestoneJson(repository, milestone)) as TruthRow[],
    releases: repository.releases
      .all()
      .filter(({ isDraft }) => !isDraft)
      .map((release) => releaseJson(repository, release)) as TruthRow[],
    deployments: repository.deployments.all().map((deployment) => deploymentJson(repository, deployment)) as TruthRow[],
    forks: repository.forks.all().map((fork) => forkJson(repository, fork, version)),
    starWeeks: starHistory(repository.stars, world.clock().getTime()),
    contributorStats: repository.stats.answer(world.clock().getTime()) as ContributorActivity[],
    members: (owner?.members() ?? []).map(({ user, role, isPublic }) => ({
      login: user.login,
      id: user.id,
      role,
      isPublic,
    })),
    transfers: departed('transferred').map(({ number, departure }) => transferOf(world, number, departure)),
    deleted: departed('deleted').map(({ number, departure }) => ({ number, id: departure.state.id })),
    hidden: departed('hidden').map(({ number, departure }) => ({ number, id: departure.state.id })),
  };
  return structuredClone(made);
}

export type Truth = ReturnType<typeof truth>;

type Departed = Extract<ReturnType<Repository['store']['departure']>, object>;

function transferOf(world: World, number: number, departure: Departed) {
  if (departure.kind !== 'transferred') throw new Error(`number ${number} was not transferred`);
  const { toRepositoryId, toNumber, state } = departure;
  const id = world.findById(toRepositoryId)?.store.get(toNumber)?.id ?? null;
  return { number, id: state.id, to: { repositoryId: toRepositoryId, number: toNumber, id } };
}

/** The repositories of an owner that a caller sees who does not belong to it, as the list shows them, by id. */
export function repositoriesOf(world: World, owner: string, version: ApiVersion = '2026-03-10'): TruthRow[] {
  const rows = world
    .repositories()
    .filter(({ facts }) => facts.owner.login.toLowerCase() === owner.toLowerCase() && !facts.isPrivate)
    .sort((one, other) => one.id - other.id)
    .map((repository) => listedRepositoryJson(repository, version));
  return structuredClone(rows);
}
