import { json, notFound, refusal, type Answer } from '../http/answer.ts';
import {
  catalogueLabelJson,
  catalogueMilestoneJson,
  deploymentJson,
  forkJson,
  releaseJson,
} from '../json/catalogue-json.ts';
import type { Fork } from '../world/forks.ts';
import type { Milestone } from '../world/milestones.ts';
import { mayLookInside } from './access.ts';
import type { RepositoryContext } from './context.ts';
import { arrayList } from './numbered-list.ts';
import { readChoice } from './read-query.ts';

/** GET …/labels, in the order in which they were made. */
export function listLabels(context: RepositoryContext): Answer {
  const { repository, address } = context;
  const rows = repository.labels.all().map((label) => catalogueLabelJson(repository, label));
  return arrayList(context, { address, rows });
}

/** GET …/labels/{name}. */
export function getLabel({ repository, parameters }: RepositoryContext): Answer {
  const label = repository.labels.find(decodeURIComponent(parameters.name ?? ''));
  return label ? json(200, catalogueLabelJson(repository, label)) : notFound();
}

/** GET …/milestones: open ones unless told otherwise, by due date, then by number. */
export function listMilestones(context: RepositoryContext): Answer {
  const { repository, query, address } = context;
  const state = readChoice(query, 'state', ['open', 'closed', 'all']);
  const sign = query.get('direction') === 'desc' ? -1 : 1;
  const due = ({ due_on: on }: Milestone) => (on ? Date.parse(on) : Infinity);
  const rows = repository.milestones
    .all()
    .filter((milestone) => state === 'all' || (milestone.state ?? 'open') === state)
    .sort((one, other) => sign * compare(due(one), due(other)) || one.number - other.number)
    .map((milestone) => catalogueMilestoneJson(repository, milestone));
  return arrayList(context, { address, rows });
}

/** Two milestones without a date are equal; their difference would not be a number. */
const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);

/** GET …/milestones/{milestone_number}. */
export function getMilestone({ repository, parameters }: RepositoryContext): Answer {
  const milestone = repository.milestones.all().find(({ number }) => number === Number(parameters.milestone_number));
  return milestone ? json(200, catalogueMilestoneJson(repository, milestone)) : notFound();
}

/** GET …/releases, newest first; drafts only for those who may write. */
export function listReleases(context: RepositoryContext): Answer {
  const { repository, address } = context;
  const seesDrafts = mayLookInside(context);
  const rows = repository.releases
    .all()
    .filter(({ isDraft }) => seesDrafts || !isDraft)
    .map((release) => releaseJson(repository, release));
  return arrayList(context, { address, rows });
}

/** GET …/releases/{release_id}. */
export function getRelease(context: RepositoryContext): Answer {
  const { repository, parameters } = context;
  const release = repository.releases.all().find(({ id }) => id === Number(parameters.release_id));
  return release && (!release.isDraft || mayLookInside(context))
    ? json(200, releaseJson(repository, release))
    : notFound();
}

/** GET …/deployments, newest first. */
export function listDeployments(context: RepositoryContext): Answer {
  const { repository, address, query } = context;
  const environment = query.get('environment');
  const rows = repository.deployments
    .all()
    .filter((deployment) => environment === null || deployment.environment === environment)
    .map((deployment) => deploymentJson(repository, deployment));
  return arrayList(context, { address, rows });
}

/** GET …/deployments/{deployment_id}. */
export function getDeployment({ repository, parameters }: RepositoryContext): Answer {
  const found = repository.deployments.all().find(({ id }) => id === Number(parameters.deployment_id));
  return found ? json(200, deploymentJson(repository, found)) : notFound();
}

const forkOrders: Record<string, (one: Fork, other: Fork) => number> = {
  newest: (one, other) => other.createdAt - one.createdAt || other.id - one.id,
  oldest: (one, other) => one.createdAt - other.createdAt || one.id - other.id,
  stargazers: (one, other) => other.stars - one.stars || other.id - one.id,
  watchers: (one, other) => other.stars - one.stars || other.id - one.id,
};

/** GET …/forks: newest first unless sorted otherwise; 400 on a sort that there is not. */
export function listForks(context: RepositoryContext): Answer {
  const { repository, query, version, address } = context;
  const order = forkOrders[query.get('sort') ?? 'newest'];
  if (!order) return refusal(400, 'Invalid sort');
  const rows = [...repository.forks.all()].sort(order).map((fork) => forkJson(repository, fork, version));
  return arrayList(context, { address, rows });
}
