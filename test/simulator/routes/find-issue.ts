import { notFound, refusal, type Answer } from '../http/answer.ts';
import type { IssueState } from '../world/issue-state.ts';
import type { RepositoryContext } from './context.ts';
import { issuesDisabled } from './list-issues.ts';

/**
 * The issue of a sub-route, or what is answered in its place: 410 where it was deleted, 404 where it was transferred
 * (the redirect covers the issue alone), hidden, or never there.
 */
export function findIssue({ repository, parameters }: RepositoryContext): { state: IssueState } | { refused: Answer } {
  const number = Number(parameters.issue_number ?? parameters.pull_number);
  const state = repository.store.get(number);
  const { hasIssues, disabledList } = repository.facts;
  const isReachable = hasIssues || (disabledList === 'pull-requests' && state?.pullRequest);
  if (!isReachable) return { refused: issuesDisabled() };
  if (state) return { state };
  return { refused: repository.store.departure(number)?.kind === 'deleted' ? deletedIssue() : notFound() };
}

/** 410 as for everything below an issue that was deleted. */
export function deletedIssue(): Answer {
  return refusal(410, 'This issue was deleted', { url: 'https://docs.github.com/rest/issues/issues#get-an-issue' });
}

/** The pull request of a sub-route, or 404: also where a repository has no pull requests. */
export function findPull({ repository, parameters }: RepositoryContext): { state: IssueState } | { refused: Answer } {
  const state = repository.store.get(Number(parameters.pull_number));
  return state?.pullRequest && repository.facts.hasPullRequests ? { state } : { refused: notFound() };
}
