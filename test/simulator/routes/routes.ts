import type { Answer } from '../http/answer.ts';
import type { RepositoryContext, RouteContext } from './context.ts';
import { createAccessToken } from './create-access-token.ts';
import { getContributorStats } from './get-contributor-stats.ts';
import { getInstallation, getUserInstallation, listInstallations } from './get-installation.ts';
import { getIssue } from './get-issue.ts';
import { getMeta } from './get-meta.ts';
import { getRateLimit } from './get-rate-limit.ts';
import { getRepository } from './get-repository.ts';
import * as catalogues from './list-catalogues.ts';
import * as comments from './list-comments.ts';
import * as commits from './list-commits.ts';
import * as feeds from './list-feeds.ts';
import * as events from './list-issue-events.ts';
import { listIssues } from './list-issues.ts';
import * as members from './list-members.ts';
import * as organisation from './list-organisation.ts';
import * as pulls from './list-pulls.ts';
import * as stars from './list-stars.ts';
import * as teams from './list-teams.ts';
import { listVersions } from './list-versions.ts';

/** Routes below a repository; each is reached by name and by id. Where two fit a path, the first is taken. */
export const repositoryRoutes: Record<string, (context: RepositoryContext) => Answer> = {
  'GET /repos/{owner}/{repo}': getRepository,
  'GET /repos/{owner}/{repo}/issues': listIssues,
  'GET /repos/{owner}/{repo}/issues/comments': comments.listIssueComments,
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': comments.getIssueComment,
  'GET /repos/{owner}/{repo}/issues/events': events.listIssueEvents,
  'GET /repos/{owner}/{repo}/issues/events/{event_id}': events.getIssueEvent,
  'GET /repos/{owner}/{repo}/issues/{issue_number}': getIssue,
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': comments.listCommentsOfIssue,
  'GET /repos/{owner}/{repo}/issues/{issue_number}/events': events.listEventsOfIssue,
  'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline': events.listTimeline,
  'GET /repos/{owner}/{repo}/pulls': pulls.listPulls,
  'GET /repos/{owner}/{repo}/pulls/comments': comments.listReviewComments,
  'GET /repos/{owner}/{repo}/pulls/comments/{comment_id}': comments.getReviewComment,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}': pulls.getPull,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews': pulls.listReviews,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}': pulls.getReview,
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments': comments.listReviewCommentsOfPull,
  'GET /repos/{owner}/{repo}/labels': catalogues.listLabels,
  'GET /repos/{owner}/{repo}/labels/{name}': catalogues.getLabel,
  'GET /repos/{owner}/{repo}/milestones': catalogues.listMilestones,
  'GET /repos/{owner}/{repo}/milestones/{milestone_number}': catalogues.getMilestone,
  'GET /repos/{owner}/{repo}/releases': catalogues.listReleases,
  'GET /repos/{owner}/{repo}/releases/{release_id}': catalogues.getRelease,
  'GET /repos/{owner}/{repo}/deployments': catalogues.listDeployments,
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}': catalogues.getDeployment,
  'GET /repos/{owner}/{repo}/forks': catalogues.listForks,
  'GET /repos/{owner}/{repo}/commits': commits.listCommits,
  'GET /repos/{owner}/{repo}/commits/{ref}': commits.getCommit,
  'GET /repos/{owner}/{repo}/compare/{basehead}': commits.compareCommits,
  'GET /repos/{owner}/{repo}/contributors': commits.listContributors,
  'GET /repos/{owner}/{repo}/stats/contributors': getContributorStats,
  'GET /repos/{owner}/{repo}/events': feeds.listRepositoryEvents,
  'GET /repos/{owner}/{repo}/stargazers': stars.listStargazers,
  'GET /repos/{owner}/{repo}/stargazers/count': stars.countStargazers,
  'GET /repos/{owner}/{repo}/stargazers/history': stars.listStarHistory,
  'GET /repos/{owner}/{repo}/subscribers': stars.listSubscribers,
  'GET /repos/{owner}/{repo}/installation': getInstallation,
};

const { ofOrganisation } = organisation;

export const otherRoutes: Record<string, (context: RouteContext) => Answer> = {
  'GET /rate_limit': getRateLimit,
  'GET /meta': getMeta,
  'GET /versions': listVersions,
  'GET /events': feeds.listPublicEvents,
  'GET /orgs/{org}': ofOrganisation(organisation.getOrganisation),
  'GET /orgs/{org}/repos': ofOrganisation(organisation.listOrganisationRepositories),
  'GET /orgs/{org}/events': ofOrganisation(feeds.listOrganisationEvents),
  'GET /orgs/{org}/members': ofOrganisation(members.listMembers),
  'GET /orgs/{org}/members/{username}': ofOrganisation(members.checkMember),
  'GET /orgs/{org}/memberships/{username}': ofOrganisation(members.getMembership),
  'GET /orgs/{org}/public_members': ofOrganisation(members.listPublicMembers),
  'GET /orgs/{org}/public_members/{username}': ofOrganisation(members.checkPublicMember),
  'GET /orgs/{org}/outside_collaborators': ofOrganisation(members.listOutsideCollaborators),
  'GET /orgs/{org}/teams': ofOrganisation(teams.listTeams),
  'GET /orgs/{org}/teams/{team_slug}': ofOrganisation(teams.getTeam),
  'GET /orgs/{org}/teams/{team_slug}/members': ofOrganisation(teams.listTeamMembers),
  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}': ofOrganisation(teams.getTeamMembership),
  'GET /orgs/{org}/team/{team_id}': ofOrganisation(teams.getTeam),
  'GET /orgs/{org}/team/{team_id}/members': ofOrganisation(teams.listTeamMembers),
  'GET /orgs/{org}/team/{team_id}/memberships/{username}': ofOrganisation(teams.getTeamMembership),
  'GET /users/{username}': organisation.getUser,
  'GET /users/{username}/events': feeds.listUserEvents,
  'GET /users/{username}/repos': organisation.listUserRepositories,
  'GET /users/{username}/installation': getUserInstallation,
  'GET /app/installations': listInstallations,
  'POST /app/installations/{installation_id}/access_tokens': createAccessToken,
};
