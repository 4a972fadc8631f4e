import { toInstant } from './instant.ts';
import type { ApiVersion } from './issue-json.ts';
import type { User } from './user.ts';

export interface RepositoryFacts {
  id: number;
  name: string;
  owner: User;
  description: string | null;
  archived: boolean;
  /** Only who belongs to its owner sees it. */
  isPrivate: boolean;
  fork: boolean;
  hasIssues: boolean;
  hasPullRequests: boolean;
  stars: number;
  forks: number;
  subscribers: number;
  size: number;
  openIssuesCount: number;
  createdAt: number;
  updatedAt: number;
  pushedAt: number;
}

const addresses: Record<string, string> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** A repository as its own route shows it (`full-repository`); 2026-03-10 has lost two members. */
export function repositoryJson(facts: RepositoryFacts, version: ApiVersion): Record<string, unknown> {
  const fullName = `${facts.owner.login}/${facts.name}`;
  const url = `https://api.github.com/repos/${fullName}`;
  const web = `https://github.com/${fullName}`;
  const older = version === '2022-11-28' ? { has_downloads: true, use_squash_pr_title_as_default: false } : {};
  return {
    id: facts.id,
    node_id: Buffer.from(`010:Repository${facts.id}`).toString('base64'),
    name: facts.name,
    full_name: fullName,
    private: facts.isPrivate,
    owner: facts.owner,
    html_url: web,
    description: facts.description,
    fork: facts.fork,
    url,
    ...Object.fromEntries(Object.entries(addresses).map(([member, path]) => [member, `${url}${path}`])),
    created_at: toInstant(facts.createdAt),
    updated_at: toInstant(facts.updatedAt),
    pushed_at: toInstant(facts.pushedAt),
    git_url: `git://github.com/${fullName}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
    homepage: null,
    ...counts(facts),
    language: 'TypeScript',
    license: null,
    topics: [],
    has_issues: facts.hasIssues,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    has_pull_requests: facts.hasPullRequests,
    pull_request_creation_policy: 'all',
    ...older,
    archived: facts.archived,
    disabled: false,
    visibility: facts.isPrivate ? 'private' : 'public',
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    default_branch: 'main',
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
  };
}

function counts(facts: RepositoryFacts) {
  return {
    size: facts.size,
    stargazers_count: facts.stars,
    watchers_count: facts.stars,
    watchers: facts.stars,
    subscribers_count: facts.subscribers,
    forks_count: facts.forks,
    forks: facts.forks,
    network_count: facts.forks,
    open_issues_count: facts.openIssuesCount,
    open_issues: facts.openIssuesCount,
  };
}
