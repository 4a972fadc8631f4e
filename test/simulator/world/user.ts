import { hashText } from './random.ts';

/** A person or bot as GitHub embeds it (`simple-user`). */
export interface User {
  login: string;
  id: number;
  node_id: string;
  type: string;
  site_admin: boolean;
  [member: string]: unknown;
}

/** Members that a recording may lack are added; those given stay. Addresses are GitHub's public ones. */
function completeUser(given: { login: string; id: number; [member: string]: unknown }): User {
  const login = encodeURIComponent(given.login);
  const url = `https://api.github.com/users/${login}`;
  return {
    node_id: Buffer.from(`04:User${given.id}`).toString('base64'),
    avatar_url: `https://avatars.githubusercontent.com/u/${given.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: given.login.endsWith('[bot]') ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
    ...given,
  };
}

/** What GitHub shows in the place of a deleted account. */
const ghost = { login: 'ghost', id: 10_137 };

/**
 * Keeps one object per login, so that fifty thousand issues share their authors. Ids follow from the login alone. An
 * account that is renamed or deleted stays the same object, so everything that names it changes at once, as on GitHub.
 */
export function createUsers() {
  const byLogin = new Map<string, User>();
  /** Under the login of its first day, by which made-up rows know it. */
  const originals = new Map<string, User>();
  const ids = new Set<number>();
  const firstLogins = new WeakMap<User, string>();
  const deleted = new WeakSet<User>();
  let texts = new WeakMap<User, string>();

  function freeId(login: string): number {
    let id = 20_000_000 + (hashText(login.toLowerCase()) % 200_000_000);
    while (ids.has(id)) id += 1;
    return id;
  }

  function register(given: { login: string; id: number }): User {
    const known = byLogin.get(given.login);
    if (known?.id === given.id) return known;
    const user = completeUser(given);
    byLogin.set(user.login, user);
    const isFirst = !originals.has(user.login);
    if (isFirst) originals.set(user.login, user);
    firstLogins.set(user, isFirst ? user.login : `${user.login}-${user.id}`);
    ids.add(user.id);
    return user;
  }

  /** The user of that login, made where it is new. */
  const named = (login: string): User => byLogin.get(login) ?? register({ login, id: freeId(login) });

  function must(login: string): User {
    const user = byLogin.get(login);
    if (!user) throw new Error(`the world has no user ${login}`);
    return user;
  }

  function become(user: User, facts: { login: string; id: number }): void {
    for (const member of Object.keys(user)) Reflect.deleteProperty(user, member);
    Object.assign(user, completeUser(facts));
    texts = new WeakMap();
  }

  /** The JSON text of an account, made once for all who embed it. */
  function text(user: User): string {
    const known = texts.get(user);
    if (known !== undefined) return known;
    const made = JSON.stringify(user);
    texts.set(user, made);
    return made;
  }

  /** Gives an account another login; its id stays. Throws where the login is taken. */
  function rename(from: string, to: string): User {
    const user = must(from);
    if (byLogin.has(to)) throw new Error(`the world has a user ${to} already`);
    become(user, { login: to, id: user.id, ...(user.type === 'Organization' ? { type: user.type } : {}) });
    byLogin.delete(from);
    byLogin.set(to, user);
    return user;
  }

  /** Deletes an account: from now on it shows as `ghost` everywhere. */
  function remove(login: string): User {
    const user = must(login);
    byLogin.delete(login);
    become(user, ghost);
    deleted.add(user);
    return user;
  }
  return {
    named,
    /** The same for an organisation. */
    organisation: (login: string): User =>
      byLogin.get(login) ??
      register({ login, id: freeId(login), type: 'Organization' } as { login: string; id: number }),
    register,
    text,
    rename,
    remove,
    /** The account that had that login when the world was made up, whatever became of it; made where it is new. */
    original: (login: string): User => originals.get(login) ?? named(login),
    /** What an account was called on its first day; no other account has the same. */
    firstLogin: (user: User): string => firstLogins.get(user) ?? user.login,
    isDeleted: (user: User) => deleted.has(user),
    /** Upper and lower case alike, as GitHub does. */
    find: (login: string) =>
      byLogin.get(login) ??
      [...byLogin.values()].find((user) => user.login.toLowerCase() === login.toLowerCase()) ??
      null,
    findById: (id: number) => [...byLogin.values()].find((user) => user.id === id) ?? null,
  };
}

export type Users = ReturnType<typeof createUsers>;
