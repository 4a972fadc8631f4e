import { Octokit } from '@octokit/rest';
import type { ApiServer } from './api-server.ts';
import { negotiate } from './negotiate.ts';

/** Octokit would print a line for each 304, 404 and deprecation; what matters is in the answer. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Octokit as every request needs it: with the product's name and a version of the API that the server knows, and without lines
 * of its own.
 *
 * @param apiUrl `https://api.github.com` or `https://HOST/api/v3`
 */
export function createOctokit(apiUrl: string, server: ApiServer): Octokit {
  // Deprecations are told to the log of the request alone, and to the console where it has none.
  const octokit = new Octokit({ baseUrl: apiUrl, userAgent: 'repometer', log: silent, request: { log: silent } });
  octokit.hook.wrap('request', negotiate(server));
  return octokit;
}
