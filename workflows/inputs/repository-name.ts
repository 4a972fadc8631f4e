/**
 * @param value what a user gave as a repository
 * @returns the same `owner/name`
 * @throws Error with a sentence; GitHub's own rules for the two names
 */
export function parseRepositoryName(value: unknown): string {
  const [owner = '', name = '', ...rest] = typeof value === 'string' ? value.split('/') : [];
  const isOwner = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})$/.test(owner);
  const isName = /^[A-Za-z0-9._-]{1,100}$/.test(name) && name !== '.' && name !== '..';
  if (rest.length > 0 || !isOwner || !isName) {
    throw new Error(`A repository is named owner/name, such as golang/go, not ${JSON.stringify(value)}.`);
  }
  return `${owner}/${name}`;
}
