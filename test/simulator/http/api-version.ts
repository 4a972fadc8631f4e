import { editions } from '../enterprise/editions.ts';
import type { SimulatorOptions } from '../options.ts';
import type { ApiVersion } from '../world/issue-json.ts';
import { refusal, type Answer } from './answer.ts';

const versions: readonly ApiVersion[] = ['2026-03-10', '2022-11-28'];
const retired: readonly string[] = ['2021-01-01'];

/** The versions that the server answers, newest first. */
export function supportedVersions({ enterprise, apiVersions }: SimulatorOptions): readonly string[] {
  return apiVersions ?? (enterprise ? editions[enterprise].apiVersions : versions);
}

/** The version that a request asks for; none: 2022-11-28. Unknown ones are a 400 that names the known, retired ones a 410. */
export function readApiVersion(
  header: string | undefined,
  supported: readonly string[],
): { version: ApiVersion } | { refused: Answer } {
  if (header === undefined || header === '') return { version: '2022-11-28' };
  const version = versions.find((known) => known === header && supported.includes(known));
  if (version) return { version };
  if (retired.includes(header)) {
    const url = 'https://docs.github.com/rest/overview/api-versions';
    return { refused: refusal(410, `API version ${header} is no longer supported.`, { url }) };
  }
  const named = supported.map((known, place) => `"${known}"${place === 0 ? ' (most recent)' : ''}`);
  const errors =
    `The version you specified in the "X-GitHub-API-Version" request header, "${header}", is not a supported version. ` +
    `The following versions are currently supported: ${named.join(' and ')}.`;
  return { refused: refusal(400, 'Bad Request', { body: { errors } }) };
}

/** Headers that announce the end of the older version, where there is a newer one. */
export function deprecationHeaders(version: ApiVersion, supported: readonly string[]): Record<string, string> {
  if (version === supported[0]) return {};
  return { deprecation: 'Tue, 10 Mar 2026 00:00:00 GMT', sunset: 'Fri, 10 Mar 2028 00:00:00 GMT' };
}

/** The entry that the older version adds to every Link header. */
export function deprecationLink(version: ApiVersion, supported: readonly string[]): string[] {
  if (version === supported[0]) return [];
  return ['<https://docs.github.com/en/rest/about-the-rest-api/api-versions>; rel="deprecation"; type="text/html"'];
}
