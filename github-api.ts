/** Versions of GitHub's REST API whose answers are read, newest first; Enterprise Servers before 3.21 know the second alone. */
export const apiVersions = ['2026-03-10', '2022-11-28'] as const;

export type ApiVersion = (typeof apiVersions)[number];

/** @returns the newest version that the names hold and that is read here, or null */
export function newestKnown(names: readonly unknown[]): ApiVersion | null {
  return apiVersions.find((version) => names.includes(version)) ?? null;
}

/**
 * The version to speak after one was refused: of those that the refusal names the newest that is read here; another one where it
 * names none.
 *
 * @param text the body of the answer, whole
 * @returns null: the answer is no such refusal, or names versions alone that are not read here
 */
export function versionInstead(refused: string, status: number, text: string): ApiVersion | null {
  if (status !== 400 && status !== 410) return null;
  const isAboutVersions = /api.{0,2}version|version you specified|supported version/i.test(text);
  if (!isAboutVersions && !(text.includes(refused) && /version/i.test(text))) return null;
  const named = (text.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? []).filter((version) => version !== refused);
  if (named.length > 0) return newestKnown(named);
  return apiVersions.find((version) => version !== refused) ?? null;
}

/** The release that an Enterprise Server tells, of a header or of `installed_version`; null where it tells none. */
export function releaseIn(told: unknown): string | null {
  return typeof told === 'string' ? (/\d+(?:\.\d+)+/.exec(told)?.[0] ?? null) : null;
}

/** The header of every answer in which an Enterprise Server tells its release. */
export const releaseHeader = 'x-github-enterprise-version';

/**
 * One way of writing the address of an API: host in lower case, no default port, no slash at the end.
 *
 * @throws TypeError where it is no URL
 */
export function canonicalApiUrl(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

/** Whether two addresses are those of one API, however they are written. */
export function isSameApi(one: string, other: string): boolean {
  return canonicalApiUrl(one) === canonicalApiUrl(other);
}

/** Whether an address belongs to an API: a token must go nowhere else. */
export function isOfApi(apiUrl: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const [api, address] = [new URL(canonicalApiUrl(apiUrl)), new URL(url)];
  return address.origin === api.origin && address.pathname.startsWith(`${api.pathname.replace(/\/$/, '')}/`);
}

/** The address of GraphQL beside a REST API: `/graphql`, of an Enterprise Server `/api/graphql`. */
export function graphqlUrl(apiUrl: string): string {
  return `${canonicalApiUrl(apiUrl).replace(/\/v3$/, '')}/graphql`;
}
