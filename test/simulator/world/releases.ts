import { contributorLogin } from './contributor-login.ts';
import { seededRowId } from './row-id.ts';
import type { User, Users } from './user.ts';

export interface Release {
  id: number;
  tag: string;
  name: string | null;
  body: string | null;
  isDraft: boolean;
  isPrerelease: boolean;
  author: User;
  /** Epoch milliseconds, whole seconds; a draft is not published. */
  createdAt: number;
  publishedAt: number | null;
}

interface Plan {
  users: Users;
  seed: string;
  repositoryId: number;
  people: number;
  from: number;
  until: number;
}

const cadence = 90 * 86_400_000;

/** A release every ninety days; made when they are first looked at. */
export function createReleases({ users, seed, repositoryId, people, from, until }: Plan) {
  let made: Map<number, Release> | null = null;

  function seeded(): Map<number, Release> {
    const releases = new Map<number, Release>();
    for (let at = from + cadence, nth = 1; people > 0 && at <= until; at += cadence, nth += 1) {
      const id = seededRowId(repositoryId, at, 0, nth);
      const publishedAt = Math.floor(at / 1000) * 1000;
      const tag = `v0.${nth}.0`;
      const author = users.original(contributorLogin(seed, 0));
      const more = { body: `What is new in ${tag}.`, isDraft: false, isPrerelease: nth % 4 === 0 };
      releases.set(id, { id, tag, name: tag, ...more, author, createdAt: publishedAt, publishedAt });
    }
    return releases;
  }
  const all = () => (made ??= seeded());

  function must(tag: string): Release {
    const release = [...all().values()].find((known) => known.tag === tag);
    if (!release) throw new Error(`no release ${tag}`);
    return release;
  }
  return {
    put: (release: Release): void => void all().set(release.id, release),
    must,
    remove: (tag: string): void => void all().delete(must(tag).id),
    /** Newest first. */
    all: (): Release[] =>
      [...all().values()].sort((one, other) => other.createdAt - one.createdAt || other.id - one.id),
  };
}

export type Releases = ReturnType<typeof createReleases>;
