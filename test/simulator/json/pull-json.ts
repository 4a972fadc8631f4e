import type { Repository } from '../world.ts';
import type { ApiVersion, IssueJson } from '../world/issue-json.ts';
import type { IssueState } from '../world/issue-state.ts';
import { repositoryJson } from '../world/repository-json.ts';
import type { User } from '../world/user.ts';
import { addressesOf, nodeId } from './addresses.ts';

/** Members that a pull request shares with its issue, in the words of the issue's own text. */
const shared = [
  'number',
  'state',
  'locked',
  'title',
  'user',
  'body',
  'labels',
  'milestone',
  'active_lock_reason',
  'created_at',
  'updated_at',
  'closed_at',
  'assignees',
  'author_association',
] as const;

/** A pull request without its two repositories; 2026-03-10 has no `assignee` and no `merge_commit_sha`. */
function pullParts(repository: Repository, state: IssueState, version: ApiVersion) {
  const { api, web } = addressesOf(repository);
  const issue = JSON.parse(repository.issueText(state, '2022-11-28')) as IssueJson;
  const details = repository.pull(state.number);
  const url = `${api}/pulls/${state.number}`;
  const page = `${web}/pull/${state.number}`;
  const issueUrl = `${api}/issues/${state.number}`;
  const statuses = `${api}/statuses/${details.headSha}`;
  const links = {
    self: url,
    html: page,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  };
  const older = version === '2022-11-28' ? { assignee: issue.assignee, merge_commit_sha: details.mergeCommitSha } : {};
  return {
    url,
    id: details.id,
    node_id: nodeId('PR', details.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    ...Object.fromEntries(shared.map((member) => [member, issue[member]])),
    ...older,
    merged_at: state.pullRequest?.mergedAt ?? null,
    requested_reviewers: details.requestedReviewers,
    requested_teams: [],
    draft: state.pullRequest?.draft ?? false,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statuses,
    head: branchJson(details.headOwner, details.headRef, details.headSha),
    base: branchJson(repository.facts.owner, details.baseRef, details.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    auto_merge: null,
  };
}

/** Repositories as they stand at both ends of a pull request, by version of the API and owner; made anew after a change. */
const ends = new WeakMap<Repository, { version: number; texts: Map<string, string> }>();

/** The text of one end: a repository alone is five kilobytes, and a page shows two hundred of them. */
function repositoryText(repository: Repository, owner: User, version: ApiVersion): string {
  const { facts } = repository;
  const known = ends.get(repository);
  const kept =
    known?.version === repository.version ? known : { version: repository.version, texts: new Map<string, string>() };
  ends.set(repository, kept);
  const key = `${version}/${owner.id}`;
  const fork = { ...facts, id: facts.id + owner.id, owner, fork: true };
  const text = kept.texts.get(key) ?? JSON.stringify(repositoryJson(owner === facts.owner ? facts : fork, version));
  kept.texts.set(key, text);
  return text;
}

/** The text of a pull request as lists show it. */
export function pullText(repository: Repository, state: IssueState, version: ApiVersion): string {
  const { head, base, ...rest } = pullParts(repository, state, version);
  const { headOwner } = repository.pullOf(state);
  const end = (branch: object, owner: User | null) =>
    `${JSON.stringify(branch).slice(0, -1)},"repo":${owner === null ? 'null' : repositoryText(repository, owner, version)}}`;
  const ends = `"head":${end(head, headOwner)},"base":${end(base, repository.facts.owner)}`;
  return `${JSON.stringify(rest).slice(0, -1)},${ends}}`;
}

/** One end of a pull request; its repository is null where the fork is gone. */
function branchJson(user: User | null, ref: string, sha: string) {
  return { label: `${user?.login ?? 'unknown repository'}:${ref}`, ref, sha, user };
}

/** A pull request as its own route shows it. */
export function fullPullJson(repository: Repository, state: IssueState, version: ApiVersion): Record<string, unknown> {
  const details = repository.pull(state.number);
  const isMerged = Boolean(state.pullRequest?.mergedAt);
  return {
    ...(JSON.parse(pullText(repository, state, version)) as Record<string, unknown>),
    merged: isMerged,
    mergeable: isMerged ? null : true,
    rebaseable: isMerged ? null : true,
    mergeable_state: isMerged ? 'unknown' : 'clean',
    merged_by: details.mergedBy,
    comments: state.comments,
    review_comments: repository.core.reviewCommentsOf(state.number).length,
    maintainer_can_modify: false,
    commits: details.commits,
    additions: details.additions,
    deletions: details.deletions,
    changed_files: details.changedFiles,
  };
}
