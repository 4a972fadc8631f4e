import type { ApiVersion } from '../world/issue-json.ts';

/** Releases of GitHub Enterprise Server that the simulator knows. */
export type EnterpriseRelease = '3.16' | '3.18' | '3.20' | '3.21';

interface Edition {
  /** As `GET /meta` and a header of every answer tell it. */
  installed: string;
  /** Newest first. */
  apiVersions: readonly ApiVersion[];
  /** Routes that answer 404. */
  missing: readonly string[];
  /** Members that no answer has. */
  without: readonly string[];
}

const stars = ['GET /repos/{owner}/{repo}/stargazers/count', 'GET /repos/{owner}/{repo}/stargazers/history'];
const of2026 = ['has_pull_requests', 'pull_request_creation_policy', 'issue_field_values'];
const of2025 = [...of2026, 'issue_dependencies_summary', 'immutable'];

/**
 * What each release has less than github.com: its description of the API (3.17 to 3.19) names no `/versions` and no counts of
 * stars; the rest follows from when github.com got it.
 */
export const editions: Record<EnterpriseRelease, Edition> = {
  '3.16': {
    installed: '3.16.4',
    apiVersions: ['2022-11-28'],
    missing: [...stars, 'GET /versions'],
    without: [...of2025, 'sub_issues_summary', 'user_view_type'],
  },
  '3.18': { installed: '3.18.2', apiVersions: ['2022-11-28'], missing: [...stars, 'GET /versions'], without: of2025 },
  '3.20': { installed: '3.20.1', apiVersions: ['2022-11-28'], missing: stars, without: of2026 },
  '3.21': { installed: '3.21.0', apiVersions: ['2026-03-10', '2022-11-28'], missing: [], without: [] },
};
