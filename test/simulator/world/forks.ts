import { createRandom, hashText } from './random.ts';
import type { User, Users } from './user.ts';

export interface Fork {
  id: number;
  owner: User;
  /** Epoch milliseconds, whole seconds. */
  createdAt: number;
  pushedAt: number;
  stars: number;
}

interface Plan {
  users: Users;
  seed: string;
  repositoryId: number;
  count: number;
  from: number;
  until: number;
}

/** Forks of a repository, oldest first; made when they are first looked at. */
export function createForks({ users, seed, repositoryId, count, from, until }: Plan) {
  let made: Fork[] | null = null;
  /** Also those of forks that are gone: who forks anew has another repository. */
  const ids = new Set<number>();

  function fork(owner: User, createdAt: number): Fork {
    let id = 800_000_000 + (hashText(`${repositoryId}/${owner.id}`) % 1_000_000_000);
    while (ids.has(id)) id += 1;
    ids.add(id);
    return { id, owner, createdAt, pushedAt: createdAt, stars: 0 };
  }

  function seeded(): Fork[] {
    const forks = Array.from({ length: count }, (_, nth) => {
      const random = createRandom(seed, 'fork', nth);
      const at = Math.floor((from + random.next() * Math.max(until - from, 0)) / 1000) * 1000;
      return { ...fork(users.original(`forker-${nth + 1}`), at), stars: random.integer(0, 3) };
    });
    return forks.sort((one, other) => one.createdAt - other.createdAt || one.id - other.id);
  }
  const all = () => (made ??= seeded());
  return {
    all: all as () => readonly Fork[],
    count: () => made?.length ?? count,
    find: (id: number): Fork | null => all().find((known) => known.id === id) ?? null,
    add: (login: string, at: number): Fork => {
      const added = fork(users.named(login), at);
      all().push(added);
      return added;
    },
    remove: (login: string): void => {
      made = all().filter(({ owner }) => owner.login !== login);
    },
  };
}

export type Forks = ReturnType<typeof createForks>;
