import { createRandom } from './random.ts';
import type { User, Users } from './user.ts';

export interface Fan {
  user: User;
  /** Epoch milliseconds, whole seconds. */
  at: number;
}

interface Plan {
  users: Users;
  seed: string;
  /** What their logins begin with. */
  kind: string;
  count: number;
  /** They come between these, epoch milliseconds. */
  from: number;
  until: number;
}

/** People who starred or watch a repository, in the order in which they came; made when they are first looked at. */
export function createAudience({ users, seed, kind, count, from, until }: Plan) {
  let made: Fan[] | null = null;
  let named = count;

  const fan = (nth: number, at: number): Fan => ({ user: users.original(`${kind}-${nth + 1}`), at });
  function seeded(): Fan[] {
    const span = Math.max(until - from, 0);
    const at = (nth: number) => Math.floor((from + createRandom(seed, kind, nth).next() * span) / 1000) * 1000;
    const fans = Array.from({ length: count }, (_, nth) => fan(nth, at(nth)));
    return fans.sort((one, other) => one.at - other.at || one.user.id - other.user.id);
  }
  const all = (): Fan[] => (made ??= seeded());

  function add(login: string, at: number): void {
    const user = users.named(login);
    if (!all().some((known) => known.user === user)) all().push({ user, at });
  }

  function remove(login: string): void {
    made = all().filter(({ user }) => user.login !== login);
  }

  /** Lets strangers come, or the latest go, until there are so many. */
  function resize(size: number, at: number): void {
    while (all().length < size) all().push(fan((named += 1), at));
    if (all().length > size) made = all().slice(0, size);
  }
  return { all: all as () => readonly Fan[], count: () => made?.length ?? count, add, remove, resize };
}

export type Audience = ReturnType<typeof createAudience>;
