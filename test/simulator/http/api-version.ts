import type { ApiVersion } from '../world/issue-json.ts';
import { refusal, type Answer } from './answer.ts';

const versions: readonly ApiVersion[] = ['2022-11-28', '2026-03-10'];
const retired: readonly string[] = ['2021-01-01'];

/** The version that a request asks for; none: 2022-11-28. Unknown ones are a 400, retired ones a 410. */
export function readApiVersion(header: string | undefined): { version: ApiVersion } | { refused: Answer } {
  if (header === undefined || header === '') return { version: '2022-11-28' };
  const version = versions.find((known) => known === header);
  if (version) return { version };
  const url = 'https://docs.github.com/rest/overview/api-versions';
  if (retired.includes(header))
    return { refused: refusal(410, `API version ${header} is no longer supported.`, { url }) };
  const message = `"${header}" is not a valid API version. Supported versions: ${versions.join(', ')}.`;
  return { refused: refusal(400, message, { url }) };
}

/** Headers that announce the end of the older version. */
export function deprecationHeaders(version: ApiVersion): Record<string, string> {
  if (version !== '2022-11-28') return {};
  return { deprecation: 'Tue, 10 Mar 2026 00:00:00 GMT', sunset: 'Fri, 10 Mar 2028 00:00:00 GMT' };
}

/** The entry that the older version adds to every Link header. */
export function deprecationLink(version: ApiVersion): string[] {
  if (version !== '2022-11-28') return [];
  return ['<https://docs.github.com/en/rest/about-the-rest-api/api-versions>; rel="deprecation"; type="text/html"'];
}
