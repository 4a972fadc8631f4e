// Letters, digits and dashes wherever they stand, since old accounts begin or end with some (`-ACE-`, `Link-`, `0----0`); an
// underscore before the short code of a managed user (`octo-cat_corp`).
const owners = /^(?=.*[A-Za-z0-9])[A-Za-z0-9_-]{1,39}$/;
const names = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const ownerAtGitHub = /^(?:https?:\/\/)?(?:www\.)?github\.com\/(?:orgs\/)?([^/?#]+)\/?(?:[?#].*)?$/i;
const atGitHub =
  /^(?:(?:https?|ssh|git):\/\/(?:[^@/]*@)?|git@)?(?:www\.)?github\.com[/:]+([^/?#]+\/[^/?#]+)(?:[/?#].*)?$/i;

/** What people paste: the address of a page of it, or one that git clones from. */
function nameIn(text: string): string {
  const [, path = text] = atGitHub.exec(text.trim()) ?? [];
  return path.replace(/\/$/, '').replace(/\.git$/, '');
}

/** An address may hold a password. */
const shown = (value: unknown) => JSON.stringify(value)?.replace(/\/\/[^@/]*@/, '//…@');

/**
 * @param value what a user gave as a repository: `golang/go`, `golang/go.git`, `https://github.com/golang/go`
 * @returns `owner/name`
 * @throws Error with a sentence; GitHub's own rules for the two names
 */
export function parseRepositoryName(value: unknown): string {
  const [owner = '', name = '', ...rest] = typeof value === 'string' ? nameIn(value).split('/') : [];
  if (rest.length > 0 || !owners.test(owner) || !names.test(name)) {
    throw new Error(`A repository is named owner/name, such as golang/go, not ${shown(value)}.`);
  }
  return `${owner}/${name}`;
}

/**
 * @param value what a user gave as an owner: `golang`, `@golang`, `https://github.com/golang`
 * @returns the login of an organisation or a user
 * @throws Error with a sentence; GitHub's own rules for logins
 */
export function parseOwnerName(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  const [, login = text.replace(/^@/, '')] = ownerAtGitHub.exec(text) ?? [];
  if (owners.test(login)) return login;
  throw new Error(`An owner is an organisation or a user, such as golang, not ${shown(value)}.`);
}
