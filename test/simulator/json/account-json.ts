import { toInstant } from '../world/instant.ts';
import type { User } from '../world/user.ts';

/** A person or an organisation as `GET /users/{username}` shows it (`public-user`). */
export function accountJson(user: User, repositories: number) {
  return {
    ...user,
    name: user.login,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: repositories,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: toInstant(Date.UTC(2015, 0, 1)),
    updated_at: toInstant(Date.UTC(2024, 0, 1)),
  };
}
