import type { RepositoryResource } from '../../workflows/contract.ts';

const base = 'GET /repos/{owner}/{repo}';

/** Routes that each resource is read from: its list, single rows, and the rows of one number. */
const routes: Record<RepositoryResource, readonly string[]> = {
  repository: [''],
  issues: ['/issues', '/issues/{issue_number}'],
  pull_requests: ['/pulls', '/pulls/{pull_number}'],
  comments: ['/issues/comments', '/issues/comments/{comment_id}', '/issues/{issue_number}/comments'],
  review_comments: ['/pulls/comments', '/pulls/comments/{comment_id}'],
  reviews: ['/pulls/{pull_number}/reviews'],
  issue_events: ['/issues/events', '/issues/events/{event_id}', '/issues/{issue_number}/events'],
  labels: ['/labels', '/labels/{name}'],
  milestones: ['/milestones', '/milestones/{milestone_number}'],
  releases: ['/releases', '/releases/{release_id}'],
  forks: ['/forks'],
  deployments: ['/deployments', '/deployments/{deployment_id}'],
  commits: ['/commits', '/compare/{basehead}'],
  star_history: ['/stargazers/history'],
  contributor_stats: ['/stats/contributors'],
};

/** @param byRoute requests of each documented route */
export function requestsOfResource(byRoute: Record<string, number>, resource: RepositoryResource): number {
  return routes[resource].reduce((sum, route) => sum + (byRoute[base + route] ?? 0), 0);
}

/** Queries of GraphQL that a resource is read by. */
const queries: Partial<Record<RepositoryResource, readonly string[]>> = {
  reviews: ['reviews', 'moreReviews'],
  issue_events: ['events', 'moreEvents'],
};

/** @param byQuery points of each query, by its name */
export function pointsOfResource(byQuery: Record<string, number>, resource: RepositoryResource): number {
  return (queries[resource] ?? []).reduce((sum, name) => sum + (byQuery[name] ?? 0), 0);
}
