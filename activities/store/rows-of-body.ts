import { parseJson } from '../github/answer.ts';

/**
 * The rows of an answer: of a list, of a comparison of commits, or one row alone.
 *
 * @throws TransportError when it is no JSON
 */
export function rowsOfBody(json: string): unknown[] {
  const body = parseJson(json);
  if (Array.isArray(body)) return body;
  const commits = (body as { commits?: unknown } | null)?.commits;
  return Array.isArray(commits) ? commits : [body];
}
