import { createRepository, type Repository } from './world/repository.ts';
import type { RepositoryContext } from './world/repository-context.ts';
import type { RepositoryOptions } from './world/repository-options.ts';
import { createUsers } from './world/user.ts';

export type { Repository } from './world/repository.ts';
export type { RepositoryOptions } from './world/repository-options.ts';
export type { IssueDraft } from './world/issue-state.ts';
export type { IssueJson } from './world/issue-json.ts';

export interface WorldOptions {
  seed?: number;
  /** What time it is in the world; default: real time. */
  clock?: () => Date;
}

export interface Mutation {
  index: number;
  at: string;
  kind: string;
  repository: string;
  number?: number;
}

/** What stands before a repository: an answer that every route of it gives. */
export type Barrier = { kind: 'dmca' | 'tos'; since: string };

/** Everything that the simulator knows about. Same seed, same clock, same calls: same bytes. */
export function createWorld({ seed = 1, clock = () => new Date() }: WorldOptions = {}) {
  const users = createUsers();
  const byId = new Map<number, Repository>();
  const idByName = new Map<string, number>();
  const movedFrom = new Map<string, number>();
  const barriers = new Map<number, Barrier>();
  const forbidden = new Map<number, (string | RegExp | null)[]>();
  const removed = new Map<string, number>();
  const mutations: Mutation[] = [];
  const key = (fullName: string) => fullName.toLowerCase();
  let time = clock;
  let versions = 0;
  let lastId = 700_000_000;

  function record(kind: string, name: string, number?: number): void {
    const index = mutations.length;
    mutations.push({ index, at: time().toISOString(), kind, repository: name, ...(number ? { number } : {}) });
  }

  function repository(fullName: string): Repository {
    const id = idByName.get(key(fullName));
    const found = id === undefined ? undefined : byId.get(id);
    if (!found) throw new Error(`the world has no repository ${fullName}`);
    return found;
  }

  const context: RepositoryContext = {
    seed,
    users,
    now: () => time().getTime(),
    nextVersion: () => (versions += 1),
    record,
    find: repository,
  };

  /** Adds a repository. A name that another one left is taken over: its redirect is gone. Throws on a name in use. */
  function addRepository(options: RepositoryOptions): Repository {
    const name = `${options.owner}/${options.name}`;
    if (idByName.has(key(name))) throw new Error(`the world has a repository ${name} already`);
    const id = options.id ?? (lastId += 1);
    if (byId.has(id)) throw new Error(`the world has a repository with id ${id} already`);
    const added = createRepository(context, { ...options, id });
    byId.set(id, added);
    idByName.set(key(name), id);
    return added;
  }

  /** Renames or moves a repository; the old name answers 301 until somebody takes it. */
  function rename(from: string, to: string): void {
    const moved = repository(from);
    const [owner, name] = to.split('/');
    if (!owner || !name || to.split('/').length !== 2) throw new Error(`not owner/name: ${to}`);
    if (idByName.has(key(to)) && key(to) !== key(from)) throw new Error(`the world has a repository ${to} already`);
    idByName.delete(key(from));
    idByName.set(key(to), moved.id);
    movedFrom.set(key(from), moved.id);
    movedFrom.delete(key(to));
    moved.set({ owner: users.named(owner), name });
    record('renamed', to);
  }

  /** Deletes a repository, or makes it private, which looks the same: 404 by name and by id. */
  function removeRepository(name: string): void {
    const gone = repository(name);
    removed.set(key(name), gone.id);
    idByName.delete(key(name));
    record('removed', name);
  }

  function restoreRepository(name: string): void {
    const id = removed.get(key(name));
    if (id === undefined) throw new Error(`${name} was not removed`);
    if (idByName.has(key(name))) throw new Error(`the world has a repository ${name} already`);
    removed.delete(key(name));
    idByName.set(key(name), id);
    record('restored', name);
  }

  function forbid(name: string, route: string | RegExp | null = null): void {
    const { id } = repository(name);
    forbidden.set(id, [...(forbidden.get(id) ?? []), route]);
    record('forbidden', name);
  }

  const isRemoved = (id: number) => [...removed.values()].includes(id);
  const matches = (rule: string | RegExp | null, route: string) =>
    rule === null || (typeof rule === 'string' ? rule === route : rule.test(route));

  return {
    seed,
    users,
    mutations: mutations as readonly Mutation[],
    clock: () => time(),
    /** A fixed moment, another clock, or null for real time. */
    setClock: (to: Date | string | (() => Date) | null) => {
      const moment = typeof to === 'string' ? new Date(to) : to;
      time = typeof moment === 'function' ? moment : () => (moment ? new Date(moment) : new Date());
    },
    repository,
    repositories: () => [...byId.values()].filter(({ id }) => !isRemoved(id)),
    findById: (id: number) => (isRemoved(id) ? null : (byId.get(id) ?? null)),
    /** The repository of that name, or the one that has left it. */
    findByName: (name: string): { repository: Repository; moved: boolean } | null => {
      const id = idByName.get(key(name));
      const moved = id === undefined;
      const lookedUp = id ?? movedFrom.get(key(name));
      const found = lookedUp === undefined || isRemoved(lookedUp) ? undefined : byId.get(lookedUp);
      return found ? { repository: found, moved } : null;
    },
    addRepository,
    rename,
    removeRepository,
    restoreRepository,
    block: (name: string, kind: 'dmca' | 'tos') => {
      barriers.set(repository(name).id, { kind, since: time().toISOString() });
      record('blocked', name);
    },
    unblock: (name: string) => {
      barriers.delete(repository(name).id);
      record('unblocked', name);
    },
    barrier: (id: number) => barriers.get(id) ?? null,
    /** Takes away a permission: of one route, as `GET /repos/{owner}/{repo}/issues`, or of all. */
    forbid,
    allow: (name: string) => {
      forbidden.delete(repository(name).id);
      record('allowed', name);
    },
    isForbidden: (id: number, route: string) => (forbidden.get(id) ?? []).some((rule) => matches(rule, route)),
  };
}

export type World = ReturnType<typeof createWorld>;
