import type { Repository } from '../world.ts';
import type { ApiVersion } from '../world/issue-json.ts';
import { labelJson, milestoneJson } from '../world/issue-text.ts';
import { toInstant } from '../world/instant.ts';
import type { Deployment } from '../world/deployments.ts';
import type { Fork } from '../world/forks.ts';
import type { Label } from '../world/label.ts';
import type { Milestone } from '../world/milestones.ts';
import type { Release } from '../world/releases.ts';
import { repositoryJson } from '../world/repository-json.ts';
import { addressesOf, nodeId, noReactions } from './addresses.ts';

/** A label as its catalogue shows it. */
export function catalogueLabelJson(repository: Repository, label: Label) {
  return labelJson(label, addressesOf(repository).api);
}

/** A milestone with its counts of open and closed issues. */
export function catalogueMilestoneJson(repository: Repository, milestone: Milestone) {
  const counts = { open: 0, closed: 0 };
  for (const state of repository.store.present()) if (state.milestone === milestone) counts[state.state] += 1;
  const around = { fullName: repository.fullName, owner: repository.facts.owner };
  return { ...milestoneJson(milestone, around), open_issues: counts.open, closed_issues: counts.closed };
}

/** A release; one that is a draft has no `published_at`. */
export function releaseJson(repository: Repository, release: Release) {
  const { api, web } = addressesOf(repository);
  const url = `${api}/releases/${release.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/${repository.fullName}/releases/${release.id}/assets{?name,label}`,
    html_url: `${web}/releases/tag/${release.tag}`,
    id: release.id,
    author: release.author,
    node_id: nodeId('RE', release.id),
    tag_name: release.tag,
    target_commitish: 'main',
    name: release.name,
    draft: release.isDraft,
    immutable: false,
    prerelease: release.isPrerelease,
    created_at: toInstant(release.createdAt),
    updated_at: toInstant(release.publishedAt ?? release.createdAt),
    published_at: release.publishedAt === null ? null : toInstant(release.publishedAt),
    assets: [],
    tarball_url: `${api}/tarball/${release.tag}`,
    zipball_url: `${api}/zipball/${release.tag}`,
    body: release.body,
    reactions: noReactions(url),
  };
}

/** A deployment; its statuses have addresses of their own. */
export function deploymentJson(repository: Repository, deployment: Deployment) {
  const { api } = addressesOf(repository);
  const url = `${api}/deployments/${deployment.id}`;
  const { id, sha, ref, environment, description, creator, isProduction } = deployment;
  return {
    ...{ url, id, node_id: nodeId('DE', id), task: 'deploy', original_environment: environment, environment },
    ...{ description, created_at: toInstant(deployment.createdAt), updated_at: toInstant(deployment.createdAt) },
    ...{ statuses_url: `${url}/statuses`, repository_url: api, creator, sha, ref, payload: {} },
    ...{ transient_environment: false, production_environment: isProduction, performed_via_github_app: null },
  };
}

/** A repository as lists show it: without its number of watchers and its network. */
export function listedRepositoryJson(repository: Repository, version: ApiVersion): Record<string, unknown> {
  const {
    subscribers_count: _subscribers,
    network_count: _network,
    ...listed
  } = repositoryJson(repository.facts, version);
  return listed;
}

/** A fork as lists show it. */
export function forkJson(repository: Repository, fork: Fork, version: ApiVersion): Record<string, unknown> {
  const {
    subscribers_count: _subscribers,
    network_count: _network,
    ...listed
  } = ownForkJson(repository, fork, version);
  return listed;
}

/** A fork as its own route shows it. */
export function fullForkJson(repository: Repository, fork: Fork, version: ApiVersion): Record<string, unknown> {
  const parent = listedRepositoryJson(repository, version);
  return { ...ownForkJson(repository, fork, version), parent, source: parent };
}

function ownForkJson(repository: Repository, fork: Fork, version: ApiVersion): Record<string, unknown> {
  const { id, owner, createdAt, pushedAt, stars } = fork;
  const counts = { stars, forks: 0, subscribers: 0, openIssuesCount: 0 };
  const dates = { createdAt, pushedAt, updatedAt: pushedAt };
  const facts = { ...repository.facts, id, owner, ...counts, ...dates, fork: true, hasIssues: false, archived: false };
  return repositoryJson(facts, version);
}
