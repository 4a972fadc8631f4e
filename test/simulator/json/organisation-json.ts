import { toInstant } from '../world/instant.ts';
import type { Organisation } from '../world/organisations.ts';
import { nodeId } from './addresses.ts';

/** An organisation as its own route shows it. */
export function organisationJson({ account }: Organisation, repositories: number) {
  const url = `https://api.github.com/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('O', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: account.avatar_url,
    description: null,
    name: account.login,
    company: null,
    blog: null,
    location: null,
    email: null,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: repositories,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `https://github.com/${account.login}`,
    created_at: toInstant(Date.UTC(2015, 0, 1)),
    updated_at: toInstant(Date.UTC(2024, 0, 1)),
    archived_at: null,
    type: 'Organization',
  };
}
