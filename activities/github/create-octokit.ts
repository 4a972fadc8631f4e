import { Octokit } from '@octokit/rest';

/** The version of GitHub's REST API whose answers the product reads; without one GitHub takes 2022-11-28, which ends in 2028. */
export const apiVersion = '2026-03-10';

/** Octokit would print a line for each 304, 404 and deprecation; what matters is in the answer. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Octokit as every request needs it: with the product's name and the version of the API, and without lines of its own.
 *
 * @param apiUrl `https://api.github.com` or `https://HOST/api/v3`
 */
export function createOctokit(apiUrl: string): Octokit {
  // Deprecations are told to the log of the request alone, and to the console where it has none.
  const octokit = new Octokit({ baseUrl: apiUrl, userAgent: 'repometer', log: silent, request: { log: silent } });
  octokit.hook.before('request', ({ headers }) => {
    headers['x-github-api-version'] = apiVersion;
  });
  return octokit;
}
