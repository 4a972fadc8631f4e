import { refusal, type Answer } from '../http/answer.ts';
import type { Repository } from '../world.ts';

/** 403 or 451 as for every route of a repository that GitHub has blocked. */
export function blocked({ kind, since }: { kind: 'dmca' | 'tos'; since: string }): Answer {
  const url = kind === 'dmca' ? 'https://github.com/github/dmca' : 'https://github.com/tos';
  const body = { block: { reason: kind, created_at: since, html_url: url } };
  return refusal(kind === 'dmca' ? 451 : 403, 'Repository access blocked', { body });
}

/** The permission that a route needs, as `X-Accepted-GitHub-Permissions` names it. */
function permissionOf(route: string): string {
  if (/\/pulls/.test(route)) return 'pull_requests=read';
  if (/\/(issues|labels|milestones)/.test(route)) return 'issues=read';
  if (/\/deployments/.test(route)) return 'deployments=read';
  if (/\/(stats|commits|compare|releases|contributors)/.test(route)) return 'contents=read';
  return 'metadata=read';
}

/** 403 to a token that lacks the permission of a route. */
export function notPermitted(route: string, isApp: boolean): Answer {
  const holder = isApp ? 'integration' : 'personal access token';
  const headers = { 'x-accepted-github-permissions': permissionOf(route) };
  return refusal(403, `Resource not accessible by ${holder}`, { headers });
}

/** 403 to a token that was not authorised for an organisation's single sign-on. */
export function needsSignOn({ facts }: Repository): Answer {
  const message =
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.';
  const url = `https://github.com/orgs/${facts.owner.login}/sso?authorization_request=A1`;
  return refusal(403, message, { headers: { 'x-github-sso': `required; url=${url}` } });
}
