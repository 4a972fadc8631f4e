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
export function completeUser(given: { login: string; id: number; [member: string]: unknown }): User {
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

/** Keeps one object per login, so that fifty thousand issues share their authors. Ids follow from the login alone. */
export function createUsers() {
  const byLogin = new Map<string, User>();
  const ids = new Set<number>();

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
    ids.add(user.id);
    return user;
  }

  /** The user of that login, made where it is new. */
  const named = (login: string): User => byLogin.get(login) ?? register({ login, id: freeId(login) });
  return { named, register };
}

export type Users = ReturnType<typeof createUsers>;
